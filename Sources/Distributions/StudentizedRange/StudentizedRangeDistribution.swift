import RealModule

/// Tukey's studentized range: the range of `groups` independent normal variates with a common
/// variance, over an independent estimate of their standard deviation.
///
/// Two nested integrals of positive functions by the trapezoidal rule, for either tail; relative
/// error below 1e-11 where the argument is above 1e-4. Copenhaver, M. D. & Holland, B. (1988),
/// Journal of Statistical Computation and Simulation 30, 1–15, give the integrals.
public struct StudentizedRangeDistribution: Sendable, Equatable {
  /// The number of means whose range is taken, ≥ 2.
  public let groups: Int
  /// The degrees of freedom of the estimated standard deviation, > 0, perhaps infinite.
  public let degreesOfFreedom: Double

  /// A studentized range distribution.
  ///
  /// - Precondition: `groups` is at least 2, `degreesOfFreedom` positive.
  public init(groups: Int, degreesOfFreedom: Double) {
    precondition(groups >= 2, "\(groups) groups have no range")
    precondition(degreesOfFreedom > 0, "degrees of freedom \(degreesOfFreedom) are not positive")
    self.groups = groups
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(Q ≤ q). Some thousands of exponentials.
  public func cumulative(_ q: Double) -> Double { tail(q, .lower) }

  /// P(Q > q), never computed as 1 − `cumulative`.
  public func upperTail(_ q: Double) -> Double { tail(q, .upper) }

  /// The q with P(Q ≤ q) = `p`; 0 and infinity at 0 and 1, NaN outside 0...1.
  public func quantile(_ p: Double) -> Double { solve(p, .lower) }

  /// The q with P(Q > q) = `probability`; infinity and 0 at 0 and 1, NaN outside 0...1.
  public func upperQuantile(_ probability: Double) -> Double { solve(probability, .upper) }

  private func tail(_ q: Double, _ side: Tail) -> Double {
    if q.isNaN { return q }
    if q <= 0 { return side == .lower ? 0 : 1 }
    if q == .infinity { return side == .lower ? 1 : 0 }
    let range = NormalRange(groups: groups)
    let rangeTail = { (w: Double) in side == .lower ? range.lowerTail(w) : range.upperTail(w) }
    let df = degreesOfFreedom
    guard df.isFinite else { return rangeTail(q) }
    let width = 1 / (4 * df + range.steepness * range.steepness).squareRoot()
    let step = min(0.12, 0.6 * width)
    let ratio = q / df.squareRoot()
    if side == .upper && df < 1 { return smallDegreesUpperTail(q, range, ratio, step) }
    let variate = LogScaleVariate(degreesOfFreedom: df)
    let integrand = { (v: Double) in variate.density(v) * rangeTail(q * Double.exp(v)) }
    // Deep in the upper tail the range falls as exp(−w²/4); elsewhere it moves little.
    let saddle = side == .upper ? -0.5 * logOnePlusSquare(ratio, times: 0.5) : 0
    let centre = climb(integrand, from: saddle, by: width)
    return min(1, lineIntegral(around: centre, step: step, integrand))
  }

  /// P(Q > q) for few degrees of freedom, where the density of the scale s falls off too slowly to be
  /// summed: exp(−c q² s²), which also tends to 1 there, is integrated in closed form and taken off.
  private func smallDegreesUpperTail(
    _ q: Double, _ range: NormalRange, _ ratio: Double, _ step: Double
  ) -> Double {
    let variate = LogScaleVariate(degreesOfFreedom: degreesOfFreedom)
    let damping = 0.7 / (range.typical * range.typical)
    let rest = lineIntegral(around: min(0, -Double.log(q)), step: step) { v in
      let w = q * Double.exp(v)
      let exponent = -damping * w * w
      let difference =
        w > range.typical
        ? range.upperTail(w) - Double.exp(exponent)
        : -Double.expMinusOne(exponent) - range.lowerTail(w)
      return variate.density(v) * difference
    }
    let spread = logOnePlusSquare(ratio, times: 2 * damping)
    return min(1, max(0, Double.exp(-0.5 * degreesOfFreedom * spread) + rest))
  }

  /// ln(1 + factor · x²), also where the square overflows.
  private func logOnePlusSquare(_ x: Double, times factor: Double) -> Double {
    x < 1e100 ? Double.log(onePlus: factor * x * x) : Double.log(factor) + 2 * Double.log(x)
  }

  /// A point near the peak of f.
  private func climb(_ f: (Double) -> Double, from start: Double, by width: Double) -> Double {
    var best = start
    var value = f(best)
    for direction in [width, -width] {
      for _ in 0..<1000 {
        let next = f(best + direction)
        if next <= value { break }
        best += direction
        value = next
      }
    }
    return best
  }

  /// Newton's method with the slope by a central difference, which it need not know exactly.
  private func solve(_ probability: Double, _ tail: Tail) -> Double {
    guard let (target, side) = smallerTail(probability, tail) else { return .nan }
    let z = normalQuantile(target, complement: 1 - target) * (side == .lower ? 1 : -1)
    let start = max(0.1, 1.41 * (Double.log(Double(groups)).squareRoot() + 1 + z))
    return positiveQuantile(target, side, from: start) { q in
      let here = self.tail(q, side)
      let near = self.tail(q * (1 + 1e-5), side) - self.tail(q * (1 - 1e-5), side)
      return (here, near.magnitude / 2e-5)
    }
  }
}
