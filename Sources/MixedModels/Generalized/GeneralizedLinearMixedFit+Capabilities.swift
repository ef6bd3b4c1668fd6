import LinearAlgebra
import Modeling

extension GeneralizedLinearMixedFit {
  /// The rows, design and response.
  public var data: ModelFrame? { frame }

  /// How the search ended; the criterion is the largest gradient.
  public var iteration: IterationReport? { IterationReport(convergence) }

  /// The likelihood by the approximation of the model.
  public var likelihood: Likelihood? {
    var likelihood = Likelihood(
      value: logLikelihood, parameterCount: parameterCount, deviance: deviance,
      dispersion: standard.minimum.logDispersion.isEmpty ? nil : dispersion)
    likelihood.randomTerms = randomEffects.terms
    likelihood.boundaryEstimates = varianceComponents.flatMap(\.boundaryDiagnostics)
    return likelihood
  }

  /// The score equations of the marginal likelihood, by clusters of whole groups.
  public var equations: (any EstimatingEquations)? { MarginalEquations(fit: self) }

  /// The linear predictor through the link, for groups whose effects are zero or on average over groups.
  public var means: (any Means)? {
    LinearMeans(
      schema: frame.schema, options: frame.options, parameters: parameters, link: model.link,
      rows: frame, groups: self
    ) { [self] in try averagedLink() }
  }

  /// The link averaged over the distribution of the groups' intercepts, whose variances count as known.
  ///
  /// - Throws: ``MixedModelsError/averagingNeedsIntercepts(effects:)`` where slopes vary by group, since the
  ///   variance then differs from row to row.
  private func averagedLink() throws -> AveragedLink {
    let slopes = varianceComponents.flatMap(\.effects).filter { $0 != "(Intercept)" }
    if !slopes.isEmpty { throw MixedModelsError.averagingNeedsIntercepts(effects: slopes) }
    let variance = varianceComponents.reduce(0) { $0 + $1.covariance[0, 0] }
    return AveragedLink(model.link, variance: variance)
  }

  /// The way to fit the model to changed data.
  public var refitting: (any Refitting)? { GeneralizedLinearMixedFitRefitting(fit: self) }
}

/// Scores by cluster over the coefficients, the free entries of Λ and log φ.
private struct MarginalEquations: EstimatingEquations {
  let fit: GeneralizedLinearMixedFit
  /// With zeros for parameters that are taken as known.
  let breadFactor: Matrix

  init(fit: GeneralizedLinearMixedFit) {
    self.fit = fit
    breadFactor = semidefiniteFactor(of: fit.inverseInformation)
  }

  var modelVariances: [Double] { fit.normalCovariance.matrix.diagonal }
  var mustStayTogether: [String] { fit.randomEffects.groupColumns }
  var working: WorkingModel? { nil }

  func requireWhole(groups: [String]) throws {
    for column in groups {
      _ = try fit.randomEffects.clustersOfLevels(
        codes: fit.frame.groups(by: column).codes, column: column)
    }
  }

  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    try requireWhole(groups: groups)
    let found = try groups.map { try fit.frame.rowGroups(by: $0) }
    // What all columns hold together is one row of scores.
    let cells = found.dropFirst().reduce((found[0].codes, found[0].count)) {
      intersection($0, ($1.codes, $1.count))
    }
    let scores = try fit.clusterScores(
      codes: cells.0, count: cells.1, column: groups.joined(separator: ":"))
    let ones = [Double](repeating: 1, count: cells.1)
    let rows = ScoreRows(
      design: PartitionedMatrix(scores), workingWeights: ones, workingResiduals: ones,
      breadFactor: breadFactor)
    let first = firstRows(cells.0, count: cells.1)
    let ofCells = found.map { groups in
      RowGroups(
        codes: first.map { groups.codes[$0] }, count: groups.count, labels: groups.labels)
    }
    let frame = fit.frame
    try body(ScoreBlock(rows: rows, groups: ofCells) { frame.tableRow(first[$0]) })
  }
}

/// The first row of each group.
private func firstRows(_ codes: [Int32], count: Int) -> [Int] {
  var first = [Int](repeating: -1, count: count)
  for (row, code) in codes.enumerated() where first[Int(code)] < 0 { first[Int(code)] = row }
  return first
}

/// F with F F′ = A for a covariance A some of whose rows are zero; not a number where the others have
/// none.
private func semidefiniteFactor(of a: Matrix) -> Matrix {
  let kept = a.diagonal.indices.filter { a[$0, $0] != 0 }
  let own = a.selectingRows(kept).selectingColumns(kept)
  let lower = (try? CholeskyFactorization(own))?.upper.transposed
  var factor = Matrix(rowCount: a.rowCount, columnCount: a.columnCount)
  for (j, column) in kept.enumerated() {
    for (i, row) in kept.enumerated() { factor[row, column] = lower?[i, j] ?? .nan }
  }
  return factor
}

/// The generalized linear mixed model on changed data.
private struct GeneralizedLinearMixedFitRefitting: Refitting {
  let fit: GeneralizedLinearMixedFit

  func refit(_ change: DataChange) throws -> any Estimated {
    switch change {
    case .columns(let columns):
      return try GeneralizedLinearMixedFit(
        DesignSelection(fit.frame, columns: columns), fit.randomEffects, model: fit.model)
    case .response(let values):
      return try GeneralizedLinearMixedFit(
        DesignSelection(
          fit.frame.replacing(response: values), columns: fit.parameters.designColumns),
        fit.randomEffects, model: fit.model)
    case .rows(let rows, let copies, let groups):
      let table = try fit.frame.table(
        of: rows, copies: copies,
        groupColumns: groups + fit.randomEffects.groupColumns)
      return try fit.model.fit(to: table)
    }
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try fit.simulatedResponses(count: count, seed: seed)
  }
}
