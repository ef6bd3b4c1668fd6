import Modeling
import Tables
import TestSupport
import Testing
import Threading

@testable import MixedModels

/// Responses drawn from mixed models.
@Suite struct SimulationTests {
  /// Mean Xβ and covariance Z Σ Z′ + σ²W⁻¹ by row pairs, of 4,000 draws.
  @Test func linearDrawsHaveTheMomentsOfTheModel() throws {
    let scenario = MixedScenario.all[9]
    let fit = try LinearMixedModel("y ~ x + (1 + x | school)", options: scenario.options)
      .fit(to: scenario.table())
    let draws = try fit.simulatedResponses(count: 4000, seed: 3).draws
    let base = fit.fixedPredictor
    let x = try fit.frame.table.numericValues(of: "x")
    let school = try fit.frame.table.numericValues(of: "school")
    let weights = try #require(fit.frame.weights?.values)
    let s = fit.varianceComponents[0].covariance
    func covariance(_ i: Int, _ j: Int) -> Double {
      let shared = s[0, 0] + s[0, 1] * (x[i] + x[j]) + s[1, 1] * x[i] * x[j]
      return (school[i] == school[j] ? shared : 0)
        + (i == j ? fit.residualVariance / weights[i] : 0)
    }
    for i in stride(from: 0, to: 90, by: 7) {
      let mean = draws.reduce(0) { $0 + $1[i] } / 4000
      expectClose(
        mean, base[i],
        within: Tolerance(
          .absolute(5 * (covariance(i, i) / 4000).squareRoot()), because: "five standard errors"))
      for j in stride(from: 0, to: 90, by: 11) {
        let found = draws.reduce(0) { $0 + ($1[i] - base[i]) * ($1[j] - base[j]) } / 4000
        let (a, b, c) = (covariance(i, i), covariance(j, j), covariance(i, j))
        expectClose(
          found, c,
          within: Tolerance(
            .absolute(5 * ((a * b + c * c) / 4000).squareRoot()), because: "five standard errors"))
      }
    }
  }

  /// Around the conditional modes there is nothing but the residual.
  @Test func includedEffectsAreTheModes() throws {
    let fit = try LinearMixedModel("y ~ x + (1 | school)").fit(to: MixedScenario.all[0].table())
    let draws = try fit.simulatedResponses(count: 2000, seed: 3, effects: .included).draws
    for row in [0, 40, 80] {
      let mean = draws.reduce(0) { $0 + $1[row] } / 2000
      let spread = draws.reduce(0) {
        $0 + ($1[row] - fit.fittedValues[row]) * ($1[row] - fit.fittedValues[row])
      }
      expectClose(
        mean, fit.fittedValues[row],
        within: Tolerance(.absolute(0.11 * fit.sigma), because: "five standard errors"))
      expectClose(
        spread / 2000, fit.residualVariance,
        within: Tolerance(.relative(0.16), because: "five standard errors"))
    }
  }

  /// A draw has the same bits whatever else is drawn, for any number of threads, and is what the
  /// family allows.
  @Test(arguments: GeneralizedScenario.all)
  func generalizedDrawsAreOfTheFamily(_ scenario: GeneralizedScenario) throws {
    let fit = try scenario.fit()
    let one = try Parallelism.withThreads(1) { try fit.simulatedResponses(count: 3, seed: 8) }
    let two = try Parallelism.withThreads(2) { try fit.simulatedResponses(count: 7, seed: 8) }
    #expect(one.draws == Array(two.draws.prefix(3)))
    #expect(one.draws[0] != one.draws[1])
    for draw in two.draws {
      #expect(draw.allSatisfy { scenario.family.problem(withResponse: $0) == nil })
      if let counts = rowCounts(of: fit.frame), scenario.family.isCountOfTrials {
        #expect(zip(draw, counts).allSatisfy { ($0 * $1 - ($0 * $1).rounded()).magnitude < 1e-9 })
      }
    }
    #expect(
      two.diagnostics.isEmpty == !(fit.model.family.name == "poisson" && scenario.weights != nil))
    #expect(try fit.simulatedResponses(count: 1, seed: 8, effects: .included).draws[0].count == 120)
  }

  /// On the probit scale the mean over new effects is Φ(η/√(1 + z′Σz)) exactly.
  @Test func probitDrawsHaveTheMarginalMean() throws {
    let fit = try GeneralizedScenario.all[7].fit()
    let draws = try fit.simulatedResponses(count: 6000, seed: 4).draws
    let problem = fit.problem
    let eta = problem.fixedPredictor(fit.standard.minimum.coefficients)
    let x = try fit.frame.table.numericValues(of: "x")
    let s = fit.varianceComponents[0].covariance
    for row in stride(from: 0, to: 120, by: 9) {
      let variance = s[0, 0] + 2 * s[0, 1] * x[row] + s[1, 1] * x[row] * x[row]
      let mean = fit.link.inverse(eta[row] / (1 + variance).squareRoot()).mean
      expectClose(
        draws.reduce(0) { $0 + $1[row] } / 6000, mean,
        within: Tolerance(
          .absolute(5 * (mean * (1 - mean) / 6000).squareRoot()), because: "five standard errors"))
    }
  }
}
