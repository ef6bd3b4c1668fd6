import Distributions

/// The normal-quantile link, g(μ) = Φ⁻¹(μ).
///
/// The smaller of mean and complement is computed as a normal tail, which keeps its relative accuracy
/// to the end of the range at |η| ≈ 38.5; the larger is 1 less it.
public struct ProbitLink: Link {
  /// A probit link.
  @inlinable
  public init() {}

  /// `"probit"`
  public var name: String { "probit" }
  /// True.
  public var isProbabilityLink: Bool { true }

  /// Φ⁻¹(μ), from the smaller of the two tails.
  public func link(mean: Double, complement: Double) -> Double {
    normalQuantile(mean, complement: complement)
  }

  /// μ = Φ(η), 1 − μ = Φ(−η), dμ/dη = φ(η).
  public func inverse(_ eta: Double) -> InverseLinkValue {
    let tail = normalUpperTail(eta.magnitude)
    return InverseLinkValue(
      mean: eta < 0 ? tail : 1 - tail, complement: eta < 0 ? 1 - tail : tail,
      derivative: normalDensity(eta))
  }

  /// −η φ(η).
  public func secondDerivative(_ eta: Double) -> Double {
    -eta * normalDensity(eta)
  }

  /// (η² − 1) φ(η).
  public func thirdDerivative(_ eta: Double) -> Double {
    let density = normalDensity(eta)
    return density == 0 ? 0 : (eta - 1) * (eta + 1) * density
  }
}
