extension PortableMath {
  /// ln x: −infinity at 0, NaN below 0.
  ///
  /// x = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2, and ln(1 + f) = f + `logOnePlusMinus(f)`.
  package static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x == .infinity ? x : .nan }
    let isSubnormal = x < Double.leastNormalMagnitude
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    var exponent = Int(bits >> 52) - (isSubnormal ? 1023 + 54 : 1023)
    var significand = Double(bitPattern: bits & 0x000f_ffff_ffff_ffff | 0x3ff0_0000_0000_0000)
    if significand > 1.4142135623730951 {
      significand *= 0.5
      exponent += 1
    }
    let f = significand - 1
    let tail = nearOneTail(f)
    if exponent == 0 { return f + tail }
    let k = Double(exponent)
    let high = k * logTwoHigh
    let sum = high + f
    return sum + (((high - sum) + f) + (tail + k * logTwoLow))
  }

  /// ln(1 + x), accurate for small x: −infinity at −1, NaN below.
  package static func logOnePlus(_ x: Double) -> Double {
    if x > -0.29 && x < 0.41 { return x + nearOneTail(x) }
    let whole = 1 + x
    if !(whole > 0 && whole.isFinite) { return log(whole) }
    let lost = whole > 2 ? 1 - (whole - x) : x - (whole - 1)
    return log(whole) + lost / whole
  }

  /// ln(1 + x) − x for x > −1, to full relative accuracy also where x is near 0.
  ///
  /// With s = x/(2 + x), ln(1 + x) = 2 artanh s and 2s − x = −x s, so between −½ and 1 the sum
  /// −x s + 2(s³/3 + s⁵/5 + …) has no cancellation.
  package static func logOnePlusMinus(_ x: Double) -> Double {
    if x < -0.5 || x > 1 { return logOnePlus(x) - x }
    let s = x / (2 + x)
    let z = s * s
    var series = 1.0 / 37
    series = series * z + 1.0 / 35
    series = series * z + 1.0 / 33
    series = series * z + 1.0 / 31
    series = series * z + 1.0 / 29
    series = series * z + 1.0 / 27
    series = series * z + 1.0 / 25
    series = series * z + 1.0 / 23
    return 2 * s * z * leadingTerms(z, beyond: series) - x * s
  }

  /// ln(1 + x) − x for −0.3 < x < 0.42, where fewer terms do.
  private static func nearOneTail(_ x: Double) -> Double {
    let s = x / (2 + x)
    let z = s * s
    return 2 * s * z * leadingTerms(z, beyond: 1.0 / 23) - x * s
  }

  /// 1/3 + z/5 + … + z⁹/21 + z¹⁰ · `beyond`.
  static func leadingTerms(_ z: Double, beyond: Double) -> Double {
    var series = beyond
    series = series * z + 1.0 / 21
    series = series * z + 1.0 / 19
    series = series * z + 1.0 / 17
    series = series * z + 1.0 / 15
    series = series * z + 1.0 / 13
    series = series * z + 1.0 / 11
    series = series * z + 1.0 / 9
    series = series * z + 1.0 / 7
    series = series * z + 1.0 / 5
    return series * z + 1.0 / 3
  }
}
