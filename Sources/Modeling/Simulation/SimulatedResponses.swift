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
