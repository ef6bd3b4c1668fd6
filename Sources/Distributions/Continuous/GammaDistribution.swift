import RealModule

/// The gamma distribution with density proportional to x^(shape − 1) e^(−x / scale), x > 0.
public struct GammaDistribution: ContinuousDistribution {
  /// The shape, > 0.
  public let shape: Double
  /// The scale, > 0; the mean is shape · scale.
  public let scale: Double

  /// A gamma distribution, of scale 1 unless told otherwise.
  ///
  /// - Precondition: both are positive and finite.
  public init(shape: Double, scale: Double = 1) {
    precondition(shape > 0 && shape.isFinite, "shape \(shape) is not positive and finite")
    precondition(scale > 0 && scale.isFinite, "scale \(scale) is not positive and finite")
    self.shape = shape
    self.scale = scale
  }

  /// The natural logarithm of the density at `x`; at 0 the limit from the right.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < 0 || x == .infinity { return -.infinity }
    let z = x / scale
    if z == 0 {
      return shape < 1 ? .infinity : shape == 1 ? -Double.log(scale) : -.infinity
    }
    // The term of a + 1 − 1: xᵃ e⁻ˣ / Γ(a + 1) · a / x.
    return logPoissonTerm(shape, mean: z) + Double.log(shape / z) - Double.log(scale)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x.isNaN ? x : incompleteGamma(shape: shape, at: x / scale).lower
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    x.isNaN ? x : incompleteGamma(shape: shape, at: x / scale).upper
  }

  /// The x with P(X ≤ x) = `p`; 0 and infinity at 0 and 1.
  public func quantile(_ p: Double) -> Double { solve(p, .lower) }

  /// The x with P(X > x) = `q`; infinity and 0 at 0 and 1.
  public func upperQuantile(_ q: Double) -> Double { solve(q, .upper) }

  private func solve(_ probability: Double, _ tail: Tail) -> Double {
    guard let (target, side) = smallerTail(probability, tail) else { return .nan }
    let root = positiveQuantile(target, side, from: guess(target, side)) { x in
      let tails = incompleteGamma(shape: shape, at: x)
      let slope = shape * Double.exp(logPoissonTerm(shape, mean: x))
      return (side == .lower ? tails.lower : tails.upper, slope)
    }
    return scale * root
  }

  /// The cube of a normal variate (Wilson & Hilferty 1931), or the leading power near 0.
  private func guess(_ probability: Double, _ side: Tail) -> Double {
    let z = normalQuantile(probability, complement: 1 - probability) * (side == .lower ? 1 : -1)
    let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    if root > 0.3 { return shape * root * root * root }
    let lower = side == .lower ? Double.log(probability) : Double.log(onePlus: -probability)
    return Double.exp((lower + logGamma(shape + 1)) / shape)
  }
}
