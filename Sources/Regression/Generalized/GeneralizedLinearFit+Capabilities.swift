import Families
import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension GeneralizedLinearFit {
  /// The score equations: working weights and working residuals.
  ///
  /// The bread is the expected information, as in R's `sandwich`. Bias-reduced estimators refer to
  /// variances inverse to the working weights.
  public var equations: (any EstimatingEquations)? {
    FrameEquations(
      frame, breadFactor: inverseTriangle,
      modelVariances: unscaledCovariance.diagonal.map { dispersion * $0 },
      errors: .variances { [self] in logWorkingVariances() }
    ) { [self] in
      let multiplicities = frame.weights?.kind == .frequency ? frame.weights?.values : nil
      return ScoreRows(
        design: frame.design.parts.selectingColumns(parameters.designColumns),
        workingWeights: plainWorkingWeights, workingResiduals: workingResiduals,
        multiplicities: multiplicities, breadFactor: inverseTriangle)
    }
  }

  /// Working weights of rows that count once.
  private var plainWorkingWeights: [Double] {
    guard let weights = frame.weights, weights.kind == .frequency else { return workingWeights }
    return zip(workingWeights, weights.values).map { $0 / $1 }
  }

  /// log θᵢ of the working variance θᵢ = V(μᵢ) / prior weight = (dμ/dη)² / w of each response, up to the
  /// dispersion.
  ///
  /// Logarithms, since the square of a derivative far out in a tail is beyond the range of numbers while
  /// its relation to others matters. 0 for rows of working weight 0. Nil where some positive weight has a
  /// derivative that is no number but 0.
  private func logWorkingVariances() -> [Double]? {
    var logarithms: [Double] = []
    logarithms.reserveCapacity(linearPredictors.count)
    for (eta, weight) in zip(linearPredictors, plainWorkingWeights) {
      guard weight > 0 else {
        logarithms.append(0)
        continue
      }
      let logarithm = 2 * log(model.link.inverse(eta).derivative.magnitude) - log(weight)
      if !logarithm.isFinite { return nil }
      logarithms.append(logarithm)
    }
    return logarithms
  }

  /// The linear predictor through the link.
  public var means: (any Means)? {
    LinearMeans(
      schema: frame.schema, options: frame.options, parameters: parameters, link: model.link,
      rows: frame)
  }

  /// The log-likelihood with all constants; nil for quasi families and sampling weights.
  ///
  /// Where the dispersion is estimated it is set as the family says: the convention of R's `glm`.
  public var logLikelihood: Double? {
    let kind = frame.weights?.kind
    guard model.family.hasLikelihood, kind != .sampling else { return nil }
    let total = rowCounts(of: frame)
    let scale = model.family.likelihoodDispersion(
      deviance: deviance, observationCount: Int(min(observationCount, 0x1p53)),
      totalWeight: total?.reduce(0, +) ?? Double(frame.rowCount))
    return rowLogLikelihoods(
      frame, family: model.family, link: model.link, predictor: linearPredictors,
      dispersion: scale
    ).reduce(0, +)
  }

  /// Coefficients, and the dispersion where the likelihood has one to estimate.
  public var parameterCount: Int {
    coefficients.names.count + (hasEstimatedDispersion && model.family.hasLikelihood ? 1 : 0)
  }

  /// The likelihood, with the observed information.
  public var likelihood: Likelihood? {
    var likelihood = Likelihood(
      value: logLikelihood, parameterCount: parameterCount, deviance: deviance,
      dispersion: hasEstimatedDispersion ? dispersion : nil)
    likelihood.comparesByDeviance = !hasEstimatedDispersion
    likelihood.isOfRoundedCounts = !likelihoodDiagnostics(of: frame, family: model.family).isEmpty
    likelihood.observedInformation = { observedInformation() }
    return likelihood
  }

  /// The way to fit the model to changed data.
  public var refitting: (any Refitting)? { GeneralizedLinearFitRefitting(fit: self) }
}

/// Scoring on changed data, by the schema of the fit.
private struct GeneralizedLinearFitRefitting: Refitting {
  let fit: GeneralizedLinearFit

  func refit(_ change: DataChange) throws -> any Estimated {
    let columns = fit.parameters.designColumns
    switch change {
    case .columns(let chosen):
      return try GeneralizedLinearFit(
        DesignSelection(fit.frame, columns: chosen), model: fit.model)
    case .response(let values):
      return try GeneralizedLinearFit(
        DesignSelection(fit.frame.replacing(response: values), columns: columns),
        model: fit.model)
    case .rows(let rows, let copies, let groups):
      return try GeneralizedLinearFit(
        DesignSelection(
          fit.frame.selecting(places: rows, copies: copies, groupColumns: groups), columns: columns),
        model: fit.model)
    }
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try fit.simulatedResponses(count: count, seed: seed)
  }
}
