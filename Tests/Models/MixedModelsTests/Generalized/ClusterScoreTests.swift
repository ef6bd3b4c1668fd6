import Families
import Inference
import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Clustered covariances of generalized mixed models against Laplace's approximation written out for one
/// group at a time, and by invariances.
@Suite struct ClusterScoreTests {
  private let differences = Tolerance(
    .relativeTo(scale: 1e-3, 1e-5), because: "both differentiate a likelihood by differences")

  private func table() throws -> Table {
    var random = SeededNumbers(21)
    let schools = (0..<360).map { _ in random.below(24) }
    let effects = (0..<24).map { _ in random.normal() }
    let x = schools.map { _ in random.normal() }
    let left = schools.indices.map { row in
      effects[schools[row]] - 0.4 + 0.7 * x[row] + 1.7 * random.normal() > 0 ? 1.0 : 0
    }
    return try Table([
      Column("left", left), Column("x", x), Column("school", schools.map(Double.init)),
      Column("district", schools.map { Double($0 / 3) }),
    ])
  }

  private func fit(_ formula: String) throws -> GeneralizedLinearMixedFit {
    try GeneralizedLinearMixedModel(formula, family: .binomial).fit(to: table())
  }

  /// A fit stacked with itself has the same influences in both equations, those of the variances taken in.
  @Test func aStackTakesInfluencesOnTheCoefficients() throws {
    let fit = try fit("left ~ x + (1 | school)")
    let estimator = ClusteredCovariance(by: ["district"], correction: .cr1)
    let own = try estimator.estimate(fit).covariance.matrix
    let stack = try StackedFit([("first", fit), ("second", fit)])
    let joint = try estimator.estimate(stack).covariance
    #expect(joint.names == ["first: (Intercept)", "first: x", "second: (Intercept)", "second: x"])
    let rounding = Tolerance(.relative(1e-9), because: "two factors of one bread, the same scores")
    for i in 0..<4 {
      for j in 0..<4 {
        expectClose(joint.matrix[i, j], own[i % 2, j % 2], within: rounding, "\(i) \(j)")
      }
    }
    #expect(throws: InferenceError.self) { try stack.inference(using: .heteroskedastic(.hc0)) }
    #expect(throws: MixedModelsError.self) {
      try ClusteredCovariance(by: ["x"], correction: .cr0).estimate(stack)
    }
  }

  @Test(arguments: ["school", "district"])
  func isItsDefinition(_ column: String) throws {
    let fit = try fit("left ~ x + (1 | school)")
    let table = try table()
    let codes = try fit.frame.groups(by: column)
    let estimates = fit.coefficients.values + fit.theta
    let schools = try table.numericValues(of: "school")
    let (y, x) = (try table.numericValues(of: "left"), try table.numericValues(of: "x"))
    func share(_ cluster: Int, _ p: [Double]) -> Double {
      let rows = codes.codes.indices.filter { codes.codes[$0] == Int32(cluster) }
      return Set(rows.map { schools[$0] }).sorted().reduce(0) { sum, school in
        sum
          + laplace(
            rows.filter { schools[$0] == school }.map { (y[$0], p[0] + p[1] * x[$0]) },
            deviation: p[2])
      }
    }
    var meat = Matrix(rowCount: 3, columnCount: 3)
    for cluster in 0..<codes.count {
      let score = (0..<3).map { index in
        var (above, below) = (estimates, estimates)
        above[index] += 1e-4
        below[index] -= 1e-4
        return (share(cluster, above) - share(cluster, below)) / 2e-4
      }
      for i in 0..<3 {
        for j in 0..<3 { meat[i, j] += score[i] * score[j] }
      }
    }
    let bread = fit.inverseInformation
    let want = product(bread, product(meat, bread))
    let got = try fit.inference(using: .clustered(by: column, correction: .cr0)).covariance
    for i in 0..<2 {
      for j in 0..<2 { expectClose(got.matrix[i, j], want[i, j], within: differences) }
    }
    #expect(got.reference.rule == "normal")
  }

  /// log ∫ Π p(y | η + σu) φ(u) du by Laplace's approximation.
  private func laplace(_ rows: [(y: Double, eta: Double)], deviation s: Double) -> Double {
    var u = 0.0
    for _ in 0..<100 {
      var (slope, curvature) = (-u, 1.0)
      for (y, eta) in rows {
        let p = 1 / (1 + exp(-eta - s * u))
        slope += s * (y - p)
        curvature += s * s * p * (1 - p)
      }
      u += slope / curvature
    }
    var (value, curvature) = (-0.5 * u * u, 1.0)
    for (y, eta) in rows {
      let p = 1 / (1 + exp(-eta - s * u))
      value += y * log(p) + (1 - y) * log(1 - p)
      curvature += s * s * p * (1 - p)
    }
    return value - 0.5 * log(curvature)
  }

  /// Scores sum to zero at the maximum, and parts of the deviance to the whole, crossed groupings and slopes
  /// included.
  @Test(arguments: ["left ~ x + (1 + x | school)", "left ~ x + (1 | school) + (1 | district)"])
  func partsSumToTheWhole(_ formula: String) throws {
    let fit = try fit(formula)
    let codes = try fit.frame.groups(by: "district")
    let found = try fit.clusterScores(codes: codes.codes, count: codes.count, column: "district")
    for column in 0..<found.columnCount {
      let sum = (0..<codes.count).reduce(0) { $0 + found[$1, column] }
      #expect(sum.magnitude < 1e-3)
    }
    let parts = try #require(
      fit.clusterDeviances(
        LaplaceDeviance(fit.problem, start: fit.standard.spherical),
        at: fit.estimates,
        ClusterCodes(
          rows: codes.codes,
          levels: try fit.randomEffects.clustersOfLevels(codes: codes.codes, column: "district"),
          count: codes.count)))
    expectClose(
      parts.reduce(0, +), fit.deviance,
      within: Tolerance(.relative(1e-10), because: "the same sum in another order"))
  }

  @Test func dispersionsTakePart() throws {
    let table = try Table([
      Column("y", try table().numericValues(of: "x").map { exp(0.3 * $0) }),
      try table().column("x"), try table().column("school"), try table().column("district"),
    ])
    let fit = try GeneralizedLinearMixedModel(
      "y ~ 1 + (1 | school)", family: .gamma, link: LogLink()
    ).fit(to: table)
    let codes = try fit.frame.groups(by: "school")
    let found = try fit.clusterScores(codes: codes.codes, count: codes.count, column: "school")
    #expect(found.columnCount == 3)
    let sum = (0..<codes.count).reduce(0) { $0 + found[$1, 2] }
    #expect(sum.magnitude < 1e-2)
  }

  @Test func refusesWhatIsNotDefined() throws {
    let fit = try fit("left ~ x + (1 | school)")
    #expect(throws: InferenceError.self) {
      try fit.inference(using: .clustered(by: "school", correction: .cr2))
    }
    #expect(throws: InferenceError.self) {
      try fit.inference(
        using: .clustered(by: "school", correction: .cr1, degreesOfFreedom: .satterthwaite))
    }
    let wide = try self.fit("left ~ x + (1 | district)")
    #expect(throws: MixedModelsError.dividedGroup(grouping: "district", column: "school")) {
      try wide.inference(using: .clustered(by: "school", correction: .cr1))
    }
    let quadrature = try GeneralizedLinearMixedModel(
      "left ~ x + (1 | school)", family: .binomial, quadraturePoints: 5
    ).fit(to: table())
    #expect(throws: MixedModelsError.clustersNeedLaplace(points: 5)) {
      try quadrature.inference(using: .clustered(by: "school", correction: .cr1))
    }
  }
}
