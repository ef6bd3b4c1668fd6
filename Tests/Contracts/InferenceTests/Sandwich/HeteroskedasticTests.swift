import LinearAlgebra
import TestSupport
import Testing

@testable import Inference

struct HeteroskedasticTests {
  @Test(arguments: ["ols", "wls", "logit", "pois", "fols"], HeteroskedasticCorrection.allCases)
  func agreesWithR(_ name: String, _ correction: HeteroskedasticCorrection) throws {
    let want = try #require(RCovariances.covariances["\(name) \(correction.rawValue)"])
    let fit = try SmallFits.fit(name)
    expectClose(
      lowerTriangle(try fit.heteroskedastic(correction)), want,
      within: fit.isLeastSquares ? .algebra(scale: 0.01) : .iterated(scale: 0.01))
  }

  @Test func leveragesSumToTheNumberOfCoefficients() throws {
    let rows = OrthonormalRows(try SmallFits.fit("wls").rows)
    expectClose(rows.pass(squares: rows.scoreFactors).leverages.reduce(0, +), 3, within: .algebra)
  }

  @Test func badScalesCostNoDigits() throws {
    // Columns rescaled by powers of two rescale the covariance, to the last bits.
    let plain = try SmallFits.fit("ols").heteroskedastic(.hc3)
    let scales = [1.0, 0x1p40, 0x1p-40]
    let scaled = try ArrayFit.leastSquares(
      SmallFits.design.scalingColumns(by: scales), SmallData.y
    ).heteroskedastic(.hc3)
    let back = scaled.scalingRows(by: scales).scalingColumns(by: scales)
    expectClose(
      back.elements, plain.elements,
      within: Tolerance(.relative(1e-12), because: "powers of two rescale without rounding"))
  }
}
