/// The reciprocal-square link, g(μ) = 1/μ²; canonical for inverse Gaussian responses. Decreasing.
///
/// Valid for η > 0 only. At η ≤ 0 every result is its limit at η = 0 from the right, so that a step
/// beyond the border gives an infinite mean, not NaN.
public struct InverseSquaredLink: Link {
  /// An inverse-squared link.
  @inlinable
  public init() {}

  /// `"inverse-squared"`
  public var name: String { "inverse-squared" }
  /// False: the mean may exceed 1.
  public var isProbabilityLink: Bool { false }

  /// 1/μ².
  public func link(mean: Double, complement: Double) -> Double { 1 / mean / mean }

  /// μ = η^(−1/2), 1 − μ = (√η − 1)/√η, dμ/dη = −½ η^(−3/2).
  public func inverse(_ eta: Double) -> InverseLinkValue {
    if eta <= 0 {
      return InverseLinkValue(mean: .infinity, complement: -.infinity, derivative: -.infinity)
    }
    let root = eta.squareRoot()
    return InverseLinkValue(
      mean: 1 / root, complement: (eta - 1) / (root + 1) / root, derivative: -0.5 / eta / root)
  }

  /// ¾ η^(−5/2).
  public func secondDerivative(_ eta: Double) -> Double {
    eta <= 0 ? .infinity : 0.75 / eta / eta / eta.squareRoot()
  }

  /// −15/8 η^(−7/2).
  public func thirdDerivative(_ eta: Double) -> Double {
    eta <= 0 ? -.infinity : -1.875 / eta / eta / eta / eta.squareRoot()
  }

  /// Whether η is finite and above 0.
  public func isValid(linearPredictor eta: Double) -> Bool { eta.isFinite && eta > 0 }
}
