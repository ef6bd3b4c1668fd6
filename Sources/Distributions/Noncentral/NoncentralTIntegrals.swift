import RealModule

/// P(T > t) for t ≥ 0.
func noncentralTUpperTail(_ t: Double, _ df: Double, _ delta: Double) -> Double {
  if t == .infinity { return 0 }
  if t == 0 { return normalUpperTail(-delta) }
  let place = SaddlePoint(t, df, delta, extraPower: 0)
  let inTail = place.scaledT > delta
  if place.isSteep(inTail: inTail) {
    return lineIntegral(around: inTail ? place.scaledT - delta : 0, step: 0.4) { z in
      if z <= -delta { return 0 }
      let ratio = (z + delta) / t
      return normalDensity(z) * incompleteGamma(shape: 0.5 * df, at: 0.5 * df * ratio * ratio).lower
    }
  }
  let variate = LogScaleVariate(degreesOfFreedom: df)
  return lineIntegral(around: place.centre(inTail: inTail), step: place.step(inTail: inTail)) { v in
    variate.density(v) * normalUpperTail(t * Double.expMinusOne(v) + (t - delta))
  }
}

/// P(T ≤ t) for t ≥ 0.
func noncentralTLowerTail(_ t: Double, _ df: Double, _ delta: Double) -> Double {
  if t == .infinity { return 1 }
  let below = normalUpperTail(delta)
  if t == 0 { return below }
  let place = SaddlePoint(t, df, delta, extraPower: 0)
  let inTail = place.scaledT < delta
  if place.isSteep(inTail: inTail) {
    let above = lineIntegral(around: inTail ? place.scaledT - delta : 0, step: 0.4) { z in
      if z <= -delta { return 0 }
      let ratio = (z + delta) / t
      return normalDensity(z) * incompleteGamma(shape: 0.5 * df, at: 0.5 * df * ratio * ratio).upper
    }
    return min(1, below + above)
  }
  let variate = LogScaleVariate(degreesOfFreedom: df)
  let above = lineIntegral(
    around: place.centre(inTail: inTail), step: place.step(inTail: inTail)
  ) { v in
    let difference = normalUpperTail((delta - t) - t * Double.expMinusOne(v)) - below
    return variate.density(v) * max(difference, 0)
  }
  return min(1, below + above)
}

/// The density of T at t.
func noncentralTDensity(_ t: Double, _ df: Double, _ delta: Double) -> Double {
  let variate = LogScaleVariate(degreesOfFreedom: df)
  let mirrored = t < 0 ? -delta : delta
  let place = SaddlePoint(t.magnitude, df, mirrored, extraPower: 1)
  return lineIntegral(around: place.centre(inTail: true), step: place.step(inTail: true)) { v in
    let distance = t.magnitude * Double.expMinusOne(v) + (t.magnitude - mirrored)
    return variate.density(v) * Double.exp(v) * normalDensity(distance)
  }
}

/// Where s^(ν + k) exp(−ν s²/2 − (t s − δ)²/2), the integrand deep in a tail, is largest.
private struct SaddlePoint {
  let df: Double
  let t: Double
  let delta: Double
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
    let w = inTail ? scaledT : t
    let s = w / t
    let curvature = t > 0 ? 2 * df * s * s + w * w : 2 * df
    return min(0.12, 0.45 / curvature.squareRoot())
  }

  /// Whether the normal tail is so steep beside the spread of the scale that the integral is better
  /// taken over Z. Then δ is so large that Z + δ ≤ 0 need not be thought of.
  func isSteep(inTail: Bool) -> Bool {
    delta > 40 && (inTail ? scaledT : t) > 8 * (2 * df).squareRoot()
  }
}
