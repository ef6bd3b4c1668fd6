import RealModule

/// The beta distribution with density x^(a − 1) (1 − x)^(b − 1) / B(a, b) on 0...1.
public struct BetaDistribution: ContinuousDistribution {
  /// The first shape a, > 0.
  public let alpha: Double
  /// The second shape b, > 0.
  public let beta: Double

  /// A beta distribution; its mean is alpha / (alpha + beta).
  ///
  /// - Precondition: both shapes are positive and finite.
  public init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && alpha.isFinite, "alpha \(alpha) is not positive and finite")
    precondition(beta > 0 && beta.isFinite, "beta \(beta) is not positive and finite")
    self.alpha = alpha
    self.beta = beta
  }

  /// The natural logarithm of the density at `x`; at 0 and 1 the limit from inside.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < 0 || x > 1 { return -.infinity }
    if x == 0 || x == 1 {
      let (near, other) = x == 0 ? (alpha, beta) : (beta, alpha)
      return near < 1 ? .infinity : near == 1 ? Double.log(other) : -.infinity
    }
    let offset = betaOffset(alpha, beta, x)
    return logBetaTerm(alpha, beta, x: x, y: 1 - x, offset: offset) - Double.log(x)
      - Double.log(onePlus: -x)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x.isNaN ? x : incompleteBeta(alpha, beta, x: x).lower
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    x.isNaN ? x : incompleteBeta(alpha, beta, x: x).upper
  }

  /// The x with P(X ≤ x) = `p`; 0 and 1 at 0 and 1.
  public func quantile(_ p: Double) -> Double { solve(p, .lower) }

  /// The x with P(X > x) = `q`; 1 and 0 at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { solve(q, .upper) }

  /// Solves for the odds x / (1 − x), which keeps its accuracy at both ends.
  private func solve(_ probability: Double, _ tail: Tail) -> Double {
    guard let (target, side) = smallerTail(probability, tail) else { return .nan }
    let odds = betaOddsQuantile(alpha, beta, target, side)
    return odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds)
  }
}

/// The quantile of X / (1 − X) for X with a beta distribution.
func betaOddsQuantile(_ a: Double, _ b: Double, _ probability: Double, _ side: Tail) -> Double {
  let z = normalQuantile(probability, complement: 1 - probability) * (side == .lower ? 1 : -1)
  let start = a / b * Double.exp(z * (1 / a + 1 / b).squareRoot())
  return positiveQuantile(probability, side, from: start) { odds in
    let y = 1 / (1 + odds)
    let x = odds > 1 ? 1 / (1 + 1 / odds) : odds * y
    // b x − a y, from the odds without cancellation.
    let offset = (-a).addingProduct(odds, b) * y
    let tails = incompleteBeta(a, b, x: x, y: y, offset: offset.isFinite ? offset : b)
    let slope = Double.exp(
      logBetaTerm(a, b, x: x, y: y, offset: offset.isFinite ? offset : b))
    return (side == .lower ? tails.lower : tails.upper, slope)
  }
}
