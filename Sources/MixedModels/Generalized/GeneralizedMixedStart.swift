import Families
import LinearAlgebra
import Modeling

/// Coefficients without random effects, roughly at their best, and which columns have one.
struct GeneralizedMixedStart: Sendable {
  let coefficients: [Double]
  let columns: RankedColumns
}

/// A few steps of Fisher scoring without the random effects, from the family's starting means.
///
/// Only roughly at the maximum, which separated data do not have. Nil where no coefficients were found
/// that every row allows.
///
/// - Throws: `LinearAlgebraError` for columns that are not finite.
func generalizedMixedStart(
  design: PartitionedMatrix, response: [Double], weights: [Double]?, offset: [Double]?,
  family: any Family, link: any Link
) throws -> GeneralizedMixedStart? {
  let counts = weights ?? [Double](repeating: 1, count: response.count)
  let means = response.indices.map {
    family.startingMean(response: response[$0], weight: counts[$0])
  }
  let predictor = means.map { link.link(mean: $0, complement: 1 - $0) }
  let working = workingQuantities(
    family: family, link: link, response: response, weights: counts, linearPredictor: predictor)
  guard working.valid, working.deviance.isFinite else { return nil }
  let target = response.indices.map {
    predictor[$0] + working.workingResidual[$0] - (offset?[$0] ?? 0)
  }
  let solution = try leastSquares(
    design: design, response: target, weights: working.weight, method: .automatic)
  let kept = design.selectingColumns(solution.kept)
  func pass(_ coefficients: [Double]) -> ScoringPass<WorkingSummary> {
    scoringPass(
      kept, at: coefficients, offset: offset, plan: ScoringPlan(), empty: WorkingSummary(),
      merge: { $0.merge($1) }
    ) { rows, block, summary in
      fillWorkingBlock(
        family: family, link: link, response: response, weights: weights, rows: rows,
        block: &block, summary: &summary)
    }
  }
  guard
    let first = firstPoint(solution.coefficients, pass, kept, predictor: predictor, offset: offset)
  else { return nil }
  return GeneralizedMixedStart(
    coefficients: improved(first.coefficients, first.pass, kept, pass),
    columns: RankedColumns(solution))
}

extension ScoringPass<WorkingSummary> {
  fileprivate var isPossible: Bool { summary.isValid && summary.deviance.isFinite }
}

/// The coefficients given, or those half by half nearer to a constant until every mean is possible.
private func firstPoint(
  _ given: [Double], _ pass: ([Double]) -> ScoringPass<WorkingSummary>,
  _ design: PartitionedMatrix, predictor: [Double], offset: [Double]?
) -> (coefficients: [Double], pass: ScoringPass<WorkingSummary>)? {
  let there = pass(given)
  if there.isPossible { return (given, there) }
  let middle = predictor.reduce(0, +) / Double(max(1, predictor.count))
  let target = predictor.indices.map { middle - (offset?[$0] ?? 0) }
  guard
    let constant = try? leastSquares(design: design, response: target, weights: nil, method: .gram),
    constant.kept.count == given.count
  else { return nil }
  for halvings in 1...30 {
    let share = Double(sign: .plus, exponent: -halvings, significand: 1)
    let trial = zip(constant.coefficients, given).map { $0 + share * ($1 - $0) }
    let found = pass(trial)
    if found.isPossible { return (trial, found) }
  }
  return nil
}

/// At most eight steps, halved where the deviance rises.
private func improved(
  _ start: [Double], _ first: ScoringPass<WorkingSummary>, _ design: PartitionedMatrix,
  _ pass: ([Double]) -> ScoringPass<WorkingSummary>
) -> [Double] {
  var (coefficients, here) = (start, first)
  for _ in 0..<8 {
    guard let gram = here.gram, let information = InformationSystem(gram, of: design) else { break }
    let step = information.solve(here.score)
    var share = 1.0
    var next: ([Double], ScoringPass<WorkingSummary>)?
    while next == nil && share > 1e-3 {
      let trial = zip(coefficients, step).map { $0 + share * $1 }
      let there = pass(trial)
      if there.isPossible && there.summary.deviance <= here.summary.deviance * (1 + 1e-12) {
        next = (trial, there)
      }
      share /= 2
    }
    guard let next else { break }
    let fall = here.summary.deviance - next.1.summary.deviance
    (coefficients, here) = next
    if fall <= 1e-4 * max(1, here.summary.deviance * 1e-3) { break }
  }
  return coefficients
}
