import LinearAlgebra
import TestSupport
import Testing

@testable import Inference
@testable import Modeling

struct WaldStatisticTests {
  static let covariance = Matrix(rows: [[4, 1, 0], [1, 2, 0.5], [0, 0.5, 1]])

  @Test func isTheQuadraticForm() throws {
    // By hand: L V L′ = [4 1; 1 2], inverse [2 −1; −1 4] / 7, d = (1, 3): (2 − 6 + 36) / 7.
    let got = try waldQuadraticForm(
      restrictions: Matrix(rows: [[1, 0, 0], [0, 1, 0]]), distance: [1, 3],
      covariance: Self.covariance, covarianceName: "test")
    expectClose(got, 32.0 / 7, within: .algebra)
  }

  @Test(arguments: [1e-12, 1, 1e12])
  func unitsOfRestrictionsDoNotMatter(_ unit: Double) throws {
    let got = try waldQuadraticForm(
      restrictions: Matrix(rows: [[unit, 0, 0], [0, 1, 0]]), distance: [unit, 3],
      covariance: Self.covariance, covarianceName: "test")
    expectClose(got, 32.0 / 7, within: .algebra)
  }

  @Test func redundantRestrictionsAreCounted() {
    #expect(throws: InferenceError.redundantRestrictions(count: 3, rank: 2)) {
      try waldQuadraticForm(
        restrictions: Matrix(rows: [[1, 0, 1], [0, 1, -1], [2, 1, 1]]), distance: [0, 0, 0],
        covariance: Self.covariance, covarianceName: "test")
    }
    #expect(throws: InferenceError.redundantRestrictions(count: 1, rank: 0)) {
      try waldQuadraticForm(
        restrictions: Matrix(rows: [[0, 0, 0]]), distance: [0], covariance: Self.covariance,
        covarianceName: "test")
    }
  }

  @Test func singularCovarianceIsNamed() {
    // Rank 1: as many clusters less one as 1.
    let singular = Matrix(rows: [[1, 2, 3], [2, 4, 6], [3, 6, 9]])
    #expect(throws: InferenceError.singularRestrictions(count: 2, rank: 1, covariance: "CR0")) {
      try waldQuadraticForm(
        restrictions: Matrix(rows: [[1, 0, 0], [0, 1, 0]]), distance: [1, 1],
        covariance: singular, covarianceName: "CR0")
    }
  }

  // The joint tests of clubSandwich, from the covariance and η of this module.
  @Test(arguments: SmallFits.names, [ClusterCorrection.cr0, .cr1, .cr2, .cr3])
  func approximateHotellingAgreesWithR(_ name: String, _ correction: ClusterCorrection) throws {
    let fit = try SmallFits.fit(name)
    let covariance = try fit.clustered(
      correction, SmallFits.clusters, count: 7, degreesOfFreedom: .satterthwaite
    ).covariance
    let cases = [
      ("", Matrix(rows: [[0, 1, 0], [0, 0, 1]])),
      (" combined", Matrix(rows: [[0, 1, -2], [1, 0, 1]])),
    ]
    for (suffix, restrictions) in cases {
      let want = try #require(
        RDegreesOfFreedom.joint["\(name) \(correction.rawValue)\(suffix)"])
      let test = try referredWaldTest(
        restrictions: restrictions, distance: product(restrictions, fit.estimates),
        covariance: covariance)
      let got = [
        test.statistic, test.degreesOfFreedom, test.denominatorDegreesOfFreedom ?? .nan,
        test.pValue ?? .nan,
      ]
      expectClose(got, want, within: fit.isLeastSquares ? .algebra : .iterated(scale: 0.01))
    }
  }

  @Test func equalDegreesOfFreedomCombineToThemselves() throws {
    struct Constant: Reference {
      let rule = "test"
      func degreesOfFreedom(_ contrast: [Double]) -> Double? { 7.5 }
    }
    let restrictions = Matrix(rows: [[1, 0, 0], [0, 1, 0]])
    let got = try combinedDegreesOfFreedom(
      restrictions, covariance: Self.covariance, reference: Constant())
    expectClose(try #require(got), 7.5, within: .algebra)
  }

  @Test func unequalDegreesOfFreedomCombineByTheirExpectations() throws {
    // Diagonal covariance: principal contrasts are the coefficients. ν = 4 and 10:
    // E = 4/2 + 10/8 = 3.25, 2E / (E − 2) = 5.2.
    struct ByPosition: Reference {
      let rule = "test"
      func degreesOfFreedom(_ contrast: [Double]) -> Double? {
        contrast[0].magnitude > 0.5 ? 4 : 10
      }
    }
    let got = try combinedDegreesOfFreedom(
      .identity(2), covariance: Matrix(rows: [[1, 0], [0, 3]]), reference: ByPosition())
    expectClose(try #require(got), 5.2, within: .algebra)
  }
}
