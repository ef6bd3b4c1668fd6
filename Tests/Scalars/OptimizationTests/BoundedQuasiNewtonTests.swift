import Optimization
import TestSupport
import Testing

/// A function given by closures.
private struct Objective: SmoothObjective {
  let function: ([Double]) -> Double
  let derivatives: ([Double]) -> [Double]
  var second: (([Double]) -> [Double])?
  private(set) var point: [Double] = []
  private(set) var calls = 0

  init(
    _ function: @escaping ([Double]) -> Double, _ derivatives: @escaping ([Double]) -> [Double],
    second: (([Double]) -> [Double])? = nil
  ) {
    self.function = function
    self.derivatives = derivatives
    self.second = second
  }

  mutating func value(at point: [Double]) -> Double {
    self.point = point
    calls += 1
    return function(point)
  }

  func gradient() -> [Double] { derivatives(point) }
  func curvature() -> [Double]? { second?(point) }
}

/// Rosenbrock's valley, minimum 0 at (1, 1).
private func rosenbrock(_ x: [Double]) -> Double {
  let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
  return a * a + 100 * b * b
}

private func rosenbrockGradient(_ x: [Double]) -> [Double] {
  let b = x[1] - x[0] * x[0]
  return [-2 * (1 - x[0]) - 400 * x[0] * b, 200 * b]
}

private let close = Tolerance(
  .absolute(1e-6), because: "the promised fall at the end is 1e-12 and the least curvature near 1")

/// Minima within bounds, against closed forms.
@Suite struct BoundedQuasiNewtonTests {
  @Test func findsTheEndOfAValley() throws {
    var objective = Objective(rosenbrock, rosenbrockGradient)
    let found = try boundedQuasiNewton(&objective, from: [-1.2, 1])
    #expect(found.isConverged)
    #expect(found.evaluations == objective.calls && found.evaluations < 80)
    expectClose(found.point, [1, 1], within: close)
    #expect(found.trace.first?.point == [-1.2, 1])
    #expect(zip(found.trace, found.trace.dropFirst()).allSatisfy { $0.value >= $1.value - 1e-13 })
  }

  @Test func usesACurvatureThatIsGiven() throws {
    let hessian: ([Double]) -> [Double] = { x in
      [2 - 400 * (x[1] - 3 * x[0] * x[0]), -400 * x[0], -400 * x[0], 200]
    }
    var objective = Objective(rosenbrock, rosenbrockGradient, second: hessian)
    let found = try boundedQuasiNewton(&objective, from: [-1.2, 1])
    #expect(found.isConverged && found.evaluations < 50)
    expectClose(found.point, [1, 1], within: close)
  }

  /// With x₁ at most ½ the minimum is at (½, ¼); with x₂ at least 2 at (√2, 2) to first order.
  @Test func stopsAtABound() throws {
    var objective = Objective(rosenbrock, rosenbrockGradient)
    let found = try boundedQuasiNewton(
      &objective, from: [-1.2, 1], upper: [0.5, .infinity])
    #expect(found.isConverged && found.projectedGradient < 1e-4)
    expectClose(found.point, [0.5, 0.25], within: close)
  }

  /// Σ cᵢ (xᵢ − tᵢ)² over a box: every coordinate by itself.
  @Test(arguments: [1.0, 1e8])
  func solvesABoxProblem(spread: Double) throws {
    let targets = [-3.0, 0.5, 2, 7, -0.25]
    let factors = [1, spread, 3, 1 / spread, 10]
    var objective = Objective(
      { x in
        x.indices.reduce(0) { $0 + factors[$1] * (x[$1] - targets[$1]) * (x[$1] - targets[$1]) }
      },
      { x in x.indices.map { 2 * factors[$0] * (x[$0] - targets[$0]) } })
    let found = try boundedQuasiNewton(
      &objective, from: [0, 0, 0, 0, 0], lower: [-1, 0, 0, 0, -1], upper: [1, 1, 1, 1, 1],
      tolerance: 1e-18)
    #expect(found.isConverged)
    expectClose(
      found.point, [-1, 0.5, 1, spread == 1 ? 1 : found.point[3], -0.25],
      within: Tolerance(.absolute(1e-7), because: "the promised fall is below 1e-18"))
  }

  @Test func shortensStepsToWhereTheFunctionIsDefined() throws {
    // −log x + x, minimum 1 at 1; a long step from 0.01 leads below zero.
    var objective = Objective(
      { $0[0] > 0 ? $0[0] - logarithm($0[0]) : .nan }, { [1 - 1 / $0[0]] })
    let found = try boundedQuasiNewton(&objective, from: [0.01])
    #expect(found.isConverged)
    expectClose(found.point, [1], within: close)
  }

  @Test func refusesAStartThatIsNoNumber() {
    var objective = Objective({ _ in .nan }, { $0 })
    #expect(throws: OptimizationError.notFinite(point: [1])) {
      try boundedQuasiNewton(&objective, from: [1])
    }
  }

  @Test(arguments: [Double.infinity, .nan])
  func refusesAStartWhoseSlopeIsNoNumber(_ slope: Double) {
    var objective = Objective({ _ in 1 }, { _ in [slope] })
    #expect(throws: OptimizationError.notFinite(point: [1])) {
      try boundedQuasiNewton(&objective, from: [1])
    }
  }

  /// The squares of such slopes are beyond range; some of the second derivatives are as well.
  @Test(.endsInTime, arguments: [nil, 0, -1e300])
  func endsWhereSlopesAreHuge(_ second: Double?) throws {
    var objective = Objective(
      { 1e300 * ($0[0] * $0[0] + $0[1] * $0[1]) }, { [2e300 * $0[0], 2e300 * $0[1]] },
      second: second.map { own in { _ in [own, 1e308, 1e308, own] } })
    let found = try boundedQuasiNewton(&objective, from: [0.5, -0.25])
    #expect(found.value < 1e300 * 0.3125)
  }

  /// √x falls to where its slope is infinite.
  @Test func staysWhereTheSlopeIsANumber() throws {
    var objective = Objective(
      { $0[0] < 0 ? .nan : $0[0].squareRoot() },
      { [$0[0] > 0 ? 0.5 / $0[0].squareRoot() : .infinity] })
    let found = try boundedQuasiNewton(&objective, from: [1], lower: [0])
    #expect(found.point[0] > 0 && found.point[0] < 1 && found.gradient[0].isFinite)
  }

  @Test func isAtRestAtOnceInNoVariables() throws {
    var objective = Objective({ _ in 3 }, { $0 })
    let found = try boundedQuasiNewton(&objective, from: [])
    #expect(found.isConverged && found.value == 3)
  }
}

/// log x by Newton's method on exp, from Foundation-free parts: only used between 0.01 and 100.
private func logarithm(_ x: Double) -> Double {
  // log x = 2 artanh((m − 1)/(m + 1)) + k log 2 for x = m 2ᵏ.
  let (m, k) = (x.significand, Double(x.exponent))
  let t = (m - 1) / (m + 1)
  var (term, sum) = (t, 0.0)
  for i in 0..<40 {
    sum += term / Double(2 * i + 1)
    term *= t * t
  }
  return 2 * sum + k * 0.6931471805599453
}
