// Decimal to binary, correctly rounded (to nearest, ties to even).
//
// Three gears. A significand below 2^53 times a power of ten up to 10^22 is one exact division or
// multiplication (Clinger, "How to read floating point numbers accurately", PLDI 1990). A 64-bit
// significand times 10^±27 is done in 128-bit integers: 5^27 < 2^64, so the quotient or product is
// known to 63 bits and the rest to "zero or not", which is all that rounding asks. What remains —
// far exponents, and long digits in doubt — goes to the system's conversion.

/// More digits than decide how any decimal rounds to `Double`: 767 do, and the rest only say whether
/// it lies on or above a tie.
let decidingDigits = 780

/// The significand times a power of ten, correctly rounded; nil if it is beyond `Double`.
func decimal(_ significand: UInt64, exponent: Int) -> Double? {
  if exponent == 0 { return Double(significand) }
  if significand == 0 { return 0 }
  if significand <= 1 << 53 {
    if exponent < 0 && exponent >= -22 { return Double(significand) / powersOfTen[-exponent] }
    if exponent > 0 && exponent <= 22 { return Double(significand) * powersOfTen[exponent] }
  }
  if exponent >= -27 && exponent <= 27 { return scaled(significand, exponent: exponent) }
  return systemDecimal(String(significand), exponent: exponent)
}

/// A whole number up to 2^53 divided by 10^power for powers of 0 to 22, correctly rounded.
@inline(__always)
func exactQuotient(_ significand: Int64, powerOfTen power: Int) -> Double {
  Double(significand) / powersOfTen[power]
}

/// The same for a significand of any number of digits, the first of which is not zero.
func decimal(digits: [UInt8], exponent: Int) -> Double? {
  var leading: UInt64 = 0
  for digit in digits.prefix(19) { leading = leading * 10 + UInt64(digit - Byte.zero) }
  let rest = max(0, digits.count - 19)
  let shifted = exponent + rest
  if rest == 0 { return decimal(leading, exponent: exponent) }
  // The number lies between two significands of 19 digits; mostly they round alike.
  if shifted >= -27 && shifted <= 27 {
    let below = scaled(leading, exponent: shifted)
    if below == scaled(leading + 1, exponent: shifted) { return below }
  }
  return systemDecimal(String(decoding: digits, as: UTF8.self), exponent: exponent)
}

/// The conversion of the standard library, which is correctly rounded but takes a string.
private func systemDecimal(_ digits: String, exponent: Int) -> Double? {
  // The number lies in 10^(magnitude − 1) ..< 10^magnitude.
  let magnitude = exponent + digits.utf8.count
  if magnitude > 310 { return nil }
  if magnitude < -330 { return 0 }
  guard let value = Double("\(digits)e\(exponent)"), value.isFinite else { return nil }
  return value
}

/// A positive significand times 10^exponent for exponents of −27 to 27.
private func scaled(_ significand: UInt64, exponent: Int) -> Double {
  let five = powersOfFive[abs(exponent)]
  if exponent < 0 {
    let up = significand.leadingZeroBitCount
    let divisorUp = five.leadingZeroBitCount
    let dividend = significand << up
    let divisor = five << divisorUp
    let low = dividend << 63
    let quotient = divisor.dividingFullWidth((dividend >> 1, low)).quotient
    let isExact = quotient &* divisor == low
    return rounded(
      quotient | (isExact ? 0 : 1), timesTwoTo: divisorUp &- up &- 63 &+ exponent)
  }
  let (high, low) = significand.multipliedFullWidth(by: five)
  if high == 0 { return rounded(low, timesTwoTo: exponent) }
  let up = high.leadingZeroBitCount
  let top = up == 0 ? high : high << up | low >> (64 &- up)
  return rounded(top | (low << up == 0 ? 0 : 1), timesTwoTo: 64 &- up &+ exponent)
}

/// 64 bits, the last of which may stand for all that follow, times a power of two well within range.
private func rounded(_ bits: UInt64, timesTwoTo exponent: Int) -> Double {
  Double(bits) * Double(sign: .plus, exponent: exponent, significand: 1)
}

/// 5^0 to 5^27.
private let powersOfFive: [UInt64] = [
  1, 5, 25, 125, 625, 3_125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125,
  244_140_625, 1_220_703_125, 6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125,
  3_814_697_265_625, 19_073_486_328_125, 95_367_431_640_625, 476_837_158_203_125,
  2_384_185_791_015_625, 11_920_928_955_078_125, 59_604_644_775_390_625, 298_023_223_876_953_125,
  1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
]

/// 10^0 to 10^22, the powers of ten that are exact.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
