import Families
import LinearAlgebra
import Modeling

/// Coefficients without random effects, roughly at their best, and which columns have one.
struct GeneralizedMixedStart: Sendable {
  /// Of the standard columns.
  let coefficients: [Double]
  let columns: RankedColumns
  /// The columns with a coefficient.
  let fixed: StandardColumns
}

/// A few steps of Fisher scoring without the random effects, from where it starts for a generalized linear
/// model.
///
/// Only roughly at the maximum, which separated data do not have. Nil where no coefficients were found
/// that every row allows.
///
/// - Throws: `LinearAlgebraError` for columns that are not finite.
func generalizedMixedStart(_ problem: ScoringProblem) throws -> GeneralizedMixedStart? {
  let start: StartingPoint
  do {
    start = try startingPoint(of: problem)
  } catch is ModelingError {
    return nil
  }
  let kept = problem.selectingColumns(start.columns.kept)
  let fixed = try StandardColumns(kept.design, groups: [0..<kept.design.columnCount])
  let steady = problem.replacingDesign(fixed.read)
  let first = steady.point(
    at: product(fixed.fromRead, product(fixed.inverse, start.point.coefficients)))
  guard first.isValid else { return nil }
  return GeneralizedMixedStart(
    coefficients: product(fixed.toRead, improved(first, steady)), columns: start.columns,
    fixed: fixed)
}

/// At most eight steps, halved where the deviance rises.
private func improved(_ first: ScoringPoint, _ problem: ScoringProblem) -> [Double] {
  var here = first
  for _ in 0..<8 {
    guard let gram = here.pass.gram, let information = InformationSystem(gram, of: problem.design)
    else { break }
    let step = information.solve(here.pass.score)
    var share = 1.0
    var next: ScoringPoint?
    while next == nil && share > 1e-3 {
      let trial = problem.point(from: here.coefficients, step: step, share: share)
      if trial.isValid && trial.deviance <= here.deviance * (1 + 1e-12) { next = trial }
      share /= 2
    }
    guard let next else { break }
    let fall = here.deviance - next.deviance
    here = next
    if fall <= 1e-4 * max(1, here.deviance * 1e-3) { break }
  }
  return here.coefficients
}
