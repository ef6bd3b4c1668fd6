/// The form a number is written in, as far as it tells identifiers from quantities.
enum NumberForm: Sendable, Equatable {
  /// A whole number that reads back as it is written.
  case whole
  /// A whole number that does not: leading zeros, or an exponent without a point, as in `1E5`.
  case odd
  /// A whole number of so many digits that doubles do not tell it from its neighbours.
  case long
  /// Any other number, and what is none.
  case other

  /// The form of some bytes.
  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    if parseInteger(bytes, from: start, to: end) != nil {
      self = .whole
      return
    }
    var position = start
    if position < end, bytes[position] == Byte.minus || bytes[position] == Byte.plus {
      position += 1
    }
    let firstDigit = position
    while position < end, bytes[position] &- Byte.zero < 10 { position += 1 }
    let digits = position - firstDigit
    guard digits > 0 else {
      self = .other
      return
    }
    if position == end {
      let isMinusZero = bytes[start] == Byte.minus && isZero(bytes, from: firstDigit, to: end)
      self = bytes[firstDigit] == Byte.zero ? (isMinusZero ? .other : .odd) : .long
      return
    }
    // Numbers beyond what doubles tell apart are quantities: nobody is called 1e300.
    let isExponent = bytes[position] | 0x20 == Byte.lowerE && position + 1 < end
    if isExponent, bytes[position + 1] != Byte.minus,
      let value = parseNumber(bytes, from: start, to: end), value.magnitude <= 0x1p53
    {
      self = .odd
    } else {
      self = .other
    }
  }
}

private func isZero(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
  for position in start..<end where bytes[position] != Byte.zero { return false }
  return true
}
