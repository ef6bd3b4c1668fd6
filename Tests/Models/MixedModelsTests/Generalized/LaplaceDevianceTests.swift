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
    expectClose(
      deviance.value(at: scenario.fixed + numbers.theta), definition.deviance,
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
    let point = scenario.fixed + numbers.theta
    let deviance = LaplaceDeviance(numbers.problem)
    _ = deviance.value(at: point)
    let gradient = deviance.gradient()
    let step = 1e-3
    for index in point.indices {
      func shifted(_ by: Double) -> Double {
        var near = point
        near[index] += by * step
        return deviance.value(at: near)
      }
      let central =
        (45 * (shifted(1) - shifted(-1)) - 9 * (shifted(2) - shifted(-2))
          + (shifted(3) - shifted(-3))) / (60 * step)
      expectClose(
        gradient[index], central,
        within: Tolerance(
          .relativeTo(scale: 10, 1e-7),
          because: "modes found to 1e-9, over a step of 1e-3"),
        "parameter \(index)")
    }
  }

  /// M⁻¹v against M written out.
  @Test(arguments: GeneralizedScenario.all)
  func solvesForEffects(_ scenario: GeneralizedScenario) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let deviance = LaplaceDeviance(numbers.problem)
    _ = deviance.value(at: scenario.fixed + numbers.theta)
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
