/// The square-root link, g(μ) = √μ, which stabilises the variance of counts.
///
/// Valid for η > 0 only: η and −η have the same mean. The formulas are evaluated for every η.
public struct SquareRootLink: Link {
  /// A square-root link.
  @inlinable
  public init() {}

  /// `"sqrt"`
  public var name: String { "sqrt" }
  /// False: the mean may exceed 1.
  public var isProbabilityLink: Bool { false }

  /// √μ.
  public func link(mean: Double, complement: Double) -> Double { mean.squareRoot() }

  /// μ = η², 1 − μ = (1 − η)(1 + η), dμ/dη = 2η. The mean is +∞ above |η| ≈ 1.3e154.
  public func inverse(_ eta: Double) -> InverseLinkValue {
    InverseLinkValue(mean: eta * eta, complement: (1 - eta) * (1 + eta), derivative: 2 * eta)
  }

  /// 2.
  public func secondDerivative(_ eta: Double) -> Double { eta.isNaN ? eta : 2 }

  /// 0.
  public func thirdDerivative(_ eta: Double) -> Double { eta.isNaN ? eta : 0 }

  /// Whether η is finite and above 0.
  public func isValid(linearPredictor eta: Double) -> Bool { eta.isFinite && eta > 0 }
}
