import Distributions
import LinearAlgebra
import Modeling

/// An estimated quantity with its uncertainty under one covariance.
public struct EffectEstimate: Sendable, Equatable {
  /// The estimate, in its own units.
  public let estimate: Double
  /// The standard error by the delta method; nil if it is zero or undefined.
  public let standardError: Double?
  /// The estimate less its null value over the standard error.
  public let statistic: Double?
  /// The degrees of freedom of the reference distribution; nil for the normal.
  public let degreesOfFreedom: Double?
  /// The two-sided p-value against the null value.
  public let pValue: Double?
  /// The lower bound of the confidence interval.
  public let lower: Double?
  /// The upper bound of the confidence interval.
  public let upper: Double?
}

/// An estimate from a value and its gradient in the coefficients (the delta method).
///
/// The value is the quantity at the estimates, the gradient its derivative by each estimated
/// coefficient; the confidence level lies between 0 and 1.
func deltaEstimate(
  value: Double, gradient: [Double], covariance: CoefficientCovariance, level: Double
) -> EffectEstimate {
  let error = covariance.variance(of: gradient).squareRoot()
  let degreesOfFreedom = covariance.reference.degreesOfFreedom(for: gradient)
  guard error.isFinite, error > 0, degreesOfFreedom.map({ $0 > 0 }) ?? true else {
    return EffectEstimate(
      estimate: value, standardError: nil, statistic: nil, degreesOfFreedom: degreesOfFreedom,
      pValue: nil, lower: nil, upper: nil)
  }
  let half = criticalValue(level: level, degreesOfFreedom: degreesOfFreedom) * error
  return EffectEstimate(
    estimate: value, standardError: error, statistic: value / error,
    degreesOfFreedom: degreesOfFreedom,
    pValue: twoSidedP(statistic: value / error, degreesOfFreedom: degreesOfFreedom),
    lower: value - half, upper: value + half)
}

/// Throws unless a confidence level lies strictly between 0 and 1.
func checkConfidenceLevel(_ level: Double) throws(EffectsError) {
  guard level > 0, level < 1 else { throw .badConfidenceLevel(level) }
}
