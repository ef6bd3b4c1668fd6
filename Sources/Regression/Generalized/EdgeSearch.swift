import Families
import LinearAlgebra
import Modeling

/// The most elements of a design that the search along the edge takes a dense copy of.
private let mostEdgeElements = 50_000_000

extension ScoringResult {
  /// The result with the maximum at the edge of the parameter space, where scoring came near it.
  ///
  /// Scoring's weights grow without limit towards the edge, so that it comes to rest there whether or
  /// not it has reached the maximum.
  func atEdgeIfNear(of problem: ScoringProblem) throws -> ScoringResult {
    let kept = problem.selectingColumns(columns.kept)
    guard let constraints = EdgeConstraints(kept) else { return self }
    if case .separated = end { return self }
    let least = constraints.slacks(rows.predictor).min() ?? .infinity
    if case .atRest = end, least > 1e-3 * constraints.unit { return self }
    let size = kept.response.count * max(1, kept.design.columnCount)
    guard size <= mostEdgeElements, let start = try interiorStart(kept, constraints),
      let maximum = try edgeMaximum(kept, constraints, from: start)
    else { return notVerified(constraints) }
    let plan = ScoringPlan(formsGram: true, keepsRows: true)
    let point = kept.point(at: maximum.coefficients, plan: plan)
    let slack = 1e-6 * (1 + summary.deviance.magnitude)
    guard point.isValid, point.deviance <= summary.deviance + slack,
      let step = try? ScoringStep(at: point, in: kept), step.kept.count == columns.kept.count
    else { return notVerified(constraints) }
    if maximum.rows.isEmpty, case .atRest = end { return self }
    return ScoringResult(
      coefficients: maximum.coefficients, summary: point.pass.summary,
      rows: point.pass.rows ?? kept.rows(at: maximum.coefficients), columns: columns,
      system: step.system,
      convergence: Convergence(
        converged: true, iterations: convergence.iterations + maximum.iterations, criterion: 1e-9),
      end: maximum.rows.isEmpty
        ? .atRest : .edge(EdgeRows(rows: maximum.rows, isMaximum: true)))
  }

  /// The result as it is, with what is known of the edge.
  private func notVerified(_ constraints: EdgeConstraints) -> ScoringResult {
    guard case .atRest = end else { return self }
    let near = zip(constraints.bounds, constraints.slacks(rows.predictor)).filter {
      $1 <= 1e-4 * constraints.unit
    }.map(\.0.row)
    if near.isEmpty { return self }
    return ScoringResult(
      coefficients: coefficients, summary: summary, rows: rows, columns: columns, system: system,
      convergence: convergence, end: .edge(EdgeRows(rows: near.sorted(), isMaximum: false)))
  }

  /// The coefficients found, drawn towards those of a constant mean until every mean is strictly inside.
  private func interiorStart(
    _ problem: ScoringProblem, _ constraints: EdgeConstraints
  ) throws -> [Double]? {
    func isInside(_ coefficients: [Double]) -> Bool {
      let point = problem.point(
        at: coefficients, plan: ScoringPlan(formsGram: false, keepsRows: true))
      guard point.isValid, let predictors = point.pass.rows?.predictor else { return false }
      return constraints.slacks(predictors).allSatisfy { $0 > 1e-9 * constraints.unit }
    }
    if isInside(coefficients) { return coefficients }
    guard let constant = try constantPoint(of: problem)?.coefficients else { return nil }
    for share in [1e-6, 1e-4, 1e-2, 0.1, 0.5, 1] {
      let drawn = zip(coefficients, constant).map { $0 + share * ($1 - $0) }
      if isInside(drawn) { return drawn }
    }
    return nil
  }
}
