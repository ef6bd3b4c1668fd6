import RealModule

/// P(T > t) for t ≥ 0.
func noncentralTUpperTail(_ t: Double, _ df: Double, _ delta: Double) -> Double {
  if t == .infinity { return 0 }
  if t == 0 { return normalUpperTail(-delta) }
  let place = NoncentralTSaddle(t, df, delta, extraPower: 0)
  let inTail = place.scaledT > delta
  if place.isSteep(inTail: inTail) {
    return lineIntegral(around: inTail ? place.scaledT - delta : 0, step: 0.4) { z in
      if z <= -delta { return 0 }
      return normalDensity(z) * scaleTails(df, at: z + delta, over: t).lower
    }
  }
  if df < 1 { return smallDegreesUpperTail(t, df, delta, place.step(inTail: inTail)) }
  let variate = LogScaleVariate(degreesOfFreedom: df)
  return lineIntegral(around: place.centre(inTail: inTail), step: place.step(inTail: inTail)) { v in
    variate.density(v) * normalUpperTail(distance(t, v, delta))
  }
}

/// P(T ≤ t) for t ≥ 0.
func noncentralTLowerTail(_ t: Double, _ df: Double, _ delta: Double) -> Double {
  if t == .infinity { return 1 }
  let below = normalUpperTail(delta)
  if t == 0 { return below }
  let place = NoncentralTSaddle(t, df, delta, extraPower: 0)
  let inTail = place.scaledT < delta
  if place.isSteep(inTail: inTail) {
    let above = lineIntegral(around: inTail ? place.scaledT - delta : 0, step: 0.4) { z in
      if z <= -delta { return 0 }
      return normalDensity(z) * scaleTails(df, at: z + delta, over: t).upper
    }
    return min(1, below + above)
  }
  let variate = LogScaleVariate(degreesOfFreedom: df)
  let above = lineIntegral(
    around: place.centre(inTail: inTail), step: place.step(inTail: inTail)
  ) { v in
    variate.density(v) * normalIncrement(t, v, delta)
  }
  return min(1, below + above)
}

/// The density of T at t.
func noncentralTDensity(_ t: Double, _ df: Double, _ delta: Double) -> Double {
  let variate = LogScaleVariate(degreesOfFreedom: df)
  let mirrored = t < 0 ? -delta : delta
  let place = NoncentralTSaddle(t.magnitude, df, mirrored, extraPower: 1)
  return lineIntegral(around: place.centre(inTail: true), step: place.step(inTail: true)) { v in
    variate.density(v) * Double.exp(v) * normalDensity(distance(t.magnitude, v, mirrored))
  }
}

/// P(T > t) for few degrees of freedom, where the density of the scale falls off too slowly to be
/// summed: what the integrand tends to there, Φ(δ) times it, is damped by exp(−c t² s²), integrated in
/// closed form and taken off.
private func smallDegreesUpperTail(
  _ t: Double, _ df: Double, _ delta: Double, _ step: Double
) -> Double {
  let variate = LogScaleVariate(degreesOfFreedom: df)
  let above = normalUpperTail(-delta)
  let damping = delta > 0 ? 1 / (1 + delta * delta) : 1 + delta * delta
  let ratio = t / df.squareRoot()
  let spread =
    ratio < 1e100
    ? Double.log(onePlus: 2 * damping * ratio * ratio)
    : Double.log(2 * damping) + 2 * (Double.log(t) - 0.5 * Double.log(df))
  let rest = lineIntegral(around: min(0, -Double.log(t)), step: step) { v in
    let reached = t * Double.exp(v)
    let exponent = -damping * reached * reached
    // Both of what is subtracted vanish on the right; both are nearly Φ(δ) on the left.
    let difference =
      reached > max(delta, 0) + 1
      ? normalUpperTail(distance(t, v, delta)) - above * Double.exp(exponent)
      : -above * Double.expMinusOne(exponent) - normalIncrement(t, v, delta)
    return variate.density(v) * difference
  }
  return max(0, above * Double.exp(-0.5 * df * spread) + rest)
}

/// t eᵛ − δ, without cancellation where v is small.
private func distance(_ t: Double, _ v: Double, _ delta: Double) -> Double {
  v.magnitude < 0.5 ? t * Double.expMinusOne(v) + (t - delta) : t * Double.exp(v) - delta
}

/// Φ(t eᵛ − δ) − Φ(−δ), to nearly full relative accuracy.
private func normalIncrement(_ t: Double, _ v: Double, _ delta: Double) -> Double {
  let width = t * Double.exp(v)
  if width * (1 + delta.magnitude) < 1e-5 {
    let curvature = 0.5 * delta + (delta * delta - 1) / 6 * width
    return width * normalDensity(delta) * (1 + width * curvature)
  }
  let end = distance(t, v, delta)
  let difference =
    delta < 0
    ? normalUpperTail(-delta) - normalUpperTail(end)
    : normalUpperTail(-end) - normalUpperTail(delta)
  return max(difference, 0)
}

/// The tails of √(W/ν) at `numerator` / `denominator`, also where the square of that underflows.
private func scaleTails(
  _ df: Double, at numerator: Double, over denominator: Double
) -> TailProbabilities {
  let ratio = numerator / denominator
  let shape = 0.5 * df
  if ratio > 1e-100 { return incompleteGamma(shape: shape, at: shape * ratio * ratio) }
  let logRatio = Double.log(numerator) - Double.log(denominator)
  let exponent = shape * (2 * logRatio + Double.log(shape)) - logGammaDifference(1, plus: shape)
  return TailProbabilities(lower: Double.exp(exponent), upper: -Double.expMinusOne(exponent))
}
