import Inference
import LinearAlgebra
import Modeling

extension Inference where Fit: Predicting {
  /// The slope of the linear predictor in one variable at levels of another ("simple slopes",
  /// Aiken & West 1991).
  ///
  /// On the link scale: in a logistic model a slope is a change of log odds. Other variables are as
  /// observed. With a two-level category as the focal variable the slope is the difference between
  /// its levels. The moderator may be a number or a category.
  ///
  /// - Throws: ``EffectsError`` if either is not in the model or the focal variable does not enter
  ///   linearly.
  public func simpleSlopes(
    of focal: String, at levels: [Level], of moderator: String, level: Double = 0.95
  ) throws -> [SimpleSlope] {
    try checkConfidenceLevel(level)
    let resolved = try levels.map { try resolve($0, of: moderator) }
    let contrast = try slopeContrast(of: focal, by: moderator, checkedAt: resolved)
    return try resolved.map { held in
      let gradient = try contrast.contrast(at: held)
      return SimpleSlope(
        moderator: held,
        slope: deltaEstimate(
          value: dot(gradient, fit.coefficients.values), gradient: gradient,
          covariance: covariance, level: level))
    }
  }

  /// The levels of a predictor that is a category or a truth value, in their order; empty for a
  /// number.
  ///
  /// - Throws: ``EffectsError/notInModel(variable:closest:inModel:)``.
  public func categoryLevels(of variable: String) throws -> [Level] {
    categories(of: try predictor(variable)).map { .category($0) }
  }
}

/// A slope at a level of a moderator.
public struct SimpleSlope: Sendable {
  /// The moderator's level.
  public let moderator: ResolvedLevel
  /// The slope, with its standard error, test against 0 and interval.
  public let slope: EffectEstimate
}
