import RealModule

/// Where s^(ν + k) exp(−ν s²/2 − (t s − δ)²/2), the integrand deep in a tail of the noncentral t
/// distribution, is largest, and how fine a step its integral over ln s needs.
struct NoncentralTSaddle {
  private let df: Double
  private let t: Double
  private let delta: Double
  /// t s at the largest value.
  let scaledT: Double

  init(_ t: Double, _ df: Double, _ delta: Double, extraPower: Double) {
    self.t = t
    self.df = df
    self.delta = delta
    // With w = t s: (1 + ν/t²) w² − δ w − (ν + k) = 0.
    let root = df.squareRoot() / t
    let quadratic = 1 + root * root
    let power = df + extraPower
    if quadratic.isFinite {
      let discriminant = (delta * delta + 4 * power * quadratic).squareRoot()
      scaledT =
        delta > 0
        ? (delta + discriminant) / (2 * quadratic) : 2 * power / (discriminant - delta)
    } else {
      scaledT = t
    }
  }

  /// ln s at the largest value, or at the middle of its distribution where t is not in the tail.
  func centre(inTail: Bool) -> Double {
    inTail && t > 0 && scaledT > 0 ? Double.log(scaledT) - Double.log(t) : 0
  }

  /// A step well inside the width of the integrand and inside the strip |Im v| < π/4 where the
  /// density of the scale stays bounded.
  func step(inTail: Bool) -> Double {
    let slope = steepness(inTail: inTail)
    let s = inTail && t > 0 ? scaledT / t : 1
    return min(0.12, 0.45 / (2 * df * s * s + slope * slope).squareRoot())
  }

  /// Whether the normal tail is so steep beside the spread of the scale that the integral is better
  /// taken over Z. Then δ is so large that Z + δ ≤ 0 need not be thought of.
  func isSteep(inTail: Bool) -> Bool {
    delta > 40 && steepness(inTail: inTail) > 8 * (2 * df).squareRoot()
  }

  /// The slope of t s − δ along ln s where the integrand is largest and, unless it is negligible there,
  /// where the normal tail turns from 0 to 1 at t s ≈ δ.
  private func steepness(inTail: Bool) -> Double {
    let turn = max(delta, 0) + 8
    return inTail ? max(scaledT, min(turn, scaledT + 10)) : turn
  }
}
