import LinearAlgebra

/// The most numbers that the search for a separating direction spreads out.
private let mostSeparationElements = 50_000_000

/// A direction of thresholds and slopes along which the likelihood rises without end.
struct OrdinalSeparation: Sendable, Equatable {
  /// The positions of the slopes that move, among those of the fit.
  let moving: [Int]
  /// The number of rows whose probability moves to 1, or up for ever.
  let rowCount: Int
  /// Whether every row does.
  let isComplete: Bool
}

/// Decides whether the categories are separated, starting from a direction that may separate them.
///
/// With δ the direction, (δζ, δβ), no row's log-probability falls for ever if δζ − x′δβ is at least 0 at
/// the threshold above its category and at most 0 at the one below it; if some are not 0 it rises. Such
/// a δ proves that there is no finite maximum. As for binary outcomes, bounds that are nearly 0 are made
/// so exactly by projection, and what is left is examined again. What is not found is not thereby
/// excluded.
///
/// - Parameters:
///   - problem: of full column rank.
///   - direction: K thresholds and p slopes.
/// - Returns: what moves; nil if the direction does not separate, or the rows are too many to see.
func ordinalSeparation(
  _ problem: OrdinalProblem, along direction: [Double]
) -> OrdinalSeparation? {
  let k = problem.thresholdCount
  let p = problem.design.columnCount
  let change = product(problem.design, Array(direction[k...]))
  let bounds = OrdinalBound.all(problem)
  func distances(_ direction: [Double], _ change: [Double]) -> [Double] {
    bounds.map { $0.sign * (direction[$0.threshold] - change[$0.row]) }
  }
  let nearly = distances(direction, change)
  let largest = nearly.reduce(0) { max($0, $1.magnitude) }
  guard largest.isFinite, largest > 1e-3, nearly.allSatisfy({ $0 >= -1e-6 * largest }),
    bounds.count * (k + p) <= mostSeparationElements
  else { return nil }
  let dense = problem.design.denseMatrix()
  var forms = Matrix(rowCount: bounds.count, columnCount: k + p)
  for (place, bound) in bounds.enumerated() {
    forms[place, bound.threshold] = bound.sign
    for column in 0..<p { forms[place, k + column] = -bound.sign * dense[bound.row, column] }
  }
  let fixed = nearly.indices.filter { nearly[$0] <= 1e-6 * largest }
  guard let exact = projected(direction, on: forms, awayFrom: fixed) else { return nil }
  let exactChange = product(problem.design, Array(exact[k...]))
  let slack = 1e-9 * largest
  let found = distances(exact, exactChange)
  guard found.allSatisfy({ $0 >= -slack }), found.contains(where: { $0 > 0.1 * largest }) else {
    return nil
  }
  let rows = Set(zip(bounds, found).filter { $1 > slack }.map(\.0.row))
  let moving = (0..<p).filter { column in
    let size = dense.column(column).reduce(0) { max($0, $1.magnitude) }
    return size * exact[k + column].magnitude > slack
  }
  return OrdinalSeparation(
    moving: moving, rowCount: rows.count, isComplete: rows.count == problem.codes.count)
}

/// One end of a row's category: `sign` · (δζ − x′δβ) must not be negative.
private struct OrdinalBound {
  let row: Int
  let threshold: Int
  let sign: Double

  static func all(_ problem: OrdinalProblem) -> [OrdinalBound] {
    problem.codes.enumerated().flatMap { row, code in
      (code < problem.thresholdCount ? [OrdinalBound(row: row, threshold: code, sign: 1)] : [])
        + (code > 0 ? [OrdinalBound(row: row, threshold: code - 1, sign: -1)] : [])
    }
  }
}
