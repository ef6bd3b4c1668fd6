/// x ln(x / mean) + mean − x for x ≥ 0 and mean > 0: half the Poisson deviance of a count from its
/// mean, to full relative accuracy also where they nearly agree. Portable.
package func poissonDeviance(_ x: Double, mean: Double) -> Double {
  if x == 0 { return mean }
  if mean > 0.5 * x && mean < 2 * x {
    return -x * PortableMath.logOnePlusMinus((mean - x) / x)
  }
  return x * logarithmOfRatio(x, mean) + (mean - x)
}

/// How far (x, y), x + y = 1, is from the mean (a, b)/(a + b), as a Kullback–Leibler divergence:
/// a ln(a / (a + b) / x) + b ln(b / (a + b) / y), to full relative accuracy. Portable.
/// `offset` is b x − a y, which the caller can often form without cancellation.
package func betaDeviance(_ a: Double, _ b: Double, x: Double, y: Double, offset: Double) -> Double
{
  let total = a + b
  return a * excess(offset / a, x * (total / a)) + b * excess(-offset / b, y * (total / b))
}

/// u − ln(1 + u) for u > −1, given 1 + u as well.
private func excess(_ u: Double, _ onePlus: Double) -> Double {
  if u < -0.5 { return u - PortableMath.log(onePlus) }
  return -PortableMath.logOnePlusMinus(u)
}

/// ln(x / y) where the quotient may overflow.
private func logarithmOfRatio(_ x: Double, _ y: Double) -> Double {
  let ratio = x / y
  if ratio > 1e-300 && ratio < 1e300 { return PortableMath.log(ratio) }
  return PortableMath.log(x) - PortableMath.log(y)
}

/// xᵃ e⁻ˣ / Γ(a + 1) for a ≥ 0, x > 0: the Poisson probability of a "count" a that need not be whole.
/// Portable.
package func poissonTerm(_ a: Double, mean x: Double) -> Double {
  if a == 0 { return PortableMath.exp(-x) }
  let exponent = -stirlingError(a) - poissonDeviance(a, mean: x)
  return PortableMath.exp(exponent) / (2 * Double.pi * a).squareRoot()
}

/// The logarithm of `poissonTerm`.
package func logPoissonTerm(_ a: Double, mean x: Double) -> Double {
  if a == 0 { return -x }
  return -stirlingError(a) - poissonDeviance(a, mean: x)
    - 0.5 * (PortableMath.log(a) + logTwoPi)
}

/// ln(xᵃ yᵇ / B(a, b)) for x + y = 1, by Loader's saddle-point form. Portable.
package func logBetaTerm(_ a: Double, _ b: Double, x: Double, y: Double, offset: Double) -> Double {
  let (small, large) = a < b ? (a, b) : (b, a)
  let corrections = stirlingError(a + b) - stirlingError(small) - stirlingError(large)
  let scale = 0.5 * (PortableMath.log(small / (1 + small / large)) - logTwoPi)
  return scale + corrections - betaDeviance(a, b, x: x, y: y, offset: offset)
}

/// ln 2π.
let logTwoPi = 1.8378770664093454836
