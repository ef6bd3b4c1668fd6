import Families
import Inference
import Modeling
import RealModule
import Regression
import TestSupport
import Testing

@testable import Effects

@Suite struct ParameterFunctionTests {
  private static let rounding = Tolerance(
    .relative(1e-9), because: "sums of sixty rows in another order, and a logit's end of iteration")
  private static let closed = Tolerance(
    .relative(1e-14), because: "a handful of elementary operations")

  private let indirect = ParameterFunction("indirect effect", of: ["mediator: x", "outcome: m"]) {
    $0[0] * $0[1]
  }

  /// Equations of two tables without a common cluster: Sobel's b² var a + a² var b (1982, Sociological
  /// Methodology 13:290).
  @Test func indirectEffectOfIndependentEquationsIsSobels() throws {
    let first = try LinearModel("m ~ x").fit(to: mediation())
    let second = try LinearModel("y ~ m + x").fit(to: mediation(seed: 5, prefix: "e"))
    let estimator = ClusteredCovariance(
      by: ["district"], correction: .cr0, degreesOfFreedom: .normal)
    let stack = try StackedFit([("mediator", first), ("outcome", second)])
    let answer = try stack.inference(using: estimator).ask(indirect)
    let a = first.parameters.values[1]
    let b = second.parameters.values[1]
    let variances = try [first, second].map { try estimator.estimate($0).covariance.matrix[1, 1] }
    let sobel = (b * b * variances[0] + a * a * variances[1]).squareRoot()
    try #require(answer.estimates.count == 1)
    expectClose(answer.estimates[0].estimate, a * b, within: Self.closed, "a b")
    expectClose(answer.estimates[0].standardError ?? .nan, sobel, within: Self.rounding, "Sobel")
  }

  @Test func indirectEffectTakesTheCovarianceBetweenEquations() throws {
    let table = try mediation()
    let stack = try mediationStack(table)
    let influences = try mediationInfluences(table, at: stack.parameters.values)
    let v = outerSum(influences, by: (0..<60).map { "d\($0 % 11)" })
    let (a, b) = (stack.parameters.values[1], stack.parameters.values[4])
    let variance = b * b * v[1][1] + a * a * v[4][4] + 2 * a * b * v[1][4]
    let answer = try stack.inference(using: .clustered(by: "district", correction: .cr0))
      .ask(indirect)
    expectClose(
      answer.estimates[0].standardError ?? .nan, variance.squareRoot(), within: Self.rounding,
      "standard error")
    #expect((2 * a * b * v[1][4]).magnitude > 1e-3 * variance)
  }

  /// Closed-form derivatives of √a eᵇ / c − ln(a) + 3 b² − (2 − c).
  @Test func derivativesAreThoseOfCalculus() {
    let (a, b, c) = (2.5, -0.4, 1.7)
    let numbers = [a, b, c].enumerated().map { place, value in
      DualNumber(value: value, derivatives: (0..<3).map { $0 == place ? 1 : 0 })
    }
    let found =
      numbers[0].squareRoot * numbers[1].exponential / numbers[2] - numbers[0].logarithm
      + 3 * numbers[1].squared - (2 - numbers[2])
    let root = a.squareRoot()
    let e = Double.exp(b)
    expectClose(
      found.value, root * e / c - Double.log(a) + 3 * b * b - (2 - c), within: Self.closed, "value")
    let want = [e / (2 * root * c) - 1 / a, root * e / c + 6 * b, -root * e / (c * c) + 1]
    for (place, slope) in want.enumerated() {
      expectClose(found.derivatives[place], slope, within: Self.closed, "slope \(place)")
    }
  }

  @Test func parametersThatAreNotThereAreNamed() throws {
    let inference = try mediationStack(mediation()).inference(using: .heteroskedastic(.hc0))
    #expect(
      throws: EffectsError.unknownParameter(name: "outcome: M", closest: "outcome: m")
    ) {
      try inference.ask(ParameterFunction("f", of: ["outcome: M"]) { $0[0] })
    }
    #expect(throws: EffectsError.undefinedFunction(label: "f")) {
      try inference.ask(ParameterFunction("f", of: ["outcome: m"]) { $0[0] / 0 })
    }
    // Questions about means need a fit that has them.
    #expect(throws: EffectsError.self) {
      try inference.gap(of: "x", from: .value(0), to: .value(1))
    }
  }
}
