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
public struct LinearSummary: Sendable, Equatable {
  /// Σ w (y − ŷ)².
  public let residualSumOfSquares: Double
  /// Σ w (ŷ − ȳ)², about zero instead of the mean if there is no intercept.
  public let modelSumOfSquares: Double
  /// Σ w y²: what rounding is measured by.
  public let responseSumOfSquares: Double
  /// Observations, frequency weights counted.
  public let observations: Double
  /// Observations less estimated coefficients.
  public let residualDegreesOfFreedom: Double
  /// Estimated coefficients other than the intercept.
  public let modelDegreesOfFreedom: Double
  /// Σ log w over rows, for the likelihood; 0 unless the weights are precisions.
  public let logWeightSum: Double
}

/// Computes the scalars of a least-squares fit from all its rows.
func linearSummary(
  response: [Double], solution: LeastSquaresSolution, weights: Weights?, hasIntercept: Bool,
  observations: Double
) -> LinearSummary {
  var mean = ResponseMean()
  mean.add(response, weights: weights)
  var sums = SummarySums(centre: hasIntercept ? mean.value : DoubleDouble(0))
  sums.add(response, residuals: solution.residuals, weights: weights)
  return sums.summary(
    of: solution, hasIntercept: hasIntercept, observations: observations)
}

/// What the scalars of a fit are made of, gathered from rows in any number of parts.
///
/// With an intercept the model sum of squares is about the weighted mean of the response (which is
/// that of the fitted values), without one about zero, as R's `summary.lm` does. It is either summed
/// or taken as what is left of the total, whichever rounding disturbs less: a fitted value is known to
/// the rounding of the response's size, which is coarse beside deviations where leading digits are
/// constant, and the difference loses digits where the model explains next to nothing.
struct SummarySums {
  /// What deviations are taken from: the weighted mean of the response, or zero.
  let centre: DoubleDouble
  /// The model's, the total and the response's sum of squares, and the sum of the weights.
  private var sums = SIMD4<Double>.zero
  private var logWeights = 0.0

  init(centre: DoubleDouble) { self.centre = centre }

  /// Takes some rows; by parts of a few hundred, so that long sums round no more than short ones.
  mutating func add(_ response: [Double], residuals: [Double], weights: Weights?) {
    let w = weights?.values
    for start in stride(from: 0, to: response.count, by: 256) {
      var part = SIMD4<Double>.zero
      for index in start..<min(start + 256, response.count) {
        let value = response[index]
        let weight = w?[index] ?? 1
        // Exact where the digits before the deviation are shared.
        let deviation = (value - centre.high) - centre.low
        let explained = deviation - residuals[index]
        part += weight * SIMD4(explained * explained, deviation * deviation, value * value, 1)
      }
      sums += part
    }
    if let weights, weights.kind == .precision {
      logWeights += weights.values.reduce(0) { $0 + log($1) }
    }
  }

  /// Σ w y².
  var responseSumOfSquares: Double { sums[2] }

  func summary(
    of solution: LeastSquaresSolution, hasIntercept: Bool, observations: Double
  ) -> LinearSummary {
    let (summed, total, squares, count) = (sums[0], sums[1], sums[2], sums[3])
    let residual = solution.residualSumOfSquares
    // Errors of the two, both relative to a unit in the last place.
    let ofSum = (summed * count).squareRoot() * centre.high.magnitude
    let rank = Double(solution.coefficients.count)
    return LinearSummary(
      residualSumOfSquares: residual,
      modelSumOfSquares: total < ofSum && total > residual ? total - residual : summed,
      responseSumOfSquares: squares, observations: observations,
      residualDegreesOfFreedom: observations - rank,
      modelDegreesOfFreedom: rank - (hasIntercept ? 1 : 0), logWeightSum: logWeights)
  }
}

/// The weighted mean of the response in twice the working precision, from rows in parts.
struct ResponseMean {
  private var sum = DoubleDouble(0)
  private var count = DoubleDouble(0)

  mutating func add(_ response: [Double], weights: Weights?) {
    guard let weights else {
      for value in response { sum.add(DoubleDouble(value)) }
      count.add(DoubleDouble(Double(response.count)))
      return
    }
    for (value, weight) in zip(response, weights.values) {
      sum.add(DoubleDouble(value) * DoubleDouble(weight))
      count.add(DoubleDouble(weight))
    }
  }

  /// The mean; 0 over no rows.
  var value: DoubleDouble { count.high == 0 ? DoubleDouble(0) : sum / count }
}

extension LinearSummary {
  /// Whether the response's sum of squares has lost digits to underflow.
  var isBelowRange: Bool { responseSumOfSquares < 1e-300 }

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
