/// What iteratively reweighted least squares needs to know of one observation.
package struct WorkingObservation: Sendable, Equatable {
  /// The mean μ.
  package let mean: Double
  /// The working weight w (dμ/dη)² / V(μ); finite and at least 0.
  package let weight: Double
  /// The working residual (y − μ) / (dμ/dη); finite.
  package let workingResidual: Double
  /// The weight times the unit deviance; +∞ if the observation is not valid.
  package let deviance: Double
  /// Whether link and family allow this linear predictor.
  package let isValid: Bool
}

/// The working quantities of one observation.
///
/// ### Edge cases
/// Far in a tail the derivative underflows, or is so small that the working residual overflows.
/// The observation then tells nothing about the coefficients: its weight and residual are 0. It
/// still counts in the deviance. An observation of weight 0 is always valid and has deviance 0.
/// It is not valid to have a variance that is negative, or so small that the working weight overflows:
/// there a binomial mean under a log link has left (0, 1) by less than `Double` can tell.
@inline(__always)
func workingObservation<F: Family, L: Link>(
  family: F, link: L, response: Double, weight: Double, linearPredictor: Double
) -> WorkingObservation {
  workingObservation(
    family: family, link: link, response: response, weight: weight,
    linearPredictor: linearPredictor, value: link.inverse(linearPredictor))
}

/// The same where the link's values are known.
@inline(__always)
func workingObservation<F: Family, L: Link>(
  family: F, link: L, response: Double, weight: Double, linearPredictor: Double,
  value: InverseLinkValue
) -> WorkingObservation {
  let (mean, complement) = (value.mean, value.complement)
  if weight == 0 {
    return WorkingObservation(
      mean: mean, weight: 0, workingResidual: 0, deviance: 0, isValid: true)
  }
  let variance = family.variance(mean: mean, complement: complement)
  // Divided before multiplying, because the square of a small derivative would underflow.
  let workingWeight =
    value.derivative == 0 ? 0 : weight * value.derivative * (value.derivative / variance)
  guard link.isValid(linearPredictor: linearPredictor), family.isValid(mean: mean),
    workingWeight.isFinite, workingWeight >= 0
  else {
    return WorkingObservation(
      mean: mean, weight: 0, workingResidual: 0, deviance: .infinity, isValid: false)
  }
  let deviance =
    weight * family.unitDeviance(response: response, mean: mean, complement: complement)
  let residual =
    family.residual(response: response, mean: mean, complement: complement) / value.derivative
  let isInformative = workingWeight > 0 && residual.isFinite
  return WorkingObservation(
    mean: mean, weight: isInformative ? workingWeight : 0,
    workingResidual: isInformative ? residual : 0, deviance: deviance, isValid: true)
}
