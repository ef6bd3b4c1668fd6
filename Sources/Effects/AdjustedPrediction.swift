import Families
import LinearAlgebra
import Modeling

/// A predicted mean averaged over the rows of a fit, with its gradient in the coefficients.
///
/// The mean is m = Σ sᵢ g⁻¹(xᵢβ + oᵢ) and the gradient Σ sᵢ (dμ/dη)ᵢ xᵢ, with some variables set to
/// a level in every row and the others as observed ("predictive margins", Graubard & Korn 1999,
/// Biometrics 55:652).
struct AdjustedPrediction: Sendable, Equatable {
  let mean: Double
  let gradient: [Double]
}

/// Averages the predictions of a fit with variables set to levels.
///
/// Complexity: O(rows × coefficients).
func settledPrediction<Fit: Predicting>(
  _ fit: Fit, over rows: Counterfactual, at levels: [ResolvedLevel]
) throws -> AdjustedPrediction {
  let inputs = try fit.predictionInputs(for: rows.table(at: levels))
  return averagedPrediction(
    inputs, coefficients: fit.coefficients.values, link: fit.link, shares: rows.shares)
}

/// The average of g⁻¹(η) and its gradient.
func averagedPrediction(
  _ inputs: PredictionInputs, coefficients: [Double], link: any Link, shares: [Double]
) -> AdjustedPrediction {
  let eta = linearPredictor(inputs, coefficients: coefficients)
  var mean = 0.0
  var slopes = shares
  for (index, value) in eta.enumerated() {
    let inverse = link.inverse(value)
    mean += shares[index] * inverse.mean
    slopes[index] *= inverse.derivative
  }
  return AdjustedPrediction(mean: mean, gradient: transposedProduct(inputs.design, slopes))
}

/// Design × coefficients + offset.
func linearPredictor(_ inputs: PredictionInputs, coefficients: [Double]) -> [Double] {
  let eta = product(inputs.design, coefficients)
  guard let offset = inputs.offset else { return eta }
  return zip(eta, offset).map { $0 + $1 }
}
