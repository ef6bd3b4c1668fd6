import Families
import LinearAlgebra
import Modeling

extension GeneralizedLinearFit: ObservedInformationSource {
  /// X′OX / φ with o = w [μ′²/V − (y − μ) (μ″/V − μ′² V′/V²)].
  ///
  /// For canonical links it is the expected information; for others the two differ, and software
  /// differs in which it inverts: R's `glm` the expected, Stata's and most maximum-likelihood
  /// routines the observed. Complexity: O(n p²).
  public func observedInformation() -> Matrix {
    let weights = rowCounts(of: frame)
    let curvatures = linearPredictors.indices.map { row in
      observedWeight(
        family: model.family, link: model.link, response: frame.response.values[row],
        weight: weights?[row] ?? 1, eta: linearPredictors[row])
    }
    let design = frame.design.parts.selectingColumns(coefficients.designColumns)
    return (1 / dispersion) * crossProduct(design, weights: curvatures)
  }
}

/// Minus the second derivative of one observation's log-likelihood in η, at dispersion 1.
func observedWeight(
  family: any Family, link: any Link, response: Double, weight: Double, eta: Double
) -> Double {
  let inverse = link.inverse(eta)
  let variance = family.variance(mean: inverse.mean, complement: inverse.complement)
  let slope = inverse.derivative / variance
  guard weight > 0, slope.isFinite else { return 0 }
  let change = family.varianceDerivative(mean: inverse.mean, complement: inverse.complement)
  let bend = link.secondDerivative(eta) / variance - slope * slope * change
  return weight * (inverse.derivative * slope - (response - inverse.mean) * bend)
}
