/// The identity link, g(μ) = μ; canonical for Gaussian responses.
public struct IdentityLink: Link {
  /// An identity link.
  @inlinable
  public init() {}

  /// `"identity"`
  public var name: String { "identity" }
  /// False: any number is a mean.
  public var isProbabilityLink: Bool { false }

  /// μ.
  public func link(mean: Double, complement: Double) -> Double { mean }

  /// μ = η, 1 − μ = 1 − η, dμ/dη = 1.
  public func inverse(_ eta: Double) -> InverseLinkValue {
    InverseLinkValue(mean: eta, complement: 1 - eta, derivative: 1)
  }

  /// 0.
  public func secondDerivative(_ eta: Double) -> Double { eta.isNaN ? eta : 0 }

  /// 0.
  public func thirdDerivative(_ eta: Double) -> Double { eta.isNaN ? eta : 0 }
}
