import RealModule

/// The noncentral t distribution: (Z + δ) / √(W/ν), Z standard normal and W chi-squared with ν degrees
/// of freedom.
///
/// Both tails and the density are integrals of positive functions over ln √(W/ν), or over Z where the
/// noncentrality is large, so that no difference of nearly equal numbers is ever taken.
/// Relative error below 1e-11.
public struct NoncentralTDistribution: ContinuousDistribution {
  /// The degrees of freedom ν, > 0; infinity makes a normal distribution with mean δ.
  public let degreesOfFreedom: Double
  /// The noncentrality δ, of either sign.
  public let noncentrality: Double

  /// A noncentral t distribution.
  ///
  /// - Precondition: `degreesOfFreedom` is positive, `noncentrality` finite.
  public init(degreesOfFreedom: Double, noncentrality: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom \(degreesOfFreedom) are not positive")
    precondition(noncentrality.isFinite, "noncentrality \(noncentrality) is not finite")
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.isInfinite { return 0 }
    if let limit { return limit.density(x) }
    return noncentralTDensity(x, degreesOfFreedom, noncentrality)
  }

  /// The natural logarithm of the density at `x`, to the range of the density itself.
  public func logDensity(_ x: Double) -> Double { Double.log(density(x)) }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { tail(x, .lower) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tail(x, .upper) }

  /// The x with P(X ≤ x) = `p`; ∓infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { solve(p, .lower) }

  /// The x with P(X > x) = `q`; ±infinity at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { solve(q, .upper) }

  /// The distribution when the spread of the scale is lost in the rounding of T.
  private var limit: NormalDistribution? {
    let enough = 1e24 * (1 + noncentrality * noncentrality)
    return degreesOfFreedom < enough ? nil : NormalDistribution(mean: noncentrality)
  }

  private func tail(_ x: Double, _ side: Tail) -> Double {
    if x.isNaN { return x }
    if let limit { return side == .lower ? limit.cumulative(x) : limit.upperTail(x) }
    // T below −t with δ is T above t with −δ.
    let reflected = x < 0
    let delta = reflected ? -noncentrality : noncentrality
    if (side == .lower) != reflected {
      return noncentralTLowerTail(x.magnitude, degreesOfFreedom, delta)
    }
    return noncentralTUpperTail(x.magnitude, degreesOfFreedom, delta)
  }

  private func solve(_ probability: Double, _ tail: Tail) -> Double {
    if let limit {
      return tail == .lower ? limit.quantile(probability) : limit.upperQuantile(probability)
    }
    guard let (target, side) = smallerTail(probability, tail) else { return .nan }
    if target == 0 { return side == .lower ? -.infinity : .infinity }
    let atZero = self.tail(0, side)
    if target == atZero { return 0 }
    let isPositive = (target > atZero) == (side == .lower)
    let sign: Double = isPositive ? 1 : -1
    let z = normalQuantile(target, complement: 1 - target) * (side == .lower ? 1 : -1)
    let delta = noncentrality
    let guess = delta + z * (1 + delta * delta / (2 * degreesOfFreedom)).squareRoot()
    let rising: Tail = isPositive == (side == .lower) ? .lower : .upper
    let root = positiveQuantile(target, rising, from: max(sign * guess, 0.01)) { magnitude in
      let x = sign * magnitude
      return (self.tail(x, side), magnitude * density(x))
    }
    return sign * root
  }
}
