/// The chi-squared distribution: gamma with shape df/2 and scale 2.
public struct ChiSquaredDistribution: ContinuousDistribution {
  /// The degrees of freedom, > 0, which need not be whole.
  public let degreesOfFreedom: Double

  private var gamma: GammaDistribution {
    GammaDistribution(shape: 0.5 * degreesOfFreedom, scale: 2)
  }

  /// A chi-squared distribution.
  ///
  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite,
      "degrees of freedom \(degreesOfFreedom) are not positive and finite")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The natural logarithm of the density at `x`; at 0 the limit from the right.
  public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }
  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { gamma.cumulative(x) }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { gamma.upperTail(x) }
  /// The x with P(X ≤ x) = `p`; 0 and infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { gamma.quantile(p) }
  /// The x with P(X > x) = `q`; infinity and 0 at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { gamma.upperQuantile(q) }
}
