/// The reciprocal link, g(μ) = 1/μ; canonical for gamma responses. Decreasing.
///
/// Valid for every finite η but 0, where the mean is +∞.
public struct InverseLink: Link {
  /// An inverse link.
  @inlinable
  public init() {}

  /// `"inverse"`
  public var name: String { "inverse" }
  /// False: the mean may exceed 1.
  public var isProbabilityLink: Bool { false }

  /// 1/μ.
  public func link(mean: Double, complement: Double) -> Double { 1 / mean }

  /// μ = 1/η, 1 − μ = (η − 1)/η, dμ/dη = −1/η².
  public func inverse(_ eta: Double) -> InverseLinkValue {
    if eta == 0 {
      return InverseLinkValue(mean: .infinity, complement: -.infinity, derivative: -.infinity)
    }
    let mean = 1 / eta
    return InverseLinkValue(mean: mean, complement: (eta - 1) / eta, derivative: -mean * mean)
  }

  /// 2/η³.
  public func secondDerivative(_ eta: Double) -> Double {
    let mean = 1 / eta
    return 2 * mean * mean * mean
  }

  /// −6/η⁴.
  public func thirdDerivative(_ eta: Double) -> Double {
    let square = 1 / eta / eta
    return -6 * square * square
  }

  /// Whether η is finite and not 0.
  public func isValid(linearPredictor eta: Double) -> Bool { eta.isFinite && eta != 0 }
}
