import Families
import LinearAlgebra

/// A direction of the coefficients along which the likelihood rises without end.
struct SeparatingDirection: Sendable {
  /// The positions of the coefficients that move, among the kept columns.
  let moving: [Int]
  /// The number of rows whose fitted mean moves to its bound.
  let rowCount: Int
  /// Whether every row does (complete separation).
  let isComplete: Bool
}

/// Decides whether a direction separates the responses (Albert & Anderson 1984, Biometrika 71:1).
///
/// With c = Xγ: for proportions, c ≥ 0 wherever y = 1, c ≤ 0 wherever y = 0 and c = 0 wherever
/// y lies between, not all zero; for counts with a mean that may come down to zero, c ≤ 0 wherever
/// y = 0 and c = 0 wherever y > 0. Such a direction proves that no finite maximum exists; under
/// separation Fisher scoring's steps converge to one. What is not found is not thereby excluded.
func separatingDirection(
  _ problem: IterationProblem, family: any Family, direction: [Double]
) -> SeparatingDirection? {
  let isCount = family.name == "poisson" || family.name == "quasipoisson"
  guard family.isCountOfTrials || isCount else { return nil }
  let change = product(problem.design, direction)
  let largest = change.reduce(0) { max($0, $1.magnitude) }
  guard largest.isFinite, largest > 0.05 else { return nil }
  let slack = 1e-6 * largest
  var separated = 0
  for (c, y) in zip(change, problem.response) {
    let mayRise = family.isCountOfTrials && y == 1
    if c > slack && !mayRise || c < -slack && y != 0 { return nil }
    if c.magnitude > slack { separated += 1 }
  }
  guard separated > 0 else { return nil }
  return SeparatingDirection(
    moving: movingCoefficients(problem.design, direction: direction, slack: slack),
    rowCount: separated, isComplete: separated == change.count)
}

/// The coefficients whose part of Xγ is not negligible anywhere.
private func movingCoefficients(_ design: Matrix, direction: [Double], slack: Double) -> [Int] {
  direction.indices.filter { index in
    let largest = design.column(index).reduce(0) { max($0, $1.magnitude) }
    return largest * direction[index].magnitude > slack
  }
}
