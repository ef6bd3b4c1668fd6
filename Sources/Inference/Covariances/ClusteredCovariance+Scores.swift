import LinearAlgebra
import Modeling

extension ClusteredCovariance {
  /// The covariance of the coefficients of a fit that has scores by cluster only: H⁻¹ Σ s_g s_g′ H⁻¹ over all
  /// parameters, of which the block of the coefficients is kept (Liang & Zeger 1986; White 1982).
  ///
  /// CR0, CR1 and CR1S by one column; referred to the normal distribution, or to t with G − 1 or n − k
  /// degrees of freedom where asked.
  ///
  /// - Throws: ``InferenceError`` for other corrections, columns or rules; what the fit throws.
  public func estimate<Fit: ClusterScoresSource>(
    fromScoresOf fit: Fit
  ) throws -> CovarianceEstimate {
    guard let column = columns.first else { throw InferenceError.clustersNeeded(estimator: name) }
    if columns.count > 1 {
      throw InferenceError.tooManyClusterColumns(columns: columns, estimator: name, most: 1)
    }
    if !correction.isUniform {
      throw InferenceError.conflictingOptions(
        "\(name) is not defined for the \(fit.description.family) family with random effects; choose "
          + "CR0, CR1 or CR1S")
    }
    let clustering = try Clustering(column: column, frame: fit.frame)
    let size = SampleSize(fit)
    let choice: ReferenceChoice
    switch degreesOfFreedom {
    case .standard, .normal: choice = .normal
    case .clusters: choice = .clusters(clustering.count)
    case .residual: choice = .residual(size.residual)
    case .satterthwaite:
      throw InferenceError.conflictingOptions(
        "Satterthwaite degrees of freedom with clusters are not defined for the "
          + "\(fit.description.family) family with random effects; choose clusters, residual or normal"
      )
    }
    let factor = try SmallSampleFactor.perCluster(
      correction, clusters: clustering.count, size: size)
    let found = try fit.clusterScores(
      codes: clustering.codes, count: clustering.count, column: column)
    let whole = product(found.scores, found.inverseInformation)
    let kept = whole.selectingColumns(Array(0..<fit.coefficients.names.count))
    return CovarianceEstimate(
      covariance: CoefficientCovariance(
        names: fit.coefficients.names, matrix: (factor?.value ?? 1) * crossProduct(kept),
        description: CovarianceDescription(
          name: name, clusters: [clustering.description], smallSampleFactor: factor?.text,
          degreesOfFreedomRule: choice.rule),
        reference: choice.reference), diagnostics: [])
  }
}

extension ClusterScoresSource {
  /// Inference with a covariance clustered by whole groups.
  ///
  /// - Throws: as ``ClusteredCovariance/estimate(fromScoresOf:)``.
  public func inference(using estimator: ClusteredCovariance) throws -> Inference<Self> {
    let estimate = try estimator.estimate(fromScoresOf: self)
    return Inference(fit: self, covariance: estimate.covariance, remarks: estimate.diagnostics)
  }
}
