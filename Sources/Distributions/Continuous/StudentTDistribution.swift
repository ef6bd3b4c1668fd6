import RealModule

/// Student's t distribution; with infinite degrees of freedom the standard normal.
public struct StudentTDistribution: ContinuousDistribution {
  /// The degrees of freedom, > 0, which need not be whole and may be infinite.
  public let degreesOfFreedom: Double

  /// A t distribution.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom \(degreesOfFreedom) are not positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    degreesOfFreedom.isFinite
      ? Double.exp(logDensity(x)) : NormalDistribution.standard.density(x)
  }

  /// The natural logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    let df = degreesOfFreedom
    guard df.isFinite else { return NormalDistribution.standard.logDensity(x) }
    let ratio = x.magnitude / df.squareRoot()
    let spread =
      ratio < 1e100 ? Double.log(onePlus: x * x / df) : 2 * Double.log(ratio)
    return logGammaDifference(0.5 * df, plus: 0.5) - 0.5 * Double.log(df * Double.pi)
      - 0.5 * (df + 1) * spread
  }

  /// P(T ≤ x).
  public func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// P(T > x).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return x }
    guard degreesOfFreedom.isFinite else { return normalUpperTail(x) }
    let outside = 0.5 * magnitudeTails(x.magnitude).upper
    return x >= 0 ? outside : 1 - outside
  }

  /// P(|T| > |x|), the two-sided p-value of a statistic `x`.
  public func twoSidedTail(_ x: Double) -> Double {
    if x.isNaN { return x }
    guard degreesOfFreedom.isFinite else { return 2 * normalUpperTail(x.magnitude) }
    return magnitudeTails(x.magnitude).upper
  }

  /// The x with P(T ≤ x) = `p`; ∓infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { -upperQuantile(p) }

  /// The x with P(T > x) = `q`; ±infinity at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double {
    guard let (target, side) = smallerTail(q, .upper) else { return .nan }
    let magnitude =
      target <= 0.25
      ? magnitudeQuantile(2 * target, .upper) : magnitudeQuantile(1 - 2 * target, .lower)
    return side == .upper ? magnitude : -magnitude
  }

  /// The tails of |T| at t ≥ 0, for finite degrees of freedom.
  private func magnitudeTails(_ t: Double) -> TailProbabilities {
    let df = degreesOfFreedom
    let a = 0.5 * df
    if t == .infinity { return TailProbabilities(lower: 1, upper: 0) }
    let ratio = t / df.squareRoot()
    if ratio > 1e15 {
      // One term of the series in x = ratio⁻², which itself may underflow.
      let logRatio = Double.log(t) - 0.5 * Double.log(df)
      let exponent = -df * logRatio - Double.log(a) - logBeta(a, 0.5)
      return .fromUpper(Double.exp(exponent))
    }
    let square = t * t
    let whole = df + square
    let x = df / whole
    let y = square / whole
    let offset = square > 0.5 && square < 2 ? 0.5 * x * (1 - t) * (1 + t) : 0.5 * (x - df * y)
    return incompleteBeta(a, 0.5, x: x, y: y, offset: offset).swapped
  }

  /// The quantile of |T| for a probability of at most ½.
  private func magnitudeQuantile(_ probability: Double, _ tail: Tail) -> Double {
    let df = degreesOfFreedom
    let outside = tail == .upper ? probability : 1 - probability
    let z = -normalQuantile(0.5 * outside, complement: 1 - 0.5 * outside)
    guard df.isFinite else { return z }
    let start = (df * Double.expMinusOne(z * z / df)).squareRoot()
    return positiveQuantile(probability, tail, from: start) { t in
      let tails = magnitudeTails(t)
      return (
        tail == .lower ? tails.lower : tails.upper, 2 * Double.exp(logDensity(t) + Double.log(t))
      )
    }
  }
}
