/// ln Γ(b + a) − ln Γ(b) for a ≥ 0, b > 0, to full relative accuracy also where a is tiny.
/// Portable.
///
/// Both arguments are raised above 10 by the recurrence; there the difference of Stirling's series
/// is taken term by term (DiDonato & Morris 1992, ACM TOMS 18, 360–373, section 3).
package func logGammaDifference(_ b: Double, plus a: Double) -> Double {
  var base = b
  var lowered = 0.0
  while base < 10 {
    lowered += PortableMath.logOnePlus(a / base)
    base += 1
  }
  let ratio = a / base
  let main =
    a * PortableMath.log(base) + base * PortableMath.logOnePlusMinus(ratio)
    + (a - 0.5) * PortableMath.logOnePlus(ratio)
  // δ(b + a) − δ(b): each power of 1/(b + a) less that of 1/b, divided by −a/(b + a).
  let q = base / (base + a)
  let inverse = 1 / base
  var geometric = 1.0
  var power = inverse
  var highest = 1.0
  var difference = 0.0
  for coefficient in stirlingCoefficients {
    difference += coefficient * power * geometric
    power *= inverse * inverse
    geometric += highest * q * (1 + q)
    highest *= q * q
  }
  return main - a / (base + a) * difference - lowered
}

/// ln Γ(x) for x > 0, to full relative accuracy also near its zeros at 1 and 2. Portable.
package func logGamma(_ x: Double) -> Double {
  if x >= 10 {
    return (x - 0.5) * PortableMath.log(x) - x + 0.5 * logTwoPi + stirlingError(x)
  }
  if x < 0.5 { return logGammaDifference(1, plus: x) - PortableMath.log(x) }
  if x < 1 { return -logGammaDifference(x, plus: 1 - x) }
  if x < 1.5 { return logGammaDifference(1, plus: x - 1) }
  if x < 2 { return -logGammaDifference(x, plus: 2 - x) }
  return logGammaDifference(2, plus: x - 2)
}

/// ln B(a, b) for a, b > 0. Portable.
package func logBeta(_ a: Double, _ b: Double) -> Double {
  let (small, large) = a < b ? (a, b) : (b, a)
  return logGamma(small) - logGammaDifference(large, plus: small)
}
