import Threading

/// A fingerprint of some bytes: 32 hexadecimal digits, the same on every machine.
///
/// It tells apart data that differ by accident, for provenance; it is no cryptographic hash, and
/// whoever wants to can make two files with the same one. The algorithm is Austin Appleby's
/// MurmurHash3 (variant x64, 128 bits, seed 0), so that other programs can check it. Bytes beyond
/// `digestPiece` are cut into pieces of that length, whose fingerprints (two words each,
/// little-endian) are joined and taken a fingerprint of. Complexity: O(bytes).
package func digest(of bytes: [UInt8]) -> String {
  let pieces = concurrentMap(count: digestPieces(of: bytes.count)) { index in
    let slice = bytes[digestRange(index, of: bytes.count)]
    return murmur(of: slice.span)
  }
  return joined(pieces)
}

/// Four megabytes: the length of the pieces that a fingerprint is made of.
package let digestPiece = 1 << 22

/// The fingerprint of a text, read piece by piece.
func digest(of source: TextSource) throws(TableError) -> String {
  let pieces = concurrentMap(count: digestPieces(of: source.count)) {
    index -> Result<Digest, TableError> in
    do throws(TableError) {
      let slice = try source.bytes(digestRange(index, of: source.count))
      return .success(murmur(of: slice.span))
    } catch {
      return .failure(error)
    }
  }
  var found: [Digest] = []
  for piece in pieces { found.append(try piece.get()) }
  return joined(found)
}

private func digestPieces(of count: Int) -> Int { max(1, (count + digestPiece - 1) / digestPiece) }

private func digestRange(_ index: Int, of count: Int) -> Range<Int> {
  index * digestPiece..<min((index + 1) * digestPiece, count)
}

private func joined(_ pieces: [Digest]) -> String {
  var whole = pieces[0]
  if pieces.count > 1 {
    var bytes: [UInt8] = []
    for word in pieces.flatMap({ [$0.first, $0.second] }) {
      for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * shift))) }
    }
    let slice = bytes[...]
    whole = murmur(of: slice.span)
  }
  return hexadecimal(whole.first) + hexadecimal(whole.second)
}

/// The two words of a fingerprint.
private struct Digest: Sendable {
  let first: UInt64
  let second: UInt64
}

private func murmur(of bytes: Span<UInt8>) -> Digest {
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
  return Digest(first: first, second: second)
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
