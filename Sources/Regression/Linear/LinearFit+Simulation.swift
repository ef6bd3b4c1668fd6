import Families
import Modeling

extension LinearFit {
  /// Draws normal responses around the fitted values, with the residual variance over the weights.
  ///
  /// Draw *k* (from 0) takes its numbers from stream *k* of the seed, so that it has the same bits
  /// whatever else is drawn and for any number of threads. The stream is the same on any machine; the
  /// estimates that the draws start from are so to the last digits only, which depend on the BLAS and its
  /// kernel. Weights enter as in R's `simulate`. Estimates are taken as true: there is no uncertainty of
  /// theirs in the draws.
  ///
  /// - Precondition: `count` is at least 1.
  /// - Complexity: O(rows) a draw.
  /// - Throws: `ModelingError.simulatedWeights` for frequency and sampling weights.
  public func simulatedResponses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    let source = try ResponseSource(
      frame, family: GaussianFamily(), link: IdentityLink(), dispersion: residualVariance)
    let fitted = fittedValues
    return try source.draws(count: count, seed: seed) { _ in fitted }
  }
}
