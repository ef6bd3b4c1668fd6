import RealModule

/// Fisher's F distribution: the ratio of two independent chi-squared variates, each over its degrees
/// of freedom.
public struct FDistribution: ContinuousDistribution {
  /// The degrees of freedom of the numerator, > 0.
  public let numeratorDegreesOfFreedom: Double
  /// The degrees of freedom of the denominator, > 0; infinity makes a chi-squared variate over its
  /// degrees of freedom.
  public let denominatorDegreesOfFreedom: Double

  /// An F distribution.
  ///
  /// - Precondition: both are positive and the numerator's are finite.
  public init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
    precondition(
      numeratorDegreesOfFreedom > 0 && numeratorDegreesOfFreedom.isFinite,
      "numerator degrees of freedom \(numeratorDegreesOfFreedom) are not positive and finite")
    precondition(
      denominatorDegreesOfFreedom > 0,
      "denominator degrees of freedom \(denominatorDegreesOfFreedom) are not positive")
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
  }

  /// The natural logarithm of the density at `x`; at 0 the limit from the right.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < 0 || x == .infinity { return -.infinity }
    if let limit { return limit.logDensity(x) }
    if x == 0 {
      let df = numeratorDegreesOfFreedom
      return df < 2 ? .infinity : df == 2 ? 0 : -.infinity
    }
    let point = BetaPoint(ratio: x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom)
    return point.logTerm - Double.log(x)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { x.isNaN ? x : tails(x).lower }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { x.isNaN ? x : tails(x).upper }

  /// The x with P(X ≤ x) = `p`; 0 and infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { solve(p, .lower) }

  /// The x with P(X > x) = `q`; infinity and 0 at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { solve(q, .upper) }

  /// The distribution when the denominator's degrees of freedom are infinite.
  private var limit: GammaDistribution? {
    if denominatorDegreesOfFreedom.isFinite { return nil }
    let shape = 0.5 * numeratorDegreesOfFreedom
    return GammaDistribution(shape: shape, scale: 1 / shape)
  }

  private func tails(_ x: Double) -> TailProbabilities {
    if x <= 0 { return TailProbabilities(lower: 0, upper: 1) }
    if x == .infinity { return TailProbabilities(lower: 1, upper: 0) }
    guard denominatorDegreesOfFreedom.isFinite else {
      let shape = 0.5 * numeratorDegreesOfFreedom
      return incompleteGamma(shape: shape, at: shape * x)
    }
    return BetaPoint(ratio: x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom).tails
  }

  private func solve(_ probability: Double, _ tail: Tail) -> Double {
    if let limit {
      return tail == .lower ? limit.quantile(probability) : limit.upperQuantile(probability)
    }
    guard let (target, side) = smallerTail(probability, tail) else { return .nan }
    let (df1, df2) = (numeratorDegreesOfFreedom, denominatorDegreesOfFreedom)
    let z = normalQuantile(target, complement: 1 - target) * (side == .lower ? 1 : -1)
    let start = Double.exp(z * (2 / df1 + 2 / df2).squareRoot())
    return positiveQuantile(target, side, from: start) { ratio in
      let point = BetaPoint(ratio: ratio, df1, df2)
      let tails = point.tails
      return (side == .lower ? tails.lower : tails.upper, Double.exp(point.logTerm))
    }
  }
}
