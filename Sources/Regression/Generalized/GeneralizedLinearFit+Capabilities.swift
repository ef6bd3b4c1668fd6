import Families
import LinearAlgebra
import Modeling

extension GeneralizedLinearFit: SandwichSource {
  /// The pieces of a robust covariance: working weights and working residuals.
  ///
  /// The bread is the expected information, as in R's `sandwich`. Bias-reduced estimators refer to
  /// variances inverse to the working weights.
  public func sandwichIngredients() -> SandwichIngredients {
    let multiplicities = frame.weights?.kind == .frequency ? frame.weights?.values : nil
    let weights = multiplicities.map { counts in
      zip(workingWeights, counts).map { $0 / $1 }
    }
    return SandwichIngredients(
      design: frame.design.parts.selectingColumns(coefficients.designColumns),
      workingWeights: weights ?? workingWeights, workingResiduals: workingResiduals,
      multiplicities: multiplicities, bread: unscaledCovariance, breadFactor: inverseTriangle,
      dispersion: dispersion, workingVariance: .inverseWeights)
  }
}

extension GeneralizedLinearFit: LikelihoodModel {
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
    var sum = 0.0
    for index in fittedMeans.indices {
      let given = frame.weights?.values[index] ?? 1
      let trials = frame.response.trials?[index]
      // A weight beside trials, or a frequency, repeats the row; otherwise it is within the density.
      let isOutside = trials != nil || kind == .frequency
      sum +=
        (isOutside ? given : 1)
        * model.family.logLikelihood(
          response: frame.response.values[index], mean: fittedMeans[index],
          complement: model.link.inverse(linearPredictors[index]).complement,
          weight: isOutside ? trials ?? 1 : given, dispersion: scale)
    }
    return sum
  }

  /// Coefficients, and the dispersion where the likelihood has one to estimate.
  public var parameterCount: Int {
    coefficients.names.count + (hasEstimatedDispersion && model.family.hasLikelihood ? 1 : 0)
  }

  /// The same model on some of the design's columns, same rows.
  public func refitted(toDesignColumns columns: [Int]) throws -> GeneralizedLinearFit {
    try GeneralizedLinearFit(DesignSelection(frame, columns: columns), model: model)
  }
}
