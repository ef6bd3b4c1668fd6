import RealModule

/// The logistic distribution: P(X ≤ x) = 1 / (1 + e^−(x − location)/scale).
public struct LogisticDistribution: ContinuousDistribution {
  /// The mean and median.
  public let location: Double
  /// The scale, > 0; the standard deviation is π/√3 of it.
  public let scale: Double

  /// The logistic distribution, with location 0 and scale 1 unless told otherwise.
  ///
  /// - Precondition: `location` is finite; `scale` is positive and finite.
  public init(location: Double = 0, scale: Double = 1) {
    precondition(location.isFinite, "location \(location) is not finite")
    precondition(scale > 0 && scale.isFinite, "scale \(scale) is not positive and finite")
    self.location = location
    self.scale = scale
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    let distance = ((x - location) / scale).magnitude
    return -distance - 2 * Double.log(onePlus: Double.exp(-distance)) - Double.log(scale)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { tail((location - x) / scale) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tail((x - location) / scale) }

  /// The x with P(X ≤ x) = `p`; ∓infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { location + scale * logOdds(p) }

  /// The x with P(X > x) = `q`; ±infinity at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { location - scale * logOdds(q) }

  private func tail(_ z: Double) -> Double {
    let power = Double.exp(-z.magnitude)
    return (z > 0 ? power : 1) / (1 + power)
  }

  private func logOdds(_ p: Double) -> Double {
    guard p >= 0 && p <= 1 else { return .nan }
    if p > 0.25 && p < 0.75 { return 2 * Double.atanh(2 * (p - 0.5)) }
    return Double.log(p) - Double.log(onePlus: -p)
  }
}
