import Families
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

/// Maxima with a fitted probability of 0 or 1, or a fitted mean of 0.
@Suite("The edge of the parameter space")
struct EdgeTests {
  private static let digits = Tolerance(
    .relative(1e-6), because: "the barrier leaves some 1e-9 of an observation")

  /// All 24 trials succeed at x = 4, where the logarithm of the probability can't rise above 0: with
  /// η = b (x − 4) the likelihood has one parameter, whose maximum is found by bisection of its score.
  @Test func logLinkEndsAtOne() throws {
    let (x, hits) = ([0.0, 1, 2, 3, 4], [3.0, 4, 5, 12, 24])
    let fit = try GeneralizedLinearModel.fit(
      "cbind(hit, miss) ~ x", .binomial, LogLink(),
      to: table(["x": x, "hit": hits, "miss": hits.map { 24 - $0 }]))
    func score(_ slope: Double) -> Double {
      var sum = 0.0
      for (place, count) in zip(x, hits).prefix(4) {
        let mean = Double.exp(slope * (place - 4))
        let residual = count - (24 - count) * mean / (1 - mean)
        sum += residual * (place - 4)
      }
      return sum
    }
    var (low, high) = (0.1, 3.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if score(middle) > 0 { low = middle } else { high = middle }
    }
    expectClose(fit.estimate("x"), low, within: Self.digits)
    expectClose(fit.estimate("(Intercept)"), -4 * low, within: Self.digits)
    #expect(fit.raises(.boundary) && fit.raises(.notConverged) && fit.convergence.converged)
    #expect(fit.diagnostics.contains { $0.message.contains("probability is 1 in row 5") })
  }

  /// Two groups, one with successes only: the difference of their shares is the estimate, at the edge.
  @Test func identityLinkEndsAtZeroAndOne() throws {
    let data = try table(["y": [0.25, 1], "n": [8, 5], "g": [0, 1]])
    let fit = try GeneralizedLinearModel.fit(
      "y ~ g", .binomial, IdentityLink(), to: data,
      options: ModelOptions(weights: .precision("n")))
    expectClose(fit.estimate("g"), 0.75, within: Self.digits)
    #expect(fit.raises(.boundary))
  }

  /// Counts by an identity link through (0, 0), with y = 0 where the line would fall below: what is left
  /// is y = b (x − 1), whose maximum is Σ y / Σ (x − 1).
  @Test func countsEndAtZero() throws {
    let (x, y) = ([1.0, 1, 1, 2, 3, 4], [0.0, 0, 0, 1, 4, 7])
    let fit = try GeneralizedLinearModel.fit(
      "y ~ x", .poisson, IdentityLink(), to: table(["x": x, "y": y]))
    let slope = 12 / 6.0
    expectClose(fit.estimate("x"), slope, within: Self.digits)
    expectClose(fit.estimate("(Intercept)"), -slope, within: Self.digits)
    #expect(fit.raises(.boundary) && fit.convergence.converged)
  }

  /// Inside the edge nothing is said, and nothing is changed.
  @Test func insideNothingIsSaid() throws {
    let fit = try GeneralizedLinearModel.fit(
      "cbind(hit, miss) ~ x", .binomial, LogLink(),
      to: table(["x": [0, 1, 2], "hit": [3, 5, 9], "miss": [21, 19, 15]]))
    #expect(fit.diagnostics.isEmpty)
  }

  /// Random data: along every direction that keeps means in range the likelihood falls from the estimate.
  @Test(arguments: ["log", "identity", "counts"], 1...12)
  func noPossibleStepRaisesTheLikelihood(_ kind: String, _ seed: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let count = 8 + Int(numbers.uniform(0, 20))
    let x = (0..<count).map { _ in (numbers.uniform(0, 4) * 10).rounded() / 10 }
    let trials = 7.0
    let y = x.map { value -> Double in
      if kind == "counts" {
        let mean = max(0.02, 1.2 * value - 0.5)
        return (mean * numbers.uniform(0, 2)).rounded()
      }
      let mean = kind == "log" ? min(1, Double.exp(0.6 * value - 2.2)) : min(1, 0.05 + 0.25 * value)
      return (0..<7).reduce(0.0) { sum, _ in sum + (numbers.uniform() < mean ? 1 : 0) } / trials
    }
    let data = try table(["y": y, "x": x, "n": x.map { _ in trials }])
    let fit = try GeneralizedLinearModel.fit(
      "y ~ x", kind == "counts" ? .poisson : .binomial,
      kind == "log" ? LogLink() : IdentityLink(), to: data,
      options: ModelOptions(weights: kind == "counts" ? nil : .precision("n")))
    if fit.raises(.separation) || fit.coefficients.names.count < 2 { return }
    let (a, b) = (fit.estimate("(Intercept)"), fit.estimate("x"))
    func deviance(_ a: Double, _ b: Double) -> Double {
      var sum = 0.0
      for (value, response) in zip(x, y) {
        let eta = a + b * value
        let mean = kind == "log" ? Double.exp(eta) : eta
        if mean < 0 || kind != "counts" && mean > 1 { return .infinity }
        sum +=
          kind == "counts"
          ? fit.model.family.unitDeviance(response: response, mean: mean, complement: 1 - mean)
          : trials
            * fit.model.family.unitDeviance(response: response, mean: mean, complement: 1 - mean)
      }
      return sum
    }
    for direction in 0..<64 {
      let angle = Double(direction) / 64 * 2 * Double.pi
      for length in [1e-4, 1e-3, 1e-2, 0.1, 1] {
        let other = deviance(a + length * Double.cos(angle), b + length * Double.sin(angle))
        #expect(other >= fit.deviance - 1e-6 * (1 + fit.deviance), "\(kind) \(seed) \(angle)")
      }
    }
  }
}
