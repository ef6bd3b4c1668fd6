import RealModule

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) for a > 0, x ≥ 0, each to full
/// relative accuracy.
///
/// Large shapes by a contour integral; otherwise the power series left of the mean and the continued
/// fraction right of it; and for a < 1 near 0 the complement through expm1.
/// Gautschi, W. (1979), ACM TOMS 5, 466–481; Gil, Segura & Temme (2012), SIAM J. Sci. Comput. 34,
/// A2965–A2981.
package func incompleteGamma(shape a: Double, at x: Double) -> TailProbabilities {
  if x <= 0 { return TailProbabilities(lower: 0, upper: 1) }
  if x == .infinity { return TailProbabilities(lower: 1, upper: 0) }
  if a < 1 && x < 1 { return smallShapeGamma(a, x) }
  if a >= 40 {
    let tail = gammaContourTail(a, x)
    return x < a ? .fromLower(tail) : .fromUpper(tail)
  }
  if x < a { return .fromLower(poissonTerm(a, mean: x) * gammaSeries(a, x)) }
  return .fromUpper(poissonTerm(a, mean: x) * a * gammaFraction(a, x))
}

/// 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …, for x ≤ a + 1.
private func gammaSeries(_ a: Double, _ x: Double) -> Double {
  var term = 1.0
  var sum = 1.0
  var n = a
  while term > sum * 0x1p-55 {
    n += 1
    term *= x / n
    sum += term
  }
  return sum
}

/// 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))), by Lentz's method.
private func gammaFraction(_ a: Double, _ x: Double) -> Double {
  let tiny = 1e-300
  var b = (x - a) + 1
  var c = 1 / tiny
  var d = 1 / b
  var value = d
  for n in 1...100_000 {
    let i = Double(n)
    let numerator = i * (a - i)
    b += 2
    d = numerator * d + b
    if d.magnitude < tiny { d = tiny }
    c = b + numerator / c
    if c.magnitude < tiny { c = tiny }
    d = 1 / d
    let factor = c * d
    value *= factor
    if (factor - 1).magnitude <= 0x1p-52 { break }
  }
  return value
}

/// Both tails for a < 1, x < 1: P = eᴸ (1 + S) with L = ln(xᵃ / Γ(a + 1)), so that
/// Q = −(expm1 L + eᴸ S) keeps its accuracy as a → 0.
private func smallShapeGamma(_ a: Double, _ x: Double) -> TailProbabilities {
  let exponent = a * PortableMath.log(x) - logGammaDifference(1, plus: a)
  var power = 1.0
  var sum = 0.0
  var n = 0.0
  repeat {
    n += 1
    power *= -x / n
    sum += a * power / (a + n)
  } while power.magnitude > 0x1p-60
  let scale = Double.exp(exponent)
  return TailProbabilities(
    lower: scale * (1 + sum), upper: -Double.expMinusOne(exponent) - scale * sum)
}

/// The tail on x's side of the mean, for large a.
private func gammaContourTail(_ a: Double, _ x: Double) -> Double {
  let deviance = poissonDeviance(a, mean: x)
  if deviance > 800 { return 0 }
  let root = a.squareRoot()
  let side: Double = x < a ? 1 : -1
  return contourTail(
    delta: (x - a).magnitude / root, slope: (x - a).magnitude / x * root, deviance: deviance
  ) { eta in
    let w = eta / root
    return (0.5 * a * Double.log(onePlus: w * w), -side * a * arctangentMinus(w))
  }
}
