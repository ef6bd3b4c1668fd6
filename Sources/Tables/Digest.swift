/// A fingerprint of some bytes: 32 hexadecimal digits, the same on every machine.
///
/// It tells apart data that differ by accident, for provenance; it is no cryptographic hash, and
/// whoever wants to can make two files with the same one. The algorithm is Austin Appleby's
/// MurmurHash3 (variant x64, 128 bits, seed 0), so that other programs can check it. Complexity:
/// O(bytes).
package func digest(of bytes: [UInt8]) -> String {
  let slice = bytes[...]
  return digest(of: slice.span)
}

/// The fingerprint of bytes in place.
func digest(of bytes: Span<UInt8>) -> String {
  var state = DigestState()
  var offset = 0
  while bytes.count &- offset >= 16 {
    state.mix(littleEndianWord(bytes, at: offset), littleEndianWord(bytes, at: offset &+ 8))
    offset &+= 16
  }
  var rest: (low: UInt64, high: UInt64) = (0, 0)
  for index in 0..<bytes.count - offset {
    let byte = UInt64(bytes[offset + index])
    if index < 8 { rest.low |= byte << UInt64(8 * index) }
    if index >= 8 { rest.high |= byte << UInt64(8 * (index - 8)) }
  }
  let (first, second) = state.finish(rest.low, rest.high, count: UInt64(bytes.count))
  return hexadecimal(first) + hexadecimal(second)
}

/// The two running words of MurmurHash3 x64 128.
private struct DigestState {
  private var first: UInt64 = 0
  private var second: UInt64 = 0

  /// Takes in sixteen bytes.
  @inline(__always)
  mutating func mix(_ low: UInt64, _ high: UInt64) {
    first ^= scrambledLow(low)
    first = (first.rotatedLeft(27) &+ second) &* 5 &+ 0x52DC_E729
    second ^= scrambledHigh(high)
    second = (second.rotatedLeft(31) &+ first) &* 5 &+ 0x3849_5AB5
  }

  /// Takes in the last, fewer than sixteen, bytes and the number of all.
  consuming func finish(_ low: UInt64, _ high: UInt64, count: UInt64) -> (UInt64, UInt64) {
    first ^= scrambledLow(low) ^ count
    second ^= scrambledHigh(high) ^ count
    first &+= second
    second &+= first
    first = finalised(first)
    second = finalised(second)
    first &+= second
    second &+= first
    return (first, second)
  }

  private func scrambledLow(_ word: UInt64) -> UInt64 {
    (word &* 0x87C3_7B91_1142_53D5).rotatedLeft(31) &* 0x4CF5_AD43_2745_937F
  }

  private func scrambledHigh(_ word: UInt64) -> UInt64 {
    (word &* 0x4CF5_AD43_2745_937F).rotatedLeft(33) &* 0x87C3_7B91_1142_53D5
  }

  private func finalised(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    word = (word ^ (word >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return word ^ (word >> 33)
  }
}

extension UInt64 {
  fileprivate func rotatedLeft(_ count: UInt64) -> UInt64 {
    self << count | self >> (64 &- count)
  }
}

private func hexadecimal(_ word: UInt64) -> String {
  let digits = String(word, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
