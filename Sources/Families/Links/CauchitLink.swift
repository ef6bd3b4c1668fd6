import RealModule

/// The Cauchy-quantile link, g(μ) = tan(π (μ − ½)), for data with a few responses far on the wrong
/// side.
///
/// The smaller of mean and complement is an arctangent of 1/|η|, so that no tail is a difference of
/// numbers near ½.
public struct CauchitLink: Link {
  /// A cauchit link.
  @inlinable
  public init() {}

  /// `"cauchit"`
  public var name: String { "cauchit" }
  /// True.
  public var isProbabilityLink: Bool { true }

  /// tan(π (μ − ½)), as −1 / tan(π μ) in the lower quarter and as its mirror image in the upper.
  public func link(mean: Double, complement: Double) -> Double {
    if mean < 0.25 { return -1 / Double.tan(Double.pi * mean) }
    if complement < 0.25 { return 1 / Double.tan(Double.pi * complement) }
    return Double.tan(Double.pi * excessOverHalf(mean, complement: complement))
  }

  /// μ = ½ + arctan(η) / π, dμ/dη = 1 / (π (1 + η²)).
  public func inverse(_ eta: Double) -> InverseLinkValue {
    let tail = Double.atan2(y: 1, x: eta.magnitude) / Double.pi
    return InverseLinkValue(
      mean: eta < 0 ? tail : 1 - tail, complement: eta < 0 ? 1 - tail : tail,
      derivative: density(eta.magnitude))
  }

  /// −2η / (π (1 + η²)²).
  public func secondDerivative(_ eta: Double) -> Double {
    let size = eta.magnitude
    let ratio = size <= 1 ? eta / (1 + eta * eta) : 1 / (eta * (1 + (1 / eta) * (1 / eta)))
    return -2 * density(size) * ratio
  }

  /// (6η² − 2) / (π (1 + η²)³).
  public func thirdDerivative(_ eta: Double) -> Double {
    let size = eta.magnitude
    let share =
      size <= 1 ? 1 / (1 + size * size) : (1 / size) * (1 / size) / (1 + (1 / size) * (1 / size))
    return density(size) * (6 - 8 * share) * share
  }

  /// The Cauchy density at `size` ≥ 0, by 1/size where size² could overflow.
  private func density(_ size: Double) -> Double {
    if size <= 1e100 { return 1 / (Double.pi * (1 + size * size)) }
    return 1 / size / Double.pi / size
  }
}
