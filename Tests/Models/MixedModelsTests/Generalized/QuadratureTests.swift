import Families
import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gauss–Hermite rules and the likelihoods they give.
@Suite struct QuadratureTests {
  /// ∫ x^(2m) e^(−x²) dx = Γ(m + ½), and zero for odd powers.
  @Test(arguments: [1, 2, 3, 5, 8, 20, 25, 50, 99, 100])
  func rulesAreExactForPolynomials(points: Int) {
    let rule = GaussHermiteRule(pointCount: points)
    #expect(rule.nodes == rule.nodes.map { -$0 }.reversed())
    for power in 0..<min(points, 40) {
      let exponent = 2 * Double(power)
      let sum = zip(rule.nodes, rule.weights).reduce(0) {
        $0 + $1.1 * exp(-$1.0 * $1.0) * (power == 0 ? 1 : pow($1.0, exponent))
      }
      expectClose(
        sum, exp(lgamma(Double(power) + 0.5)),
        within: Tolerance(.relative(2e-13), because: "powers of rounded nodes"),
        "power \(2 * power)")
    }
  }

  private static let scalar = GeneralizedScenario.all.filter {
    $0.theta.count == 1 && $0.logDispersion.isEmpty
  }

  @Test(arguments: scalar)
  func onePointIsLaplace(_ scenario: GeneralizedScenario) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let point = numbers.point
    let one = QuadratureDeviance(numbers.problem, rule: GaussHermiteRule(pointCount: 1))
    let laplace = LaplaceDeviance(numbers.problem)
    expectClose(
      one.value(at: point), laplace.value(at: point),
      within: Tolerance(.relative(1e-13), because: "the same formula"))
    expectClose(
      one.gradient(), laplace.gradient(),
      within: Tolerance(.relativeTo(scale: 1, 1e-10), because: "the same formula"))
  }

  /// The integral over each group's effect by the trapezoidal rule, whose error falls faster than any
  /// power of the step for such integrands.
  @Test(arguments: scalar)
  func manyPointsAreTheIntegral(_ scenario: GeneralizedScenario) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let problem = numbers.problem
    let point = numbers.point
    let base = problem.fixedPredictor(scenario.fixed)
    var want = 0.0
    for group in 0..<problem.effects[0].levelCount {
      let rows = base.indices.filter { Int(problem.effects[0].codes[$0]) == group }
      let step = 1.0 / 64
      let values = (-640...640).map { k -> Double in
        let u = Double(k) * step
        let sum = rows.reduce(0.0) { sum, row in
          let value = problem.link.inverse(base[row] + numbers.theta[0] * u)
          return sum + (problem.weights?[row] ?? 1)
            * problem.family.unitDeviance(
              response: problem.response[row], mean: value.mean, complement: value.complement)
        }
        return exp(-0.5 * (sum + u * u))
      }
      want -= 2 * log(values.reduce(0, +) * step / (2 * Double.pi).squareRoot())
    }
    let deviance = QuadratureDeviance(problem, rule: GaussHermiteRule(pointCount: 60))
    // Cauchy tails are no polynomials.
    let isSmooth = !(scenario.link is CauchitLink)
    expectClose(
      deviance.value(at: point), want,
      within: Tolerance(.relative(isSmooth ? 1e-11 : 1e-5), because: "both have converged"))
  }

  @Test(arguments: scalar, [2, 7, 25])
  func hasItsGradient(_ scenario: GeneralizedScenario, points: Int) throws {
    let numbers = try GeneralizedNumbers(scenario)
    let point = numbers.point
    let deviance = QuadratureDeviance(
      numbers.problem, rule: GaussHermiteRule(pointCount: points))
    _ = deviance.value(at: point)
    let gradient = deviance.gradient()
    expectDerivatives(gradient, at: point) { deviance.value(at: $0) }
  }
}
