import Families
import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import MixedModels

/// Laplace's approximation and its gradient against their definitions.
@Suite struct LaplaceDevianceTests {
  @Test(arguments: GeneralizedScenario.all)
  func isTheDefinition(_ scenario: GeneralizedScenario) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let definition = try DenseLaplace(numbers, fixed: scenario.fixed, theta: numbers.theta)
    let deviance = LaplaceDeviance(numbers.problem)
    let value = deviance.value(at: numbers.point)
    expectClose(
      value - deviance.terms.value, definition.deviance,
      within: Tolerance(.relative(1e-9), because: "second derivatives by differences"))
    let modes = try #require(deviance.modes)
    expectClose(
      modes.spherical, definition.effects,
      within: Tolerance(.absolute(1e-8), because: "first derivatives by differences"), "u")
    expectClose(
      rowVariances(numbers.problem.structure, numbers.problem.effects, deviance.covariances()),
      definition.rowVariances,
      within: Tolerance(.absolute(1e-8), because: "second derivatives by differences"), "h")
  }

  @Test(arguments: GeneralizedScenario.all)
  func hasItsGradient(_ scenario: GeneralizedScenario) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let point = numbers.point
    let deviance = LaplaceDeviance(numbers.problem)
    _ = deviance.value(at: point)
    let gradient = deviance.gradient()
    expectDerivatives(gradient, at: point) { deviance.value(at: $0) }
  }

  /// What φ adds to a saturated likelihood.
  @Test(arguments: GeneralizedScenario.all.filter { !$0.logDispersion.isEmpty })
  func dispersionTermsAreTheDensitys(_ scenario: GeneralizedScenario) throws {
    let problem = try GeneralizedNumbers(scenario).problem
    func saturated(_ dispersion: Double) -> Double {
      problem.response.indices.reduce(0) { sum, row in
        let response = problem.response[row]
        return sum - 2
          * problem.family.logLikelihood(
            response: response, mean: response, complement: 1 - response,
            weight: problem.weights?[row] ?? 1, dispersion: dispersion)
      }
    }
    let weights = WeightTotals(problem.weights, count: problem.rowCount)
    func terms(_ dispersion: Double) throws -> DispersionTerms {
      try #require(problem.family.dispersionTerms(dispersion: dispersion, weights: weights))
    }
    let rest = saturated(1) - (try terms(1)).value
    for logarithm in [-6.0, -2, -0.5, 0.3, 2] {
      let dispersion = exponential(logarithm)
      let found = try terms(dispersion)
      expectClose(
        found.value + rest, saturated(dispersion),
        within: Tolerance(.relativeTo(scale: 100, 1e-12), because: "two ways to sum densities"))
      let h = 0.01
      func f(_ k: Double) throws -> Double { try terms(exponential(logarithm + k * h)).value }
      let differences =
        (45 * (try f(1) - f(-1)) - 9 * (try f(2) - f(-2)) + (try f(3) - f(-3))) / (60 * h)
      expectClose(
        found.derivative, differences,
        within: Tolerance(.relativeTo(scale: 10, 1e-9), because: "differences over 0.01"))
    }
  }

  /// M⁻¹v against M written out.
  @Test(arguments: GeneralizedScenario.all)
  func solvesForEffects(_ scenario: GeneralizedScenario) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let deviance = LaplaceDeviance(numbers.problem)
    _ = deviance.value(at: numbers.point)
    let modes = try #require(deviance.modes)
    let problem = numbers.problem
    let lambda = problem.structure.templates.factors(at: numbers.theta)
    var random = SeededNumbers(5)
    let v = (0..<problem.structure.effectCount).map { _ in random.normal() }
    let x = deviance.factor.solveEffects(v)
    // M x by passes over the rows.
    let image = problem.effects.product(
      scaled(problem.structure, lambda, x), rowCount: problem.rowCount)
    let back = scaledTransposed(
      problem.structure, lambda,
      problem.effects.transposedProduct(zip(image, modes.rows.information).map { $0 * $1 }))
    expectClose(
      zip(back, x).map { $0 + $1 }, v,
      within: Tolerance(.absolute(1e-11), because: "a matrix of condition 1e3"))
  }
}
