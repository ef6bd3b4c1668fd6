import RealModule

/// x log(x/m) + m − x, for `x` ≥ 0 and `m` ≥ 0, where `difference` is x − m.
///
/// Half the unit deviance of a count `x` with mean `m`; the deviances of binomial and gamma responses
/// are made of it too. It is 0 at x = m and positive elsewhere, and near there it is the small
/// remainder of three large terms, so that for ratios between ½ and 2 it is summed from the series in
/// v = (x − m)/(x + m) instead:
///
///     x log(x/m) + m − x = (x − m) v + 2x (v³/3 + v⁵/5 + …)
///
/// (C. Loader, "Fast and accurate computation of binomial probabilities", 2000). The difference is an
/// argument because a caller may know it better than x − m does after rounding.
///
/// ### Edge cases
/// `m` where x = 0; +∞ where m = 0 < x or where m is infinite.
func relativeEntropy(_ x: Double, _ m: Double, difference: Double) -> Double {
  if x == 0 { return m }
  if m == 0 || m == .infinity { return .infinity }
  let v = 0.5 * difference / (0.5 * x + 0.5 * m)
  if v.magnitude < 1.0 / 3 {
    return difference * v + 2 * x * v * hyperbolicArctangentTail(squared: v * v)
  }
  let quotient = x / m
  let logRatio = quotient.isNormal ? Double.log(quotient) : Double.log(x) - Double.log(m)
  return x * logRatio - difference
}

/// artanh(v)/v − 1 = v²/3 + v⁴/5 + …, for v² ≤ 1/9, to full relative accuracy.
func hyperbolicArctangentTail(squared: Double) -> Double {
  var power = squared
  var sum = power / 3
  var divisor = 5.0
  while true {
    power *= squared
    let next = sum + power / divisor
    guard next > sum else { return sum }
    sum = next
    divisor += 2
  }
}
