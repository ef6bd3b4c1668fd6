import Optimization
import TestSupport
import Testing

private let fullAccuracy = Tolerance(
  .relative(1e-15), because: "a bracket of a few units is reached")

/// Roots and minima of functions of one variable, against closed forms.
struct BrentTests {
  /// x³ − 2x − 5 (Newton's own example), √2, and a root of multiplicity 3.
  @Test func findsRoots() throws {
    let newton = try brentRoot(in: 2...3) { $0 * $0 * $0 - 2 * $0 - 5 }
    expectClose(newton, 2.0945514815423265, within: fullAccuracy)
    expectClose(try brentRoot(in: 0...2) { $0 * $0 - 2 }, 2.squareRoot(), within: fullAccuracy)
    let triple = try brentRoot(in: -1...4) { ($0 - 1) * ($0 - 1) * ($0 - 1) }
    expectClose(
      triple, 1, within: Tolerance(.absolute(1e-5), because: "the cube underflows nearer than this")
    )
  }

  @Test func isFastOnSmoothFunctions() throws {
    var calls = 0
    _ = try brentRoot(in: 0...2) { x in
      calls += 1
      return x * x - 2
    }
    #expect(calls <= 15)
  }

  @Test(arguments: [0.3, 1e-3, 1e-9])
  func honoursTheTolerance(tolerance: Double) throws {
    let root = try brentRoot(in: -3...10, tolerance: tolerance) { $0 < 1.25 ? -1 : 1 }
    #expect((root - 1.25).magnitude <= tolerance)
  }

  @Test func takesRootsAtEnds() throws {
    #expect(try brentRoot(in: 0...1) { $0 } == 0)
    #expect(try brentRoot(in: -1...0) { $0 } == 0)
    #expect(try brentRoot(in: 5...5) { _ in 0 } == 5)
  }

  @Test func survivesHugeIntervals() throws {
    let root = try brentRoot(in: -1e308...1.5e308) { $0 < 3 ? -1 : 1 }
    expectClose(root, 3, within: fullAccuracy)
  }

  @Test func refusesWithoutASignChange() {
    #expect(
      throws: OptimizationError.notBracketed(
        lower: -1, upper: 1, valueAtLower: 2, valueAtUpper: 2)
    ) { try brentRoot(in: -1...1) { $0 * $0 + 1 } }
    #expect(throws: OptimizationError.notFinite(point: [0.5])) {
      try brentRoot(in: 0...1) { $0 == 0 ? -1 : $0 == 1 ? 1 : .nan }
    }
  }

  @Test func bracketsEveryCrossing() throws {
    let cells = signChanges(of: { ($0 + 2) * $0 * ($0 - 1.5) }, over: -3...3, steps: 40)
    let roots = try cells.map { cell in
      try brentRoot(in: cell) { ($0 + 2) * $0 * ($0 - 1.5) }
    }
    expectClose(
      roots, [-2, 0, 1.5], within: Tolerance(.absolute(1e-14), because: "a few units of the grid"))
    #expect(signChanges(of: { _ in 1 }, over: 0...1, steps: 7).isEmpty)
    #expect(signChanges(of: { $0 }, over: 0...1, steps: 4) == [0...0])
    #expect(signChanges(of: { $0 - 0.5 }, over: 0...1, steps: 4) == [0.5...0.5])
    #expect(signChanges(of: { $0 < 0.5 ? .nan : 1 }, over: 0...1, steps: 4).isEmpty)
  }

  @Test func findsMinima() throws {
    let parabola = try brentMinimum(in: -4...9) { ($0 - 1.5) * ($0 - 1.5) + 2 }
    let nearness = Tolerance(.relative(1e-7), because: "rounding hides a minimum below √ε")
    expectClose(parabola.point, 1.5, within: nearness)
    expectClose(parabola.value, 2, within: fullAccuracy)
    // x + 1/x² has its minimum 3 · 2^(−2/3) at 2^(1/3).
    let smooth = try brentMinimum(in: 0.1...50) { $0 + 1 / ($0 * $0) }
    expectClose(smooth.point, 1.2599210498948732, within: nearness)
    expectClose(smooth.value, 1.8898815748423097, within: fullAccuracy)
    #expect(smooth.evaluations < 40)
    let edge = try brentMinimum(in: 2...3) { $0 }
    expectClose(edge.point, 2, within: nearness)
    let kink = try brentMinimum(in: -1...10) { ($0 - 0.7).magnitude }
    expectClose(kink.point, 0.7, within: nearness)
    #expect(throws: OptimizationError.self) { try brentMinimum(in: 0...1) { _ in .nan } }
  }
}
