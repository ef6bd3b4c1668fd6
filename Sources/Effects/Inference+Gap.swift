import Inference
import Modeling

extension Inference where Fit: Predicting {
  /// The difference of two adjusted predictions: the mean with `variable` at `to` less the mean with
  /// it at `from`, in the units of the response, other variables held at `at` or as observed.
  ///
  /// - Throws: ``EffectsError`` for unknown variables or levels.
  public func gap(
    of variable: String, from: Level, to: Level, at held: [String: Level] = [:],
    level: Double = 0.95
  ) throws -> GapEstimate {
    try checkConfidenceLevel(level)
    let pair = try predictions(of: variable, from: from, to: to, at: held)
    return GapEstimate(
      held: pair.held, low: pair.low, high: pair.high,
      gap: deltaEstimate(
        value: pair.difference, gradient: pair.differenceGradient, covariance: covariance,
        level: level),
      means: (pair.atLow.mean, pair.atHigh.mean))
  }

  /// The difference of two gaps: the first question's gap less the second's.
  ///
  /// Both compare the same variable; they differ in what is held.
  public func gapOfGaps(
    of variable: String, from: Level, to: Level, at first: [String: Level],
    less second: [String: Level], level: Double = 0.95
  ) throws -> GapEstimate {
    try checkConfidenceLevel(level)
    let minuend = try predictions(of: variable, from: from, to: to, at: first)
    let subtrahend = try predictions(of: variable, from: from, to: to, at: second)
    return GapEstimate(
      held: minuend.held, low: minuend.low, high: minuend.high,
      gap: deltaEstimate(
        value: minuend.difference - subtrahend.difference,
        gradient: zip(minuend.differenceGradient, subtrahend.differenceGradient).map { $0 - $1 },
        covariance: covariance, level: level),
      means: nil)
  }

  /// The mean with variables held at levels and the others as observed.
  public func adjustedPrediction(at held: [String: Level], level: Double = 0.95) throws
    -> EffectEstimate
  {
    try checkConfidenceLevel(level)
    let settings = try held.keys.sorted().map { try resolve(held[$0] ?? .mean, of: $0) }
    let rows = try Counterfactual(of: fit, setting: settings.map(\.variable))
    let prediction = try settledPrediction(fit, over: rows, at: settings)
    return deltaEstimate(
      value: prediction.mean, gradient: prediction.gradient, covariance: covariance, level: level)
  }
}

/// A difference of adjusted predictions with its uncertainty.
public struct GapEstimate: Sendable {
  /// The levels other variables are held at.
  public let held: [ResolvedLevel]
  /// The level that is subtracted.
  public let low: ResolvedLevel
  /// The level it is subtracted from.
  public let high: ResolvedLevel
  /// The difference, with its standard error, test against 0 and interval.
  public let gap: EffectEstimate
  /// The predicted means at the low and the high level; nil for a difference of gaps.
  public let means: (low: Double, high: Double)?
}

extension PredictionPair {
  var difference: Double { atHigh.mean - atLow.mean }
  var differenceGradient: [Double] { zip(atHigh.gradient, atLow.gradient).map { $0 - $1 } }
}
