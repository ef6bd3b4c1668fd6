import RealModule

/// log Γ(x + 1) − [(x + ½) log x − x + ½ log 2π], for `x` > 0.
///
/// What Stirling's formula leaves out. Log probabilities written with it have no large terms that
/// cancel. Absolute error about 1e-16. +∞ at 0, 0 at +∞.
///
/// By the asymptotic series from 10 on. Below, Gudermann's recurrence leads there:
/// δ(x) = δ(x + 1) + (x + ½) log(1 + 1/x) − 1, whose last part is a series of positive terms in
/// 1/(2x + 1). Small integers, which are what counts mostly are, are looked up.
func stirlingRemainder(_ x: Double) -> Double {
  if x < 1 {
    return Double.logGamma(1 + x) - (x + 0.5) * Double.log(x) + x - halfLogTwoPi
  }
  if x < 10, let count = Int(exactly: x) { return remaindersOfIntegers[count] }
  return shiftedRemainder(x)
}

/// The remainders of 0 to 9.
private let remaindersOfIntegers = [.infinity] + (1..<10).map { shiftedRemainder(Double($0)) }

/// The recurrence up to 10, then the series; `x` ≥ 1.
private func shiftedRemainder(_ x: Double) -> Double {
  var sum = 0.0
  var shifted = x
  while shifted < 10 {
    let z = 1 / (2 * shifted + 1)
    sum += hyperbolicArctangentTail(squared: z * z)
    shifted += 1
  }
  return sum + asymptoticRemainder(shifted)
}

/// Σ B₂ₖ / (2k (2k − 1) x^(2k−1)); the first term left out is below 2e-18 from x = 10 on.
private func asymptoticRemainder(_ x: Double) -> Double {
  let y = 1 / x
  let s = y * y
  let tail = 1.0 / 1188 - s * (691.0 / 360360 - s * (1.0 / 156 - s * (3617.0 / 122400)))
  return y * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * tail))))
}

private let halfLogTwoPi = 0.91893853320467274178032973640561764
