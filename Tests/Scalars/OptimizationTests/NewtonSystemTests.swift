import Optimization
import TestSupport
import Testing

/// Small systems of equations, against their known solutions.
struct NewtonSystemTests {
  private let accuracy = Tolerance(.relative(1e-12), because: "steps go on past the tolerance")

  /// x² + y² = 4 and x y = 1: x = √(2 + √3), y = 1/x.
  private func circle(_ p: [Double]) -> [Double] {
    [p[0] * p[0] + p[1] * p[1] - 4, p[0] * p[1] - 1]
  }

  @Test(arguments: [true, false])
  func solvesWithAndWithoutDerivatives(given: Bool) throws {
    let derivatives: ([Double]) -> [[Double]] = { [[2 * $0[0], 2 * $0[1]], [$0[1], $0[0]]] }
    let solution = try newtonSystem(
      from: [3, 0.2], jacobian: given ? derivatives : nil, residuals: circle)
    let x = (2 + 3.squareRoot()).squareRoot()
    expectClose(solution.point, [x, 1 / x], within: accuracy)
    #expect(solution.iterations < 12)
  }

  /// Rosenbrock's valley as a system, whose full Newton step from here goes far astray.
  @Test func dampsSteps() throws {
    let solution = try newtonSystem(from: [-1.2, 1]) { [10 * ($0[1] - $0[0] * $0[0]), 1 - $0[0]] }
    expectClose(solution.point, [1, 1], within: accuracy)
    // Undamped, Newton's method for arctan diverges from 3.
    let rational = try newtonSystem(from: [3.0]) { [$0[0] / (1 + $0[0] * $0[0]).squareRoot()] }
    #expect(rational.point[0].magnitude < 1e-10)
  }

  @Test func backsOutOfWhereTheFunctionIsUndefined() throws {
    let solution = try newtonSystem(from: [9.0]) { [1 - 1 / $0[0].squareRoot()] }
    expectClose(solution.point[0], 1, within: accuracy)
  }

  @Test func saysWhyThereIsNoSolution() {
    #expect(throws: OptimizationError.notSquare(unknowns: 2, equations: 1)) {
      try newtonSystem(from: [1, 2]) { [$0[0]] }
    }
    #expect(throws: OptimizationError.notFinite(point: [0])) {
      try newtonSystem(from: [0]) { [1 / $0[0]] }
    }
    #expect(throws: OptimizationError.singular(iteration: 0, point: [1, 1])) {
      try newtonSystem(
        from: [1, 1], jacobian: { _ in [[1, 2], [2, 4]] }, residuals: { [$0[0], $0[1] + 1] })
    }
    #expect(throws: OptimizationError.self) {
      try newtonSystem(from: [0.5]) { [$0[0] * $0[0] + 1] }
    }
  }

  @Test func passesErrorsOn() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) { try newtonSystem(from: [1]) { _ in throw Refusal() } }
    #expect(throws: Refusal.self) { try brentRoot(in: 0...1) { _ in throw Refusal() } }
  }

  @Test func everyErrorSaysWhatToTry() {
    let errors: [OptimizationError] = [
      .notBracketed(lower: 0, upper: 1, valueAtLower: 2, valueAtUpper: 3),
      .notFinite(point: [1]), .notSquare(unknowns: 2, equations: 3),
      .singular(iteration: 4, point: [0]), .notConverged(iterations: 9, residual: 0.5),
    ]
    for error in errors { #expect(error.description.contains(";")) }
  }
}
