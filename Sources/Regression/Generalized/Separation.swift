import Families
import LinearAlgebra
import Modeling

/// A direction of the coefficients along which the likelihood rises without end.
struct SeparatingDirection: Sendable, Equatable {
  /// The positions of the coefficients that move, among the kept columns.
  let moving: [Int]
  /// The number of rows whose fitted mean moves to its bound.
  let rowCount: Int
  /// Whether every row does (complete separation).
  let isComplete: Bool
}

/// Decides whether the responses are separated, starting from a direction that may separate them
/// (Albert & Anderson 1984, Biometrika 71:1).
///
/// With c = Xγ: for proportions under a probability link, c ≥ 0 wherever y = 1, c ≤ 0 wherever y = 0
/// and c = 0 wherever y lies between, not all zero; for counts and proportions under a log link,
/// c ≤ 0 wherever y = 0 and c = 0 elsewhere. Such a γ proves that no finite maximum exists. Under
/// separation the steps of Fisher scoring converge to one, so that rows with c near 0 show which
/// c must be 0 exactly: the direction is projected to make them so, and examined again. Data that
/// overlap, however little, leave no such projection. What is not found is not thereby excluded.
func separatingDirection(
  _ problem: ScoringProblem, along direction: [Double]
) -> SeparatingDirection? {
  guard let rule = SeparationRule(problem) else { return nil }
  let nearly = product(problem.design, direction)
  let largest = nearly.reduce(0) { max($0, $1.magnitude) }
  guard largest.isFinite, largest > 1e-3,
    rule.isSatisfied(by: nearly, problem.response, slack: 1e-6 * largest)
  else { return nil }
  let fixed = nearly.indices.filter { nearly[$0].magnitude <= 1e-6 * largest }
  let design = problem.design.denseMatrix()
  guard let exact = projected(direction, on: design, awayFrom: fixed) else { return nil }
  let change = product(design, exact)
  let slack = 1e-9 * largest
  guard change.contains(where: { $0.magnitude > 0.1 * largest }),
    rule.isSatisfied(by: change, problem.response, slack: slack)
  else { return nil }
  let separated = change.reduce(0) { $0 + ($1.magnitude > slack ? 1 : 0) }
  return SeparatingDirection(
    moving: movingCoefficients(design, direction: exact, slack: slack),
    rowCount: separated, isComplete: separated == change.count)
}

/// Which changes of a linear predictor raise the likelihood for ever.
private enum SeparationRule {
  /// Means may rise to 1 where y = 1 and fall to 0 where y = 0.
  case proportions
  /// Means may fall to 0 where y = 0.
  case zeros

  init?(_ problem: ScoringProblem) {
    let isCount = problem.family.isCount
    if problem.family.isCountOfTrials && problem.link.isProbabilityLink {
      self = .proportions
    } else if (problem.family.isCountOfTrials || isCount) && problem.link.name == "log" {
      self = .zeros
    } else {
      return nil
    }
  }

  func isSatisfied(by change: [Double], _ response: [Double], slack: Double) -> Bool {
    zip(change, response).allSatisfy { c, y in
      let mayRise = self == .proportions && y == 1
      return (c <= slack || mayRise) && (c >= -slack || y == 0)
    }
  }
}

/// A direction less what it needs to leave some rows where they are; nil if nothing remains.
func projected(_ direction: [Double], on design: Matrix, awayFrom rows: [Int]) -> [Double]? {
  let fixed = design.selectingRows(rows)
  guard let solution = try? leastSquares(design: fixed, response: product(fixed, direction)),
    solution.kept.count < design.columnCount
  else { return nil }
  var exact = direction
  for (column, value) in zip(solution.kept, solution.coefficients) { exact[column] -= value }
  return exact
}

/// The coefficients whose part of Xγ is not negligible anywhere.
private func movingCoefficients(_ design: Matrix, direction: [Double], slack: Double) -> [Int] {
  direction.indices.filter { index in
    let largest = design.column(index).reduce(0) { max($0, $1.magnitude) }
    return largest * direction[index].magnitude > slack
  }
}
