import Inference
import LinearAlgebra
import Modeling

extension Inference where Fit: Predicting {
  /// The slope of the linear predictor in one variable at levels of another ("simple slopes",
  /// Aiken & West 1991).
  ///
  /// On the link scale: in a logistic model a slope is a change of log odds. Other variables are as
  /// observed. With a two-level category as the focal variable the slope is the difference between
  /// its levels.
  ///
  /// - Throws: ``EffectsError`` if either is not in the model or the focal variable does not enter
  ///   linearly.
  public func simpleSlopes(
    of focal: String, at levels: [Level], of moderator: String, level: Double = 0.95
  ) throws -> [SimpleSlope] {
    try checkConfidenceLevel(level)
    let contrast = try slopeContrast(of: focal, by: moderator)
    return try levels.map { asked in
      let resolved = try resolve(asked, of: moderator)
      guard let value = resolved.number else {
        throw EffectsError.notNumeric(variable: moderator, categories: [resolved.valueText])
      }
      let gradient = try contrast.contrast(at: value)
      return SimpleSlope(
        moderator: resolved,
        slope: deltaEstimate(
          value: dot(gradient, fit.coefficients.values), gradient: gradient,
          covariance: covariance, level: level))
    }
  }
}

/// A slope at a level of a moderator.
public struct SimpleSlope: Sendable {
  /// The moderator's level.
  public let moderator: ResolvedLevel
  /// The slope, with its standard error, test against 0 and interval.
  public let slope: EffectEstimate
}
