import Families
import LinearAlgebra
import Modeling

extension LinearMixedFit {
  /// The rows, design and response.
  public var data: ModelFrame? { frame }

  /// How the search ended; the criterion is the largest gradient.
  public var iteration: IterationReport? { IterationReport(convergence) }

  /// The residual standard deviation.
  public var facts: [Fact] { [Fact("sigma", .number(sigma))] }

  /// The likelihood, restricted or not.
  public var likelihood: Likelihood? {
    var likelihood = Likelihood(
      value: logLikelihood, parameterCount: parameterCount, deviance: deviance,
      dispersion: residualVariance)
    likelihood.isRestricted = estimation == .reml
    likelihood.randomTerms = randomEffects.terms
    likelihood.boundaryEstimates = varianceComponents.flatMap(\.boundaryDiagnostics)
    return likelihood
  }

  /// The equations of generalized least squares, by clusters of whole groups.
  ///
  /// X′V⁻¹(y − Xβ) = X′W(y − Xβ − Zb): the scores of generalized least squares are those of the
  /// residuals from the conditional modes, and the bread is (X′V⁻¹X)⁻¹. So the sum of scores over a
  /// cluster is all a robust covariance needs, as in HLM's robust errors (Liang and Zeger 1986).
  public var equations: (any EstimatingEquations)? {
    let factor = product(
      coordinates.fixed.basis, lowerFactor(of: standard.unscaledCovariance))
    let breadFactor = (1 / coordinates.weight.squareRoot()) * factor
    return FrameEquations(
      frame, breadFactor: breadFactor,
      modelVariances: unscaledCovariance.diagonal.map { residualVariance * $0 },
      errors: .dependent { [self] in try independentRows(of: $0) },
      mustStayTogether: randomEffects.groupColumns,
      requireWhole: { [self] codes, column in
        _ = try randomEffects.clustersOfLevels(codes: codes, column: column)
      }
    ) { [self] in
      ScoreRows(
        design: frame.design.parts.selectingColumns(parameters.designColumns),
        workingWeights: frame.weights?.values ?? [Double](repeating: 1, count: frame.rowCount),
        workingResiduals: residuals, breadFactor: breadFactor)
    }
  }

  /// The linear predictor, with what is known of groups.
  public var means: (any Means)? {
    LinearMeans(
      schema: frame.schema, options: frame.options, parameters: parameters,
      link: IdentityLink(), rows: frame, residualVariance: residualVariance, groups: self)
  }

  /// The way to fit the model to changed data.
  public var refitting: (any Refitting)? { LinearMixedFitRefitting(fit: self) }
}

/// The lower triangle F with F F′ = A for a covariance A; not a number where rounding or overflow has
/// left none, which the covariance's diagnostics report.
private func lowerFactor(of a: Matrix) -> Matrix {
  guard let factor = try? CholeskyFactorization(a) else {
    return Matrix(rowCount: a.rowCount, columnCount: a.columnCount, repeating: .nan)
  }
  return factor.upper.transposed
}

/// The linear mixed model on changed data.
private struct LinearMixedFitRefitting: Refitting {
  let fit: LinearMixedFit

  func refit(_ change: DataChange) throws -> any Estimated {
    switch change {
    case .columns(let columns):
      return try LinearMixedFit(
        DesignSelection(fit.frame, columns: columns), fit.randomEffects,
        estimation: fit.estimation)
    case .response(let values):
      return try LinearMixedFit(
        DesignSelection(
          fit.frame.replacing(response: values), columns: fit.parameters.designColumns),
        fit.randomEffects, estimation: fit.estimation)
    case .rows(let rows, let copies, let groups):
      let table = try fit.frame.table(
        of: rows, copies: copies,
        groupColumns: groups + fit.randomEffects.groupColumns)
      return try LinearMixedModel(
        fit.frame.formula, options: fit.frame.options, estimation: fit.estimation
      ).fit(to: table)
    }
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try fit.simulatedResponses(count: count, seed: seed)
  }
}
