import Modeling

extension GeneralizedLinearFit {
  /// Responses of the family around the fitted means, with the dispersion of the fit: Pearson's.
  ///
  /// R's `simulate` takes Pearson's dispersion for inverse Gaussian responses too, but the deviance over
  /// its degrees of freedom for Gaussian ones (the same number) and the maximum-likelihood shape
  /// for gamma ones, which differs by some per cent.
  public func simulatedResponses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    let source = try ResponseSource(
      frame, family: model.family, link: model.link, dispersion: dispersion)
    let predictor = linearPredictors
    return try source.draws(count: count, seed: seed) { _ in predictor }
  }
}
