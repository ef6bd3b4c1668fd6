import LinearAlgebra
import Modeling

/// θᵢ = V(μᵢ) / prior weight, the working variance of each response up to the dispersion: (dμ/dη)² / w.
///
/// Nil for least squares, for fits without a link to differentiate, and where some positive weight
/// has a variance that is not a positive number.
func workingVariances<Fit: SandwichSource>(
  of fit: Fit, _ ingredients: SandwichIngredients
) -> [Double]? {
  guard ingredients.workingVariance == .inverseWeights, let predicting = fit as? any Predicting
  else { return nil }
  let link = predicting.link
  let fixed = product(ingredients.design, fit.coefficients.values)
  let offset = fit.frame.offset
  var variances: [Double] = []
  variances.reserveCapacity(fixed.count)
  for (row, weight) in ingredients.workingWeights.enumerated() {
    let derivative = link.inverse(fixed[row] + (offset?[row] ?? 0)).derivative
    let variance = derivative * derivative / weight
    if weight > 0 && !(variance > 0 && variance.isFinite) { return nil }
    variances.append(weight > 0 ? variance : 1)
  }
  return variances
}
