// Text to numbers, straight from bytes. What counts as a number is said at `parsedNumber(_:)`.

/// The whole number in some bytes, or nil if they hold none that doubles hold exactly.
///
/// A sign is allowed. Leading zeros are not, unless after a sign: `007` is an identifier until it is
/// asked for as a number. `-0` is left to the real numbers, which have one.
@inline(__always)
func parseInteger(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int64? {
  if let short = ShortNumber(bytes, from: start, to: end), !short.hasPoint,
    short.magnitude != 0 || !short.isNegative, !hasLeadingZero(bytes, from: start, to: end)
  {
    return short.isNegative ? 0 &- short.magnitude : short.magnitude
  }
  return parseAnyInteger(bytes, from: start, to: end)
}

/// Whether a digit 0 begins a longer text.
@inline(__always)
private func hasLeadingZero(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
  bytes[start] == Byte.zero && end &- start > 1
}

/// The largest whole number up to which doubles hold every one.
let exactIntegerLimit: Int64 = 1 << 53

private func parseAnyInteger(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int64? {
  guard start < end, !hasLeadingZero(bytes, from: start, to: end) else { return nil }
  var position = start
  let isNegative = bytes[start] == Byte.minus
  if isNegative || bytes[start] == Byte.plus { position &+= 1 }
  let digits = end &- position
  // Zeros may come first after a sign.
  guard digits > 0, digits <= 18 else {
    return digits > 0 ? parseLongInteger(bytes, from: position, to: end, isNegative) : nil
  }
  var magnitude: Int64 = 0
  while position < end {
    let digit = bytes[position] &- Byte.zero
    guard digit < 10 else { return nil }
    magnitude = magnitude &* 10 &+ Int64(digit)
    position &+= 1
  }
  if magnitude > exactIntegerLimit { return nil }
  if isNegative { return magnitude == 0 ? nil : 0 &- magnitude }
  return magnitude
}

private func parseLongInteger(
  _ bytes: Span<UInt8>, from start: Int, to end: Int, _ isNegative: Bool
) -> Int64? {
  var value: Int64 = 0
  for position in start..<end {
    let digit = bytes[position] &- Byte.zero
    guard digit < 10 else { return nil }
    let (tenfold, overflowed) = value.multipliedReportingOverflow(by: 10)
    let step = Int64(digit)
    let (sum, overflowedToo) =
      isNegative
      ? tenfold.subtractingReportingOverflow(step) : tenfold.addingReportingOverflow(step)
    if overflowed || overflowedToo || sum.magnitude > exactIntegerLimit { return nil }
    value = sum
  }
  return isNegative && value == 0 ? nil : value
}

/// The number in some bytes, correctly rounded, or nil if they hold none.
@inline(__always)
func parseNumber(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Double? {
  if let short = ShortNumber(bytes, from: start, to: end) {
    let value = exactQuotient(short.magnitude, powerOfTen: short.fractionDigits)
    // Every other number may be negative: no branch on it.
    return Double(bitPattern: value.bitPattern | UInt64(short.isNegative ? 1 : 0) &<< 63)
  }
  return parseAnyNumber(bytes, from: start, to: end)
}

private func parseAnyNumber(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Double? {
  guard start < end else { return nil }
  var position = start
  let isNegative = bytes[start] == Byte.minus
  if isNegative || bytes[start] == Byte.plus { position &+= 1 }
  let firstDigit = position
  var significand: UInt64 = 0
  position = takeDigits(bytes, from: position, to: end, into: &significand)
  var digits = position &- firstDigit
  var exponent = 0
  if position < end, bytes[position] == Byte.point {
    let fraction = position &+ 1
    position = takeDigits(bytes, from: fraction, to: end, into: &significand)
    digits &+= position &- fraction
    exponent = fraction &- position
  }
  let lastDigit = position
  guard digits > 0 else {
    return isInfinity(bytes, from: firstDigit, to: end)
      ? (isNegative ? -.infinity : .infinity) : nil
  }
  if position < end {
    guard let written = parseExponent(bytes, from: position, to: end) else { return nil }
    exponent += written
  }
  let magnitude: Double?
  if digits <= 19 {
    magnitude = decimal(significand, exponent: exponent)
  } else {
    magnitude = longDecimal(bytes, from: firstDigit, to: lastDigit, exponent: exponent)
  }
  return magnitude.map { isNegative ? -$0 : $0 }
}

/// Reads digits into a significand, which wraps around beyond 19 of them; returns where they end.
@inline(__always)
private func takeDigits(
  _ bytes: Span<UInt8>, from start: Int, to end: Int, into significand: inout UInt64
) -> Int {
  var position = start
  while position &+ 8 <= end, let eight = eightDigits(bytes, at: position) {
    significand = significand &* 100_000_000 &+ eight
    position &+= 8
  }
  while position < end {
    let digit = bytes[position] &- Byte.zero
    guard digit < 10 else { break }
    significand = significand &* 10 &+ UInt64(digit)
    position &+= 1
  }
  return position
}

/// The exponent after `e` or `E`, up to the end; huge ones are cut to ±10^15, beyond any number of
/// digits there can be.
private func parseExponent(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
  guard bytes[start] | 0x20 == Byte.lowerE, start &+ 1 < end else { return nil }
  var position = start &+ 1
  let isNegative = bytes[position] == Byte.minus
  if isNegative || bytes[position] == Byte.plus { position &+= 1 }
  guard position < end else { return nil }
  var exponent = 0
  while position < end {
    let digit = bytes[position] &- Byte.zero
    guard digit < 10 else { return nil }
    exponent = min(exponent &* 10 &+ Int(digit), 1_000_000_000_000_000)
    position &+= 1
  }
  return isNegative ? -exponent : exponent
}

/// Whether the bytes are `inf` or `infinity` in any case.
private func isInfinity(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
  let count = end - start
  guard count == 3 || count == 8 else { return false }
  var position = start
  for letter in "infinity".utf8.prefix(count) {
    guard bytes[position] | 0x20 == letter else { return false }
    position += 1
  }
  return true
}

/// The number of more than 19 digits (and perhaps a point) times a power of ten; nil if infinite.
private func longDecimal(
  _ bytes: Span<UInt8>, from start: Int, to end: Int, exponent: Int
) -> Double? {
  var digits: [UInt8] = []
  var dropped = 0
  var droppedNonzero = false
  for position in start..<end where bytes[position] != Byte.point {
    if digits.isEmpty && bytes[position] == Byte.zero { continue }
    if digits.count < decidingDigits {
      digits.append(bytes[position])
    } else {
      dropped += 1
      droppedNonzero = droppedNonzero || bytes[position] != Byte.zero
    }
  }
  if droppedNonzero {
    // Stands for all that was dropped: above a tie, below the next digit.
    digits.append(Byte.zero + 1)
    dropped -= 1
  }
  return decimal(digits: digits, exponent: exponent + dropped)
}
