import Families
import LinearAlgebra
import Modeling

/// The rows whose mean may lie at the end of its range at the maximum of the likelihood.
///
/// A link that does not keep means within the family's range bounds linear predictors. Where the
/// response itself is at the end (a probability of 1 under a log link, of 0 or 1 under an identity
/// link, a count of 0 under an identity or square-root link) the likelihood does not fall off there, so
/// that nothing keeps the maximum away from the bound. Other rows keep away by themselves.
struct EdgeConstraints: Sendable {
  /// A bound: `offset − sign · η` is to be at least 0 in a row.
  struct Bound: Sendable {
    let row: Int
    let offset: Double
    let sign: Double
  }

  let bounds: [Bound]
  /// What a distance to the bound is measured by: 1 for probabilities, the mean response for counts.
  let unit: Double

  /// Nil where no row has such a bound.
  init?(_ problem: ScoringProblem) {
    let isCount = problem.family.isCount
    var bounds: [Bound] = []
    switch (problem.family.isCountOfTrials, problem.link.name) {
    case (true, "log"):
      for (row, y) in problem.response.enumerated() where y == 1 {
        bounds.append(Bound(row: row, offset: 0, sign: 1))
      }
    case (true, "identity"):
      for (row, y) in problem.response.enumerated() where y == 1 || y == 0 {
        bounds.append(
          y == 1 ? Bound(row: row, offset: 1, sign: 1) : Bound(row: row, offset: 0, sign: -1))
      }
    case (false, "identity") where isCount, (false, "sqrt") where isCount:
      for (row, y) in problem.response.enumerated() where y == 0 {
        bounds.append(Bound(row: row, offset: 0, sign: -1))
      }
    default: return nil
    }
    if bounds.isEmpty { return nil }
    self.bounds = bounds
    let mean = problem.response.reduce(0, +) / Double(max(1, problem.response.count))
    let size = problem.link.name == "sqrt" ? mean.squareRoot() : mean
    unit = isCount && size > 0 ? size : 1
  }

  /// The distances to the bounds, in the order of the bounds.
  func slacks(_ predictors: [Double]) -> [Double] {
    bounds.map { $0.offset - $0.sign * predictors[$0.row] }
  }
}

/// Rows whose means are at the end of their range at the maximum.
struct EdgeRows: Sendable, Equatable {
  /// The rows, ascending.
  let rows: [Int]
  /// Whether the constrained maximum was found; else the iteration came near the edge and no more is
  /// known.
  let isMaximum: Bool
}
