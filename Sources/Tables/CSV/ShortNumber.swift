// Numbers of up to eight digits or seven and a point, the sign not counted: most of those in files.
//
// The text fits a word, and everything is done to all of its bytes at once. How long a number is and
// where its point stands changes from cell to cell, so a loop over digits ends in a branch that
// cannot be foreseen; here there is none.

/// The digits of a short number as a whole number, and how many of them follow the point.
struct ShortNumber: BitwiseCopyable {
  let isNegative: Bool
  /// Below 10^8.
  let magnitude: Int64
  /// At most 7.
  let fractionDigits: Int
  let hasPoint: Bool

  /// What stands in some bytes; nil if that is longer, or no number, or too near the end of all bytes
  /// to be read as a word.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard start < end else { return nil }
    isNegative = bytes[start] == Byte.minus
    let first = start &+ (isNegative ? 1 : 0) &+ (bytes[start] == Byte.plus ? 1 : 0)
    let count = end &- first
    guard count > 0, count <= 8, first &+ 8 <= bytes.count else { return nil }
    // The last character comes to the top; the bytes that become free below are digits 0.
    var digits = littleEndianWord(bytes, at: first) ^ repeated(Byte.zero)
    digits &<<= UInt64(64 &- 8 &* count)
    let points = Tables.bytes(in: digits ^ repeated(Byte.point ^ Byte.zero), below: 1)
    hasPoint = points != 0
    if hasPoint {
      if count == 1 { return nil }
      // What stands before the point moves up over it.
      let place = UInt64(8 &* bytesBeforeMark(points))
      let before = 1 &<< place &- 1
      let beforeAndPoint = before &<< 8 | 0xFF
      digits = digits & ~beforeAndPoint | (digits & before) &<< 8
      fractionDigits = 7 &- Int(place >> 3)
    } else {
      fractionDigits = 0
    }
    guard Tables.bytes(in: digits, below: 10) == repeated(0x80) else { return nil }
    magnitude = Int64(truncatingIfNeeded: wholeNumber(ofDigits: digits))
  }
}

/// The whole number that eight characters make, or nil if they are not all digits.
@inline(__always)
func eightDigits(_ bytes: Span<UInt8>, at offset: Int) -> UInt64? {
  let digits = littleEndianWord(bytes, at: offset) ^ repeated(Byte.zero)
  return Tables.bytes(in: digits, below: 10) == repeated(0x80) ? wholeNumber(ofDigits: digits) : nil
}

/// The number that eight digits make, the first of which is the lowest byte: pairs, then fours, then
/// all by multiplications (Lemire, "Quickly parsing eight digits", 2018).
@inline(__always)
private func wholeNumber(ofDigits digits: UInt64) -> UInt64 {
  let pairs = digits &* 10 &+ digits >> 8
  let even = (pairs & 0x0000_00FF_0000_00FF) &* (100 &+ 1_000_000 &<< 32)
  let odd = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* (1 &+ 10_000 &<< 32)
  return (even &+ odd) >> 32
}
