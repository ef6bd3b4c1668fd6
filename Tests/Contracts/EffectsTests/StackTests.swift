import Families
import Formulas
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

@Suite struct StackTests {
  private static let rounding = Tolerance(
    .relativeTo(scale: 1e-4, 1e-9),
    because: "sums of sixty rows in two orders, and a logit that ends within 1e-10 of its maximum")
  private static let sameSums = Tolerance(
    .relativeTo(scale: 1e-4, 1e-11), because: "the same scores in another order of parameters")

  private func expect(
    _ got: Matrix, _ want: [[Double]], within tolerance: Tolerance = rounding, _ what: String
  ) {
    for i in want.indices {
      for j in want.indices {
        expectClose(got[i, j], want[i][j], within: tolerance, "\(what) \(i) \(j)")
      }
    }
  }

  @Test func namesAndPlacesSayWhoseParametersAre() throws {
    let stack = try mediationStack(mediation())
    #expect(
      stack.parameters.names == [
        "mediator: (Intercept)", "mediator: x", "mediator: w", "outcome: (Intercept)",
        "outcome: m", "outcome: x", "outcome: z",
      ])
    #expect(stack.parameters.places[4] == .column(1, equation: "outcome"))
    #expect(stack.sampleSizes.map(\.positions) == [0..<3, 3..<7])
    #expect(stack.sampleSizes.map(\.observations) == [53, 51])
  }

  /// G/(G − 1) · (n − 1)/(n − k) of each equation, of two the geometric mean.
  @Test(arguments: [ClusterCorrection.cr0, .cr1, .cr1s])
  func clusteredCovarianceIsThatOfStackedScores(correction: ClusterCorrection) throws {
    let table = try mediation()
    let stack = try mediationStack(table)
    let influences = try mediationInfluences(table, at: stack.parameters.values)
    let plain = outerSum(influences, by: (0..<60).map { "d\($0 % 11)" })
    func factor(_ position: Int) -> Double {
      let (n, k) = position < 3 ? (53.0, 3.0) : (51.0, 4.0)
      switch correction {
      case .cr1: return 11.0 / 10
      case .cr1s: return 11.0 / 10 * (n - 1) / (n - k)
      default: return 1
      }
    }
    let want = plain.enumerated().map { i, row in
      row.enumerated().map { j, value in value * (factor(i) * factor(j)).squareRoot() }
    }
    let inference = try stack.inference(using: .clustered(by: "district", correction: correction))
    expect(inference.covariance.matrix, want, "\(correction)")
    #expect(want[1][4].magnitude > 1e-4)
    #expect(inference.covariance.description.clusters.map(\.count) == [11])
  }

  /// Equations that use other rows are joined by the number of the row, not by its place among those used.
  @Test(arguments: [HeteroskedasticCorrection.hc0, .hc1])
  func rowsAreJoinedByTheirNumber(correction: HeteroskedasticCorrection) throws {
    let table = try mediation()
    let stack = try mediationStack(table)
    let influences = try mediationInfluences(table, at: stack.parameters.values)
    let plain = outerSum(influences, by: (0..<60).map { "\($0)" })
    let want = plain.enumerated().map { i, row in
      row.enumerated().map { j, value in
        let factors = [i, j].map { $0 < 3 ? 53.0 / 50 : 51.0 / 47 }
        return correction == .hc0 ? value : value * (factors[0] * factors[1]).squareRoot()
      }
    }
    let inference = try stack.inference(using: .heteroskedastic(correction))
    expect(inference.covariance.matrix, want, "\(correction)")
    // A column that numbers the rows makes the same clusters.
    let numbered = try stack.inference(using: .clustered(by: "number", correction: .cr0))
    expect(
      numbered.covariance.matrix, plain, "clusters of one row")
  }

  @Test func twoWayClustersCountSharedClustersOnce() throws {
    let table = try mediation()
    let stack = try mediationStack(table)
    let influences = try mediationInfluences(table, at: stack.parameters.values)
    let (first, second) = ((0..<60).map { $0 % 11 }, (0..<60).map { 1 + $0 % 3 })
    let parts = [
      outerSum(influences, by: first.map { "\($0)" }),
      outerSum(influences, by: second.map { "\($0)" }),
      outerSum(influences, by: zip(first, second).map { "\($0) \($1)" }),
    ]
    let inference = try stack.inference(
      using: .clustered(by: ["district", "count"], correction: .cr0))
    for i in 0..<7 {
      for j in 0..<7 {
        expectClose(
          inference.covariance.matrix[i, j], parts[0][i][j] + parts[1][i][j] - parts[2][i][j],
          within: Self.rounding, "\(i) \(j)")
      }
    }
  }

  @Test func aStackOfOneIsThatFit() throws {
    let fit = try LinearModel("m ~ x + w").fit(to: mediation())
    let stack = try StackedFit([("mediator", fit)])
    let estimators: [any CovarianceEstimator] = [
      .classical, .heteroskedastic(.hc1), .heteroskedastic(.hc3),
      .clustered(by: "district", correction: .cr1), .clustered(by: "district", correction: .cr2),
    ]
    for estimator in estimators {
      let (own, stacked) = (
        try estimator.estimate(fit).covariance, try estimator.estimate(stack).covariance
      )
      #expect(own.matrix == stacked.matrix, "\(estimator.name)")
      let contrast = [0, 1, -1.0]
      #expect(
        own.reference.degreesOfFreedom(contrast) == stacked.reference.degreesOfFreedom(contrast))
    }
  }

  @Test func blocksAreThoseOfTheFits() throws {
    let table = try mediation()
    let stack = try mediationStack(table)
    for estimator: any CovarianceEstimator in [
      .heteroskedastic(.hc1),
      .clustered(by: "district", correction: .cr1s, degreesOfFreedom: .normal),
    ] {
      let joint = try estimator.estimate(stack).covariance.matrix
      for (member, first) in zip(stack.members, [0, 3]) {
        let own = try estimator.estimate(member.fit).covariance.matrix
        for i in 0..<own.rowCount {
          for j in 0..<own.rowCount {
            expectClose(
              joint[first + i, first + j], own[i, j], within: Self.sameSums, member.name)
          }
        }
      }
    }
  }

  @Test func theOrderOfEquationsDoesNotMatter() throws {
    let table = try mediation()
    let (one, other) = (try mediationStack(table), try mediationStack(table, reversed: true))
    for estimator: any CovarianceEstimator in [
      .heteroskedastic(.hc1), .clustered(by: "district", correction: .cr1),
    ] {
      let first = try estimator.estimate(one).covariance
      let second = try estimator.estimate(other).covariance
      for (i, name) in first.names.enumerated() {
        for (j, beside) in first.names.enumerated() {
          let (k, l) = (second.names.firstIndex(of: name), second.names.firstIndex(of: beside))
          expectClose(
            second.matrix[try #require(k), try #require(l)], first.matrix[i, j],
            within: Self.sameSums, "\(name), \(beside)")
        }
      }
    }
  }

  /// Frequency weights are rows repeated.
  @Test func frequencyWeightsAreRepetition() throws {
    let table = try mediation()
    let weighted = ModelOptions(weights: .frequency("count"))
    let stacks = try [(table, weighted), (repeated(table, by: "count"), ModelOptions())].map {
      table, options in
      try StackedFit([
        ("mediator", LinearModel("m ~ x", options: options).fit(to: table)),
        ("outcome", LinearModel("y ~ m + x", options: options).fit(to: table)),
      ])
    }
    for correction in [HeteroskedasticCorrection.hc0, .hc1] {
      let matrices = try stacks.map {
        try $0.inference(using: .heteroskedastic(correction)).covariance.matrix
      }
      for (got, want) in zip(matrices[0].elements, matrices[1].elements) {
        expectClose(got, want, within: Self.rounding, "\(correction)")
      }
    }
  }

  @Test func aTestAcrossEquationsTakesTheirCovariance() throws {
    let table = try mediation()
    let stack = try mediationStack(table)
    let influences = try mediationInfluences(table, at: stack.parameters.values)
    let v = outerSum(influences, by: (0..<60).map { "d\($0 % 11)" })
    let inference = try stack.inference(using: .clustered(by: "district", correction: .cr0))
    let test = try inference.waldTest(["mediator: x = outcome: x"])
    let b = stack.parameters.values
    let want = (b[1] - b[5]) * (b[1] - b[5]) / (v[1][1] + v[5][5] - 2 * v[1][5])
    expectClose(test.statistic, want, within: Self.rounding, "chi-squared")
  }

  /// t with the number of clusters less one where all equations refer to t.
  @Test func linearEquationsReferToClusters() throws {
    let table = try mediation()
    let stack = try StackedFit([
      ("mediator", LinearModel("m ~ x").fit(to: table)),
      ("outcome", LinearModel("y ~ m + x").fit(to: table)),
    ])
    let inference = try stack.inference(using: .clustered(by: "district", correction: .cr1))
    #expect(inference.coefficientTable().map(\.degreesOfFreedom) == [10, 10, 10, 10, 10])
  }

  /// log θ has no equation.
  @Test func parametersWithoutEquationsAreLeftOut() throws {
    let table = try schools()
    let fit = try NegativeBinomialModel(Formula("leavers ~ x")).fit(to: table)
    let stack = try StackedFit([
      ("leavers", fit), ("y", LinearModel("y ~ x").fit(to: table)),
    ])
    #expect(
      stack.parameters.names == ["leavers: (Intercept)", "leavers: x", "y: (Intercept)", "y: x"])
    let estimator = ClusteredCovariance(by: ["district"], correction: .cr1)
    let own = try estimator.estimate(fit).covariance
    let joint = try estimator.estimate(stack).covariance
    #expect(own.matrix[1, 1] > 0)
    expectClose(joint.matrix[1, 1], own.matrix[1, 1], within: Self.sameSums, "x")
  }

  @Test func whatIsNotDefinedIsRefusedWithARemedy() throws {
    let stack = try mediationStack(mediation())
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(message { _ = try stack.inference() }.contains("choose HC0 or HC1"))
    #expect(
      message { _ = try stack.inference(using: .heteroskedastic(.hc3)) }
        .contains("choose HC0 or HC1"))
    #expect(
      message { _ = try stack.inference(using: .clustered(by: "district")) }
        .contains("choose CR0, CR1 or CR1S"))
    let apart = try StackedFit([
      ("one", LinearModel("m ~ x").fit(to: mediation())),
      ("two", LinearModel("m ~ x").fit(to: mediation(seed: 12))),
    ])
    #expect(
      message { _ = try apart.inference(using: .heteroskedastic(.hc0)) }
        .contains("choose CR0 or CR1 by a column"))
    #expect(
      message { _ = try apart.bootstrap(draws: 9, seed: 1, of: .clusters("district")) }
        .contains("rows to draw from"))
    #expect(message { _ = try StackedFit([]) }.contains("give one or more"))
    #expect(
      message { _ = try StackedFit([stack.members[0], stack.members[0]]) }
        .contains("a name of its own"))
    let refitting = try #require(stack.refitting)
    #expect(message { _ = try refitting.refit(.columns([0])) }.contains("stack again"))
  }
}
