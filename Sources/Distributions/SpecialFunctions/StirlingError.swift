/// ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x > 0: what Stirling's formula leaves out.
///
/// Above 10 by the asymptotic series; below, shifted up by δ(x) = δ(x + 1) + (x + ½) ln(1 + 1/x) − 1,
/// whose terms are positive. The absolute error is below 10⁻¹⁵ (relative for tiny x, where it grows
/// as −½ ln x). Portable: the same bits on every machine.
/// Loader, C. (2000), Fast and accurate computation of binomial probabilities.
package func stirlingError(_ x: Double) -> Double {
  var shifted = x
  var sum = 0.0
  while shifted < 10 {
    sum += stirlingStep(shifted)
    shifted += 1
  }
  return sum + stirlingSeries(shifted)
}

/// B₂ₖ / (2k (2k − 1)) for k = 1, 2, …: the coefficients of x¹⁻²ᵏ in Stirling's series.
let stirlingCoefficients: [Double] = [
  1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
  -3617.0 / 122_400,
]

/// δ(x) − δ(x + 1).
private func stirlingStep(_ x: Double) -> Double {
  if x < 2 { return (x + 0.5) * PortableMath.logOnePlus(1 / x) - 1 }
  let s = 1 / (2 * x + 1)
  let z = s * s
  return z * PortableMath.leadingTerms(z, beyond: 1.0 / 23)
}

/// δ(x) for x ≥ 10.
private func stirlingSeries(_ x: Double) -> Double {
  let z = 1 / (x * x)
  var series = -3617.0 / 122_400
  series = series * z + 1.0 / 156
  series = series * z - 691.0 / 360_360
  series = series * z + 1.0 / 1188
  series = series * z - 1.0 / 1680
  series = series * z + 1.0 / 1260
  series = series * z - 1.0 / 360
  return (series * z + 1.0 / 12) / x
}
