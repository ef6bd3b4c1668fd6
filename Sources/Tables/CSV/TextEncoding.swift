// Texts that are not UTF-8, made into it.

/// An encoding that a text turned out to have.
struct FoundEncoding: Sendable, Equatable {
  let encoding: CSVOptions.Encoding
  /// Whether the higher byte of a pair comes first.
  var isBigEndian = false

  var name: String {
    switch encoding {
    case .utf8: "UTF-8"
    case .utf16: "UTF-16"
    case .windows1252: "Windows-1252"
    case .latin1: "Latin-1"
    }
  }
}

/// The UTF-16 that the first bytes of a text show: by the byte-order mark or, in a text of some
/// length, because every other byte is zero.
func sniffedUTF16(_ bytes: Span<UInt8>) -> FoundEncoding? {
  guard bytes.count >= 2 else { return nil }
  if bytes[0] == 0xFF && bytes[1] == 0xFE { return FoundEncoding(encoding: .utf16) }
  if bytes[0] == 0xFE && bytes[1] == 0xFF {
    return FoundEncoding(encoding: .utf16, isBigEndian: true)
  }
  let count = bytes.count & ~1
  guard count >= 8 else { return nil }
  var zeros = (even: 0, odd: 0)
  for position in 0..<count where bytes[position] == Byte.nul {
    if position & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
  }
  if zeros.even == 0 && zeros.odd * 10 >= count * 4 { return FoundEncoding(encoding: .utf16) }
  if zeros.odd == 0 && zeros.even * 10 >= count * 4 {
    return FoundEncoding(encoding: .utf16, isBigEndian: true)
  }
  return nil
}

/// The bytes of a text as UTF-8; what cannot be decoded becomes U+FFFD.
func transcoded(_ bytes: ArraySlice<UInt8>, from found: FoundEncoding) -> [UInt8] {
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count + bytes.count / 8)
  switch found.encoding {
  case .utf8: return Array(bytes)
  case .latin1:
    for byte in bytes { append(UInt32(byte), to: &text) }
  case .windows1252:
    for byte in bytes {
      append((0x80..<0xA0).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt32(byte), to: &text)
    }
  case .utf16:
    let (low, high) = found.isBigEndian ? (1, 0) : (0, 1)
    let starts = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
    let units = starts.lazy.map { (start: Int) -> UInt16 in
      UInt16(bytes[start + low]) | UInt16(bytes[start + high]) << 8
    }
    _ = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false
    ) { text.append($0) }
  }
  return text
}

private func append(_ scalar: UInt32, to text: inout [UInt8]) {
  if scalar < 0x80 {
    text.append(UInt8(truncatingIfNeeded: scalar))
  } else if scalar < 0x800 {
    text.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  } else {
    text.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }
}

/// Whether bytes that are not UTF-8 are surely text in Windows-1252: no control characters, no
/// byte that Windows-1252 leaves undefined, and nothing beyond ASCII that would be UTF-8, as in a
/// text of UTF-8 with one broken place.
func isSurelyWindows1252(_ bytes: Span<UInt8>) -> Bool {
  var position = 0
  while position < bytes.count {
    let byte = bytes[position]
    if byte < 0x80 {
      let isControl = byte < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains(byte)
      if isControl || byte == 0x7F { return false }
      position += 1
      continue
    }
    if byte < 0xA0 && windows1252[Int(byte) - 0x80] == undefinedScalar { return false }
    for length in 2...4 where position + length <= bytes.count {
      if firstInvalidUTF8(bytes, from: position, to: position + length) == nil { return false }
    }
    position += 1
  }
  return true
}

private let undefinedScalar: UInt32 = 0xFFFD

/// The scalars of the bytes 0x80 to 0x9F in Windows-1252.
private let windows1252: [UInt32] = [
  0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
]
