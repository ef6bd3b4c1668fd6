import Families
import Modeling
import Regression
import Tables
import TestSupport
import Testing
import Threading

/// Responses drawn from fits without random effects.
struct SimulationTests {
  private func data() throws -> Table {
    var random = SeededNumbers(seed: 41)
    let x = (0..<40).map { _ in random.normal() }
    let weights = (0..<40).map { _ in 1 + 3 * random.uniform() }
    let trials = (0..<40).map { Double(3 + $0 % 5) }
    return try table([
      "x": x, "w": weights, "m": trials,
      "y": x.indices.map { 2 + 0.5 * x[$0] + random.normal() / weights[$0].squareRoot() },
      "k": x.indices.map { (trials[$0] * random.uniform()).rounded() },
      "e": (0..<40).map { 0.1 * Double($0 % 3) },
      "a": x.map { 1 + 0.2 * $0 * $0 + random.uniform() },
    ])
  }

  /// Mean and variance of each row over 4,000 draws.
  private func expectMoments(
    _ fit: some Estimated, means: [Double], variances: [Double]
  ) throws {
    let draws = try #require(fit.refitting).responses(count: 4000, seed: 77).draws
    for row in stride(from: 0, to: means.count, by: 3) {
      let values = draws.map { $0[row] }
      let deviations = values.map { ($0 - means[row]) * ($0 - means[row]) }
      let spread = deviations.reduce(0, +) / 4000
      let fourth = deviations.reduce(0) { $0 + $1 * $1 } / 4000
      expectClose(
        values.reduce(0, +) / 4000, means[row],
        within: Tolerance(
          .absolute(5 * (variances[row] / 4000).squareRoot()), because: "five standard errors"))
      expectClose(
        spread, variances[row],
        within: Tolerance(
          .absolute(5 * (max(0, fourth - spread * spread) / 4000).squareRoot()),
          because: "five standard errors"))
    }
  }

  @Test func leastSquaresDrawsHaveTheResidualVariance() throws {
    let options = ModelOptions(weights: .precision("w"), offset: "e")
    let fit = try LinearModel("y ~ x", options: options).fit(to: data())
    let weights = try #require(fit.frame.weights?.values)
    try expectMoments(
      fit, means: fit.fittedValues, variances: weights.map { fit.residualVariance / $0 })
  }

  /// Gaussian with a log link, binomial with trials and with weights, Poisson with an offset, gamma,
  /// inverse Gaussian: variance φV(μ)/w.
  @Test(arguments: [
    ("y", "gaussian", "log", "w"), ("cbind(k, m - k)", "binomial", "logit", ""),
    ("I(k/m)", "binomial", "probit", "m"), ("k", "poisson", "log", ""),
    ("a", "gamma", "log", "w"), ("a", "inverse-gaussian", "log", "w"),
  ])
  func generalizedDrawsHaveTheVarianceOfTheFamily(
    _ response: String, _ familyName: String, _ link: String, _ weight: String
  ) throws {
    let family = try #require(standardFamily(named: familyName))
    let table = try data()
    let positive = table.selecting(
      rows: try table.numericValues(of: "y").indices.filter {
        try table.numericValues(of: "y")[$0] > 0
      })
    let fit = try GeneralizedLinearModel.fit(
      "\(response) ~ x + offset(e)", family, standardLink(named: link), to: positive,
      options: ModelOptions(weights: weight.isEmpty ? nil : .precision(weight)))
    let counts = rowCounts(of: fit.frame) ?? fit.fittedMeans.map { _ in 1 }
    try expectMoments(
      fit, means: fit.fittedMeans,
      variances: zip(fit.fittedMeans, counts).map {
        fit.dispersion * family.variance(mean: $0, complement: 1 - $0) / $1
      })
  }

  @Test func aDrawDoesNotDependOnTheOthersOrOnThreads() throws {
    let fit = try LinearModel("y ~ x").fit(to: data())
    let few = try Parallelism.withThreads(1) { try fit.simulatedResponses(count: 2, seed: 5) }
    let many = try Parallelism.withThreads(2) { try fit.simulatedResponses(count: 9, seed: 5) }
    #expect(Array(many.draws.prefix(2)) == few.draws && few.draws[0] != few.draws[1])
    #expect(try fit.simulatedResponses(count: 2, seed: 6).draws != few.draws)
  }

  @Test func saysWhatCannotBeDrawn() throws {
    let table = try data()
    func drawn(_ formula: String, _ family: any Family, _ weights: WeightSpecification? = nil)
      throws
    {
      _ = try GeneralizedLinearModel.fit(
        formula, family, to: table, options: ModelOptions(weights: weights)
      ).simulatedResponses(count: 1, seed: 1)
    }
    #expect(throws: ModelingError.noDistribution(family: "quasipoisson")) {
      try drawn("k ~ x", .quasipoisson)
    }
    #expect(throws: ModelingError.simulatedWeights(kind: .sampling)) {
      try drawn("k ~ x", .poisson, .sampling("w"))
    }
    #expect(throws: ModelingError.simulatedWeights(kind: .frequency)) {
      try drawn("k ~ x", .poisson, .frequency("m"))
    }
    // 2.7 trials have no count of successes.
    let error = #expect(throws: ModelingError.self) {
      try drawn("I(k/m) ~ x", .binomial, .precision("w"))
    }
    guard case .notDrawn(_, 1, _, _, "binomial") = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    // A Poisson draw says that weights have no part in it.
    let fit = try GeneralizedLinearModel.fit(
      "k ~ x", .poisson, to: table, options: ModelOptions(weights: .precision("w")))
    #expect(try fit.simulatedResponses(count: 1, seed: 1).diagnostics.count == 1)
  }
}
