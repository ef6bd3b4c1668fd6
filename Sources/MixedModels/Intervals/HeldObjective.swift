import Optimization

/// The points x = origin + Σ φₖ columnₖ, the columns orthonormal: where a parameter is held.
struct HeldSpace: Sendable {
  var origin: [Double]
  var columns: [[Element]]

  /// An element of a column that is not zero.
  struct Element: Sendable {
    let index: Int
    let value: Double
  }

  /// All points whose coordinates outside of `free` are those of `origin`.
  init(origin: [Double], free: [Int]) {
    self.origin = origin
    columns = free.map { [Element(index: $0, value: 1)] }
  }

  /// x at φ.
  func point(_ reduced: [Double]) -> [Double] {
    var point = origin
    for (value, column) in zip(reduced, columns) {
      for element in column { point[element.index] += value * element.value }
    }
    return point
  }

  /// The φ of the nearest point.
  func reduced(_ point: [Double]) -> [Double] {
    slopes(zip(point, origin).map { $0 - $1 })
  }

  /// The derivatives in φ of those in x.
  func slopes(_ gradient: [Double]) -> [Double] {
    columns.map { $0.reduce(0) { $0 + gradient[$1.index] * $1.value } }
  }

  /// The same of second derivatives, row after row.
  func curvature(_ matrix: [Double]) -> [Double] {
    let size = origin.count
    return columns.flatMap { a in
      columns.map { b in
        var sum = 0.0
        for i in a {
          for j in b { sum += i.value * matrix[i.index * size + j.index] * j.value }
        }
        return sum
      }
    }
  }
}

/// An objective over the points of a ``HeldSpace``.
struct HeldObjective<Objective: SmoothObjective>: SmoothObjective {
  var objective: Objective
  let space: HeldSpace

  mutating func value(at point: [Double]) -> Double { objective.value(at: space.point(point)) }

  mutating func gradient() -> [Double] { space.slopes(objective.gradient()) }

  mutating func curvature() -> [Double]? { objective.curvature().map(space.curvature) }
}

/// The least value over a space, and the point in all parameters where it is.
///
/// - Throws: `OptimizationError` where there is none.
func heldMinimum<Objective: SmoothObjective>(
  of objective: Objective, in space: HeldSpace, from start: [Double]
) throws(OptimizationError) -> (value: Double, point: [Double]) {
  var held = HeldObjective(objective: objective, space: space)
  if space.columns.isEmpty {
    let value = held.value(at: [])
    guard value.isFinite else { throw .notFinite(point: space.origin) }
    return (value, space.origin)
  }
  let found = try boundedQuasiNewton(&held, from: space.reduced(start), tolerance: 1e-11)
  guard found.isConverged || found.promisedFall < 1e-7 else {
    throw .notConverged(iterations: found.iterations, residual: found.promisedFall)
  }
  return (found.value, space.point(found.point))
}
