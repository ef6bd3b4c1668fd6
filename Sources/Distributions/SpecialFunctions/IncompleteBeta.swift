import RealModule

/// The regularised incomplete beta functions I_x(a, b) and I_y(b, a), x + y = 1, for a, b > 0, each
/// to full relative accuracy.
///
/// Power series where one parameter is at most 1 and its variable small, with the complement through
/// expm1; a contour integral where both parameters are large; elsewhere DiDonato and Morris's
/// continued fraction, left of the mean.
/// DiDonato, A. R. & Morris, A. H. (1992), ACM TOMS 18, 360–373 (algorithm 708).
///
/// Here y is 1 − x and `offset` b x − a y, which is what the answer depends on near the mean: the
/// caller gives both to full relative accuracy.
package func incompleteBeta(
  _ a: Double, _ b: Double, x: Double, y: Double, offset: Double
) -> TailProbabilities {
  if x <= 0 { return TailProbabilities(lower: 0, upper: 1) }
  if y <= 0 { return TailProbabilities(lower: 1, upper: 0) }
  if a <= 1 && b * x <= 1 && x <= 0.7 { return smallShapeBeta(a, b, x) }
  if b <= 1 && a * y <= 1 && y <= 0.7 { return smallShapeBeta(b, a, y).swapped }
  if offset > 0 {
    return .fromUpper(betaTailLeftOfMean(b, a, x: y, y: x, offset: -offset))
  }
  return .fromLower(betaTailLeftOfMean(a, b, x: x, y: y, offset: offset))
}

/// As `incompleteBeta(_:_:x:y:offset:)` where x itself is exact.
package func incompleteBeta(_ a: Double, _ b: Double, x: Double) -> TailProbabilities {
  incompleteBeta(a, b, x: x, y: 1 - x, offset: betaOffset(a, b, x))
}

/// (a + b) x − a with one rounding: b x − (1 − x) a for exact x.
func betaOffset(_ a: Double, _ b: Double, _ x: Double) -> Double {
  let (small, large) = a < b ? (a, b) : (b, a)
  let total = large + small
  let lost = small - (total - large)
  return (-a).addingProduct(total, x) + lost * x
}

/// I_x(a, b) for x at most the mean.
private func betaTailLeftOfMean(
  _ a: Double, _ b: Double, x: Double, y: Double, offset: Double
) -> Double {
  if min(a, b) < 40 {
    let scale = Double.exp(logBetaTerm(a, b, x: x, y: y, offset: offset))
    return scale == 0 ? 0 : scale * betaFraction(a, b, x: x, y: y, excess: -offset)
  }
  let deviance = betaDeviance(a, b, x: x, y: y, offset: offset)
  if deviance > 800 { return 0 }
  let total = a + b
  let root = ((1 / a + 1 / b)).squareRoot()
  let scaleOfW = (b / a / total).squareRoot()
  let scaleOfZ = (a / b / total).squareRoot()
  let sigma = 1 / (root * total)
  return contourTail(
    delta: -offset * root, slope: -offset / (x * y) * sigma, deviance: deviance
  ) { eta in
    let w = eta * scaleOfW
    let z = eta * scaleOfZ
    let decay = 0.5 * (a * Double.log(onePlus: w * w) + b * Double.log(onePlus: z * z))
    return (decay, b * arctangentMinus(z) - a * arctangentMinus(w))
  }
}

/// The continued fraction of DiDonato and Morris (1992, equation 9) by Lentz's method;
/// `excess` is a y − b x ≥ 0.
private func betaFraction(
  _ a: Double, _ b: Double, x: Double, y: Double, excess: Double
) -> Double {
  let tiny = 1e-300
  var value = a / (a + 1) * (excess + 1)
  var c = value
  var d = 0.0
  for step in 1...100_000 {
    let n = Double(step)
    let odd = a + 2 * n - 1
    let product = n * (b - n) * x
    let numerator = (a + n - 1) / odd * ((a + b + n - 1) * x / odd) * product
    let denominator = n + product / odd + (a + n) / (odd + 2) * (excess + 1 + n * (1 + y))
    d = numerator * d + denominator
    if d.magnitude < tiny { d = tiny }
    c = denominator + numerator / c
    if c.magnitude < tiny { c = tiny }
    d = 1 / d
    let factor = c * d
    value *= factor
    if (factor - 1).magnitude <= 0x1p-52 { break }
  }
  return 1 / value
}

/// Both tails for a ≤ 1, b x ≤ 1, x ≤ 0.7: I = eᴸ (1 + S) with L = ln(xᵃ / (a B(a, b))), so that
/// the complement −(expm1 L + eᴸ S) keeps its accuracy as a → 0.
private func smallShapeBeta(_ a: Double, _ b: Double, _ x: Double) -> TailProbabilities {
  let exponent =
    a * PortableMath.log(x) - logGammaDifference(1, plus: a) + logGammaDifference(b, plus: a)
  var power = 1.0
  var sum = 0.0
  var n = 0.0
  repeat {
    n += 1
    power *= (n - b) / n * x
    sum += a * power / (a + n)
  } while power.magnitude > 0x1p-60
  let scale = Double.exp(exponent)
  return TailProbabilities(
    lower: scale * (1 + sum), upper: -Double.expMinusOne(exponent) - scale * sum)
}
