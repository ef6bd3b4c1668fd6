import Families
import LinearAlgebra
import Modeling

extension GeneralizedLinearFit {
  /// X′OX / φ with o = w [μ′²/V − (y − μ) (μ″/V − μ′² V′/V²)].
  ///
  /// For canonical links it is the expected information; for others the two differ, and software
  /// differs in which it inverts: R's `glm` the expected, Stata's and most maximum-likelihood
  /// routines the observed. Complexity: O(n p²).
  public func observedInformation() -> Matrix {
    let curvatures = Families.observedInformation(
      family: model.family, link: model.link, response: frame.response.values,
      weights: rowCounts(of: frame), predictor: linearPredictors)
    let design = frame.design.parts.selectingColumns(parameters.designColumns)
    return (1 / dispersion) * crossProduct(design, weights: curvatures)
  }
}
