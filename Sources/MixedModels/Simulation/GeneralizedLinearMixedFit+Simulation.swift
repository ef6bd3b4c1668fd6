import LinearAlgebra
import Modeling

extension GeneralizedLinearMixedFit {
  /// Responses of the family with new random effects; see ``simulatedResponses(count:seed:effects:)``.
  public func simulatedResponses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try simulatedResponses(count: count, seed: seed, effects: .population)
  }

  /// Draws responses of the family at the means of Xβ + Zb + offset for the rows used, with the
  /// dispersion of the fit: by maximum likelihood.
  ///
  /// Stream *k* of the seed gives draw *k* first its effects, where they are new, then its responses in
  /// the order of the rows.
  ///
  /// - Precondition: `count` is at least 1.
  /// - Throws: `ModelingError` for a row without a possible draw, such as one whose mean lies outside of
  ///   what the family allows.
  public func simulatedResponses(
    count: Int, seed: UInt64, effects: EffectsInDraws
  ) throws -> SimulatedResponses {
    let source = try ResponseSource(
      frame, family: model.family, link: model.link, dispersion: dispersion)
    if effects == .included {
      let predictor = linearPredictors
      return try source.draws(count: count, seed: seed) { _ in predictor }
    }
    let base = problem.fixedPredictor(standard.minimum.coefficients)
    return try source.draws(count: count, seed: seed) { stream in
      var eta = base
      let drawn = drawnEffects(
        problem.structure, theta: standard.minimum.theta, scale: 1, from: &stream)
      problem.effects.addProduct(drawn, rows: 0..<eta.count, to: &eta)
      return eta
    }
  }
}
