import Families
import LinearAlgebra
import Modeling

extension LinearFit {
  /// The normal equations: prior weights and plain residuals.
  ///
  /// Frequency weights become multiplicities. Bias-reduced estimators refer to equal variances,
  /// whatever the weights.
  public var equations: (any EstimatingEquations)? {
    FrameEquations(
      frame, breadFactor: inverseTriangle,
      modelVariances: unscaledCovariance.diagonal.map { residualVariance * $0 },
      errors: .equalVariances
    ) { [self] in
      let isFrequency = frame.weights?.kind == .frequency
      let ones = [Double](repeating: 1, count: frame.rowCount)
      return ScoreRows(
        design: frame.design.parts.selectingColumns(parameters.designColumns),
        workingWeights: isFrequency ? ones : frame.weights?.values ?? ones,
        workingResiduals: residuals,
        multiplicities: isFrequency ? frame.weights?.values : nil, breadFactor: inverseTriangle)
    }
  }

  /// The linear predictor itself, with the residual variance.
  public var means: (any Means)? {
    LinearMeans(
      schema: frame.schema, options: frame.options, parameters: parameters,
      link: IdentityLink(), rows: frame, residualVariance: residualVariance)
  }

  /// The Gaussian log-likelihood with σ² = RSS / n; nil with sampling weights, whose sum of squares
  /// is no likelihood.
  public var logLikelihood: Double? {
    frame.weights?.kind == .sampling ? nil : summary.logLikelihood
  }

  /// The likelihood, the restricted one beside it.
  public var likelihood: Likelihood? {
    var likelihood = leastSquaresLikelihood(logLikelihood)
    likelihood.restricted = restrictedLogLikelihood
    return likelihood
  }

  /// The way to fit the model to changed data.
  public var refitting: (any Refitting)? { LinearFitRefitting(fit: self) }
}

/// Least squares on changed data, by the schema of the fit.
private struct LinearFitRefitting: Refitting {
  let fit: LinearFit

  func refit(_ change: DataChange) throws -> any Estimated {
    switch change {
    case .columns(let columns):
      return try LinearFit(
        DesignSelection(fit.frame, columns: columns), method: fit.requestedMethod)
    case .response(let values):
      return try LinearFit(
        DesignSelection(fit.frame.replacing(response: values), columns: fit.selectedColumns),
        method: fit.requestedMethod)
    case .rows(let rows, let copies, let groups):
      return try LinearFit(
        DesignSelection(
          fit.frame.selecting(places: rows, copies: copies, groupColumns: groups),
          columns: fit.selectedColumns),
        method: fit.requestedMethod)
    }
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try fit.simulatedResponses(count: count, seed: seed)
  }
}
