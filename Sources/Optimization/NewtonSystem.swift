/// The solution of a system of equations.
public struct NewtonSolution: Sendable, Equatable {
  /// The unknowns.
  public let point: [Double]
  /// What is left of each equation there.
  public let residuals: [Double]
  /// The number of Newton steps taken.
  public let iterations: Int
}

/// Solves a small smooth system f(x) = 0 of as many equations as unknowns by damped Newton steps.
///
/// Each step is halved until the sum of squares of the residuals falls enough (Armijo's rule); after the
/// tolerance is met steps go on as long as they halve the largest residual, so that the answer has
/// the accuracy of the residuals. Scale equations so that residuals are comparable. Dense, O(n³) a
/// step. Dennis, J. E. & Schnabel, R. B. (1983), Numerical Methods for Unconstrained Optimization and
/// Nonlinear Equations, chapters 5 and 6.
///
/// - Parameters:
///   - start: where to begin.
///   - tolerance: the largest |residual| that counts as solved.
///   - maximumIterations: how many steps to take at most.
///   - jacobian: at a point, one row an equation with its derivatives by each unknown; nil takes
///     central differences, 2n evaluations a step.
///   - residuals: at a point, the left-hand sides; values that are not finite shorten the step.
/// - Returns: the point, and the residuals there.
/// - Throws: an `OptimizationError`, or what the closures throw.
public func newtonSystem(
  from start: [Double], tolerance: Double = 1e-10, maximumIterations: Int = 100,
  jacobian: ((_ point: [Double]) throws -> [[Double]])? = nil,
  residuals: (_ point: [Double]) throws -> [Double]
) throws -> NewtonSolution {
  var point = start
  var values = try residuals(point)
  guard values.count == point.count else {
    throw OptimizationError.notSquare(unknowns: point.count, equations: values.count)
  }
  guard values.allSatisfy(\.isFinite) else { throw OptimizationError.notFinite(point: point) }
  for iteration in 0..<maximumIterations {
    let size = largest(values)
    if size == 0 { return NewtonSolution(point: point, residuals: values, iterations: iteration) }
    let rows = try jacobian?(point) ?? centralDifferences(residuals, at: point)
    guard let step = solved(rows, values) else {
      if size <= tolerance {
        return NewtonSolution(point: point, residuals: values, iterations: iteration)
      }
      throw OptimizationError.singular(iteration: iteration, point: point)
    }
    let next = try lineSearch(from: point, values, along: step, residuals)
    if size <= tolerance {
      guard let next, largest(next.values) <= 0.5 * size else {
        return NewtonSolution(point: point, residuals: values, iterations: iteration)
      }
    }
    guard let next else {
      throw OptimizationError.notConverged(iterations: iteration, residual: size)
    }
    (point, values) = next
  }
  if largest(values) <= tolerance {
    return NewtonSolution(point: point, residuals: values, iterations: maximumIterations)
  }
  throw OptimizationError.notConverged(iterations: maximumIterations, residual: largest(values))
}

/// The first of the points start − step, start − step/2, … at which the residuals are enough smaller;
/// nil if there is none before steps vanish.
private func lineSearch(
  from start: [Double], _ values: [Double], along step: [Double],
  _ residuals: ([Double]) throws -> [Double]
) throws -> (point: [Double], values: [Double])? {
  let before = sumOfSquares(values)
  var share = 1.0
  while share > 1e-10 {
    let point = zip(start, step).map { $0 - share * $1 }
    let after = try residuals(point)
    guard after.count == values.count else {
      throw OptimizationError.notSquare(unknowns: start.count, equations: after.count)
    }
    if sumOfSquares(after) <= (1 - 1e-4 * share) * before { return (point, after) }
    share *= 0.5
  }
  return nil
}

/// The derivatives of each residual by each unknown, with steps of the cube root of the rounding unit.
private func centralDifferences(
  _ residuals: ([Double]) throws -> [Double], at point: [Double]
) throws -> [[Double]] {
  var rows = [[Double]](repeating: Array(repeating: 0, count: point.count), count: point.count)
  for column in point.indices {
    var (above, below) = (point, point)
    let step = 6e-6 * max(point[column].magnitude, 1)
    above[column] += step
    below[column] -= step
    let (high, low) = (try residuals(above), try residuals(below))
    guard high.count == point.count, low.count == point.count else {
      throw OptimizationError.notSquare(unknowns: point.count, equations: high.count)
    }
    for row in rows.indices {
      rows[row][column] = (high[row] - low[row]) / (above[column] - below[column])
    }
  }
  return rows
}

private func largest(_ values: [Double]) -> Double {
  values.reduce(0) { max($0, $1.magnitude) }
}

private func sumOfSquares(_ values: [Double]) -> Double {
  values.reduce(0) { $0 + $1 * $1 }
}
