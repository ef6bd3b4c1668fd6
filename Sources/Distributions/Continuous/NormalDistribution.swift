import RealModule

/// The normal (Gaussian) distribution.
///
/// Tails by erfc with the rounding of its argument repaired; quantiles by Wichura's AS 241.
public struct NormalDistribution: ContinuousDistribution {
  /// The mean.
  public let mean: Double
  /// The standard deviation, > 0.
  public let standardDeviation: Double

  /// The distribution with mean 0 and standard deviation 1.
  public static let standard = NormalDistribution()

  /// A normal distribution, the standard one unless told otherwise.
  ///
  /// - Precondition: `mean` is finite; `standardDeviation` is positive and finite.
  public init(mean: Double = 0, standardDeviation: Double = 1) {
    precondition(mean.isFinite, "mean \(mean) is not finite")
    precondition(
      standardDeviation > 0 && standardDeviation.isFinite,
      "standard deviation \(standardDeviation) is not positive and finite")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    normalDensity((x - mean) / standardDeviation) / standardDeviation
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    return -0.5 * (z * z + logTwoPi) - Double.log(standardDeviation)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    normalUpperTail((mean - x) / standardDeviation)
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    normalUpperTail((x - mean) / standardDeviation)
  }

  /// The x with P(X ≤ x) = `p`; ∓infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double {
    mean + standardDeviation * normalQuantile(p, complement: 1 - p)
  }

  /// The x with P(X > x) = `q`; ±infinity at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double {
    mean - standardDeviation * normalQuantile(q, complement: 1 - q)
  }
}
