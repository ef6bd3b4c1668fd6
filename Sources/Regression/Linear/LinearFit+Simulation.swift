import Families
import Modeling

extension LinearFit: ResponseSimulating {
  /// Normal responses around the fitted values, with the residual variance over the weights.
  public func simulatedResponses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    let source = try ResponseSource(
      frame, family: GaussianFamily(), link: IdentityLink(), dispersion: residualVariance)
    let fitted = fittedValues
    return try source.draws(count: count, seed: seed) { _ in fitted }
  }
}
