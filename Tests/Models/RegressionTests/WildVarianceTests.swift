import Families
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

/// CR2 of generalized models where the working variances of a cluster differ by hundreds of orders of
/// magnitude.
@Suite("CR2 under variances of any range")
struct WildVarianceTests {
  /// Sixteen rows in four clusters, one far out.
  static func sample() throws -> Table {
    let clusters = (0..<16).map { ["a", "b", "c", "d"][$0 % 4] }
    return try table(
      [
        "x": [
          0.1, 1.25, 0.5, 1.9, 2.0, 0.3, 1.1, 0.8, 1.6, 0.9, -225, 1.4, 0.7, 1.8, 0.2, 1.2,
        ],
        "z": clusters.map { $0 == "d" ? 1 : 0 },
        "count": [2, 6, 1, 8, 9, 1, 4, 3, 5, 2, 0, 6, 1, 7, 2, 3],
        "amount": [
          1.2, 3.4, 0.9, 8.1, 9.3, 0.7, 2.8, 2.6, 4.4, 1.6, 1e-100, 5.2, 1.3, 6.5, 0.8, 2.2,
        ],
      ], text: ("g", clusters))
  }

  // mpmath 1.3 with 1,500 digits: maximum likelihood, then the definition with matrices of each
  // cluster's size, and their roots by eigenvalues. With z cluster d determines a coefficient by itself.
  @Test(arguments: [
    ("count ~ x", "poisson", [0.054247174045121249, 0.04190367130558762]),
    ("amount ~ x", "gamma", [0.082878867883644452, 0.0022312173017785501]),
    (
      "count ~ x + z", "poisson",
      [0.048034115938270052, 0.044615197965986986, 0.045850468048140695]
    ),
    (
      "amount ~ x + z", "gamma",
      [0.084050865939778362, 0.0020638548692428181, 0.086323751772140512]
    ),
  ])
  func errorsAreThoseOfTheDefinition(_ formula: String, _ family: String, _ want: [Double]) throws {
    let fit = try GeneralizedLinearModel.fit(
      formula, try #require(standardFamily(named: family)), LogLink(), to: Self.sample())
    let got = try fit.inference(using: .clustered(by: "g", correction: .cr2)).covariance
    expectClose(
      got.standardErrors, want,
      within: Tolerance(.relative(1e-9), because: "the estimates themselves have ten digits"))
  }

  /// A row whose weight vanishes beside the others' changes nothing, whatever its linear predictor.
  @Test(arguments: [-40.0, -363, -427, -650, -690])
  func rowsFarOutChangeNothing(_ place: Double) throws {
    var numbers = SeededNumbers(seed: 21)
    var x = (0..<40).map { _ in numbers.uniform(0, 2) }
    var y = x.map { (2 * $0 + numbers.uniform(0, 3)).rounded() }
    var clusters = (0..<40).map { "g\($0 % 5)" }
    func errors() throws -> [Double] {
      let fit = try GeneralizedLinearModel.fit(
        "y ~ x", .poisson, to: table(["y": y, "x": x], text: ("g", clusters)))
      return try fit.inference(using: .clustered(by: "g", correction: .cr2)).covariance
        .standardErrors
    }
    let want = try errors()
    x.append(place)
    y.append(0)
    clusters.append("g0")
    expectClose(
      try errors(), want,
      within: Tolerance(
        .relative(1e-9), because: "a row of weight exp(-40) or less is beyond rounding"))
  }

  /// A fit without any estimated coefficient has an empty covariance of every kind.
  @Test(arguments: ["classical", "HC0", "HC1", "HC2", "HC3", "HC4", "HAC"])
  func nothingEstimated(_ name: String) throws {
    let fit = try LinearModel("y ~ 0 + x").fit(
      to: table(["y": [1, 2, 3, 5], "x": [0, 0, 0, 0]]))
    let inference = try standardEstimator(named: name).estimate(fit)
    #expect(inference.covariance.names.isEmpty && inference.covariance.matrix.rowCount == 0)
  }

  @Test(arguments: ClusterCorrection.allCases, [["g"], ["g", "h"]])
  func nothingEstimatedByClusters(_ correction: ClusterCorrection, _ columns: [String]) throws {
    if columns.count > 1 && (correction == .cr2 || correction == .cr3) { return }
    let data = try table(
      ["y": [1, 2, 3, 5], "x": [0, 0, 0, 0], "h": [1, 2, 1, 2]], text: ("g", ["a", "a", "b", "b"]))
    for rule in [ReferenceRule.standard, .normal, .residual, .clusters] {
      let estimator = ClusteredCovariance(
        by: columns, correction: correction, degreesOfFreedom: rule)
      let linear = try LinearModel("y ~ 0 + x").fit(to: data).inference(using: estimator)
      #expect(linear.covariance.names.isEmpty && linear.coefficientTable().isEmpty)
      #expect(try linear.anova(type: .three).rows.allSatisfy { $0.statistic == nil })
      #expect(try linear.overallTest() == nil)
      let poisson = try GeneralizedLinearModel.fit("y ~ 0 + x", .poisson, to: data)
        .inference(using: estimator)
      #expect(poisson.covariance.names.isEmpty)
    }
  }
}
