/// Responses drawn from a fitted model.
public struct SimulatedResponses: Sendable, Equatable {
  /// The seed they can be drawn again from.
  public let seed: UInt64
  /// The draws, one after the other: for each a response for each row used, on the scale of
  /// `ModelFrame.response` (for binomial families the proportion of successes).
  public let draws: [[Double]]
  /// What a reader of the draws must know, such as weights that had no part in them.
  public let diagnostics: [Diagnostic]
}

/// A fit with a distribution that new responses can be drawn from.
public protocol ResponseSimulating: FittedModel {
  /// Draws responses for the rows used, from the model as estimated.
  ///
  /// Draw *k* (from 0) takes its numbers from stream *k* of the seed, so that it has the same bits
  /// whatever else is drawn, on any machine and for any number of threads. Weights and trials enter as
  /// in R's `simulate`: see `Family.drawResponse`. Estimates are taken as true: there is no
  /// uncertainty of theirs in the draws.
  ///
  /// - Precondition: `count` is at least 1.
  /// - Complexity: O(rows) a draw, and a linear predictor.
  /// - Throws: ``ModelingError/noDistribution(family:)`` for quasi-families,
  ///   ``ModelingError/simulatedWeights(kind:)`` for frequency and sampling weights,
  ///   ``ModelingError/notDrawn(response:row:mean:weight:family:)`` for a row without a possible draw.
  func simulatedResponses(count: Int, seed: UInt64) throws -> SimulatedResponses
}
