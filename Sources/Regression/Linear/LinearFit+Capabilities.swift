import LinearAlgebra
import Modeling

extension LinearFit: SandwichSource {
  /// The pieces of a robust covariance: prior weights and plain residuals.
  ///
  /// Frequency weights become multiplicities. Bias-reduced estimators refer to equal variances,
  /// whatever the weights.
  public func sandwichIngredients() -> SandwichIngredients {
    let isFrequency = frame.weights?.kind == .frequency
    let ones = [Double](repeating: 1, count: frame.rowCount)
    return SandwichIngredients(
      design: frame.design.parts.selectingColumns(coefficients.designColumns),
      workingWeights: isFrequency ? ones : frame.weights?.values ?? ones,
      workingResiduals: residuals,
      multiplicities: isFrequency ? frame.weights?.values : nil,
      bread: unscaledCovariance, breadFactor: inverseTriangle, dispersion: residualVariance,
      workingVariance: .identity)
  }
}

extension LinearFit: LikelihoodModel {
  /// The Gaussian log-likelihood with σ² = RSS / n; nil with sampling weights, whose sum of squares
  /// is no likelihood.
  public var logLikelihood: Double? {
    frame.weights?.kind == .sampling ? nil : summary.logLikelihood
  }

  /// The least-squares fit on some of the design's columns, same rows.
  public func refitted(toDesignColumns columns: [Int]) throws -> LinearFit {
    try LinearFit(DesignSelection(frame, columns: columns), method: requestedMethod)
  }
}
