import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The scalars of a least-squares fit.
struct LinearSummary: Sendable, Equatable {
  /// Σ w (y − ŷ)².
  let residualSumOfSquares: Double
  /// Σ w (ŷ − ȳ)², about zero instead of the mean if there is no intercept.
  let modelSumOfSquares: Double
  /// Σ w y²: what rounding is measured by.
  let responseSumOfSquares: Double
  /// Observations, frequency weights counted.
  let observations: Double
  /// Observations less estimated coefficients.
  let residualDegreesOfFreedom: Double
  /// Estimated coefficients other than the intercept.
  let modelDegreesOfFreedom: Double
  /// Σ log w over rows, for the likelihood; 0 unless the weights are precisions.
  let logWeightSum: Double
}

/// Computes the scalars of a least-squares fit.
///
/// With an intercept the model sum of squares is about the weighted mean of the fitted values,
/// without one about zero, as R's `summary.lm` does.
func linearSummary(
  fitted: [Double], solution: LeastSquaresSolution, weights: Weights?, hasIntercept: Bool,
  observations: Double
) -> LinearSummary {
  let w = weights?.values
  let centre = hasIntercept ? weightedMean(fitted, w) : 0
  var modelSum = 0.0
  var responseSum = 0.0
  for (index, value) in fitted.enumerated() {
    let deviation = value - centre
    let response = value + solution.residuals[index]
    modelSum += (w?[index] ?? 1) * deviation * deviation
    responseSum += (w?[index] ?? 1) * response * response
  }
  let rank = Double(solution.coefficients.count)
  return LinearSummary(
    residualSumOfSquares: solution.residualSumOfSquares, modelSumOfSquares: modelSum,
    responseSumOfSquares: responseSum, observations: observations,
    residualDegreesOfFreedom: observations - rank,
    modelDegreesOfFreedom: rank - (hasIntercept ? 1 : 0),
    logWeightSum: weights?.kind == .precision ? weights?.values.reduce(0) { $0 + log($1) } ?? 0 : 0)
}

/// Σ w v / Σ w, or the plain mean without weights.
func weightedMean(_ values: [Double], _ weights: [Double]?) -> Double {
  guard let weights else { return values.reduce(0, +) / Double(max(values.count, 1)) }
  var sum = 0.0
  for (value, weight) in zip(values, weights) { sum += weight * value }
  return sum / weights.reduce(0, +)
}

extension LinearSummary {
  /// Whether the residuals are zero to rounding.
  var isPerfectFit: Bool { residualSumOfSquares <= roundingShare * responseSumOfSquares }

  /// R² = model / (model + residual); NaN if both are zero to rounding.
  var rSquared: Double {
    let total = modelSumOfSquares + residualSumOfSquares
    return total > roundingShare * responseSumOfSquares ? modelSumOfSquares / total : .nan
  }

  /// R² with each sum of squares divided by its degrees of freedom.
  func adjustedRSquared(hasIntercept: Bool) -> Double {
    let total = observations - (hasIntercept ? 1 : 0)
    return 1 - (1 - rSquared) * total / residualDegreesOfFreedom
  }

  /// The Gaussian log-likelihood at the maximum: ½ (Σ log w − n (log 2π + log(RSS/n) + 1)).
  var logLikelihood: Double {
    let n = observations
    return 0.5 * (logWeightSum - n * (log(2 * Double.pi) + log(residualSumOfSquares / n) + 1))
  }
}
