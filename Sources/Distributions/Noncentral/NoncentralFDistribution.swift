import RealModule

/// The noncentral F distribution: a noncentral chi-squared variate over its degrees of freedom,
/// divided by an independent central one over its own.
///
/// A Poisson mixture of central distributions, every tail and weight computed afresh.
/// Relative error below 1e-11 for noncentralities to 1e8.
public struct NoncentralFDistribution: ContinuousDistribution {
  /// The degrees of freedom of the numerator, > 0.
  public let numeratorDegreesOfFreedom: Double
  /// The degrees of freedom of the denominator, > 0.
  public let denominatorDegreesOfFreedom: Double
  /// The noncentrality of the numerator, ≥ 0.
  public let noncentrality: Double

  /// A noncentral F distribution.
  ///
  /// - Precondition: degrees of freedom are positive, `noncentrality` not negative, all finite.
  public init(
    numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double, noncentrality: Double
  ) {
    precondition(
      numeratorDegreesOfFreedom > 0 && numeratorDegreesOfFreedom.isFinite,
      "numerator degrees of freedom \(numeratorDegreesOfFreedom) are not positive and finite")
    precondition(
      denominatorDegreesOfFreedom > 0 && denominatorDegreesOfFreedom.isFinite,
      "denominator degrees of freedom \(denominatorDegreesOfFreedom) are not positive and finite")
    precondition(
      noncentrality >= 0 && noncentrality.isFinite,
      "noncentrality \(noncentrality) is negative or not finite")
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 {
      let df = numeratorDegreesOfFreedom
      return df < 2 ? .infinity : df == 2 ? Double.exp(-rate) : 0
    }
    return slope(point(x)) / x
  }

  /// The natural logarithm of the density at `x`, to the range of the density itself.
  public func logDensity(_ x: Double) -> Double { Double.log(density(x)) }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    if x.isNaN { return x }
    return x <= 0 ? 0 : x == .infinity ? 1 : tail(point(x), .lower)
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return x }
    return x <= 0 ? 1 : x == .infinity ? 0 : tail(point(x), .upper)
  }

  /// The x with P(X ≤ x) = `p`; 0 and infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { solve(p, .lower) }

  /// The x with P(X > x) = `q`; infinity and 0 at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { solve(q, .upper) }

  private var rate: Double { 0.5 * noncentrality }

  private func point(_ x: Double) -> BetaPoint {
    BetaPoint(ratio: x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom)
  }

  private func tail(_ point: BetaPoint, _ side: Tail) -> Double {
    let (peak, deviation) = betaMixturePeak(
      rate: rate, a: point.a, b: point.b, x: point.x, side)
    let sum = poissonMixture(rate: rate, peak: peak, deviation: deviation) { j in
      let tails = point.raised(by: j).tails
      return side == .lower ? tails.lower : tails.upper
    }
    return min(sum, 1)
  }

  /// x times the density at x.
  private func slope(_ point: BetaPoint) -> Double {
    let (peak, deviation) = betaMixturePeak(
      rate: rate, a: point.a, b: point.b, x: point.x, nil)
    return poissonMixture(rate: rate, peak: peak, deviation: deviation) { j in
      Double.exp(point.raised(by: j).logTerm)
    }
  }

  private func solve(_ probability: Double, _ tail: Tail) -> Double {
    guard let (target, side) = smallerTail(probability, tail) else { return .nan }
    // A central variate whose numerator has the same first two moments (Patnaik).
    let total = min(numeratorDegreesOfFreedom + noncentrality, 1e300)
    let central = FDistribution(
      numeratorDegreesOfFreedom: total / (1 + noncentrality / total),
      denominatorDegreesOfFreedom: denominatorDegreesOfFreedom)
    let quantile = side == .lower ? central.quantile(target) : central.upperQuantile(target)
    let start = quantile * total / numeratorDegreesOfFreedom
    return positiveQuantile(target, side, from: start) { x in
      let point = point(x)
      return (self.tail(point, side), slope(point))
    }
  }
}
