import Families
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

@Suite("The interaction's own test")
struct SlopeInteractionTests {
  private static let digits = Tolerance(
    .relative(1e-9), because: "one test, by coefficients and by sums of squares")

  @Test(arguments: ["y ~ x * m", "y ~ x * m + sector", "y ~ x * log(m + 4)", "y ~ m * x"])
  func oneCoefficientIsTestedAsTheFitTestsIt(_ formula: String) throws {
    let fit = try LinearModel(formula).fit(to: schools())
    for inference in [
      try fit.inference(), try fit.inference(using: .clustered(by: "district", correction: .cr2)),
    ] {
      let interaction = try #require(try inference.slopeInteraction(of: "x", by: "m"))
      let name = try #require(fit.coefficients.names.first { $0.contains(":") })
      let row = try #require(inference.coefficientTable().first { $0.label == name })
      #expect(interaction.terms == [name] && interaction.row?.label == name)
      expectClose(
        interaction.row?.estimate ?? .nan, row.estimate, within: Self.digits, "estimate")
      expectClose(interaction.pValue ?? .nan, row.pValue ?? .nan, within: Self.digits, "p")
      expectClose(
        interaction.row?.degreesOfFreedom ?? .nan, row.degreesOfFreedom ?? .nan,
        within: Tolerance(.relative(1e-6), because: "moments of one contrast"), "df")
    }
  }

  /// Several coefficients are tested at once: F from the sums of squares of both models.
  @Test(arguments: [
    ("y ~ x * sector", "y ~ x + sector", "sector"),
    ("y ~ x * poly(m, 2)", "y ~ x + poly(m, 2)", "m"),
    ("y ~ x * (m + I(m^2)) + urban", "y ~ x + m + I(m^2) + urban", "m"),
  ])
  func severalCoefficientsAreTestedTogether(
    _ full: String, _ reduced: String, _ moderator: String
  ) throws {
    let table = try schools()
    let (large, small) = (
      try LinearModel(full).fit(to: table), try LinearModel(reduced).fit(to: table)
    )
    let interaction = try #require(
      try large.inference().slopeInteraction(of: "x", by: moderator))
    let residual = large.residualDegreesOfFreedom
    func squares(_ fit: LinearFit) -> Double {
      fit.sigma * fit.sigma * fit.residualDegreesOfFreedom
    }
    let want = (squares(small) - squares(large)) / 2 / (squares(large) / residual)
    #expect(interaction.row == nil && interaction.terms.count == 2)
    expectClose(interaction.joint?.statistic ?? .nan, want, within: Self.digits, "F")
    #expect(interaction.joint?.degreesOfFreedom == 2)
    #expect(interaction.joint?.denominatorDegreesOfFreedom == residual)
  }

  /// The p-value does not depend on the units or the origin of the moderator.
  @Test(arguments: [(1e-6, 0.0), (1000, 0), (1, 2014)])
  func unitsDoNotMatter(_ factor: Double, _ origin: Double) throws {
    let table = try schools()
    let m = try table.column("m").numbers
    let moved = try table.adding(Column("u", m.map { factor * $0 + origin }))
    let want = try #require(
      try LinearModel("y ~ x * m").fit(to: table).inference().slopeInteraction(of: "x", by: "m"))
    let found = try #require(
      try LinearModel("y ~ x * u").fit(to: moved).inference().slopeInteraction(of: "x", by: "u"))
    expectClose(
      found.pValue ?? .nan, want.pValue ?? .nan,
      within: Tolerance(.relative(1e-7), because: "the same test after a change of units"), "p")
    #expect(found.terms == ["x:u"])
  }

  /// Where a third variable takes part the change of the slope is averaged over it, as slopes are.
  @Test func threeWayInteractionsAreAveraged() throws {
    let fit = try LinearModel("y ~ x * m * weight").fit(to: schools())
    let inference = try fit.inference()
    let interaction = try #require(try inference.slopeInteraction(of: "x", by: "m"))
    let slopes = try inference.simpleSlopes(of: "x", at: [.value(0), .value(1)], of: "m")
      .map(\.estimate)
    expectClose(
      interaction.row?.estimate ?? .nan, slopes[1] - slopes[0], within: Self.digits, "change")
    #expect(interaction.terms == ["x:m", "x:m:weight"] && interaction.row?.label == "x:m")
  }

  @Test func withoutInteractionThereIsNoTest() throws {
    let inference = try LinearModel("y ~ x + m + sector").fit(to: schools()).inference()
    #expect(try inference.slopeInteraction(of: "x", by: "m") == nil)
    #expect(try inference.slopeInteraction(of: "x", by: "sector") == nil)
  }

  @Test func asManyCoefficientsAsRowsSayWhy() throws {
    let data = try schools()
    let fit = try LinearModel("y ~ x * m").fit(to: data.selecting(rows: [0, 1, 2, 3]))
    let interaction = try #require(try fit.inference().slopeInteraction(of: "x", by: "m"))
    #expect(interaction.pValue == nil && interaction.problem != nil)
  }
}
