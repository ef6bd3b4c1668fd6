// Questions about the bytes of a text as a whole.

/// The encoding a byte-order mark announces, if it cannot be read.
func unreadableEncoding(_ bytes: Span<UInt8>) -> String? {
  guard bytes.count >= 4 else { return nil }
  let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE && bytes[2] == 0 && bytes[3] == 0
  let isBig = bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 0xFE && bytes[3] == 0xFF
  return isLittle || isBig ? "UTF-32" : nil
}

/// The number of bytes in the UTF-8 byte-order mark at the start: 3 or 0.
func byteOrderMarkLength(_ bytes: Span<UInt8>) -> Int {
  guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return 0 }
  return 3
}

/// The physical line, counted from 1, that an offset lies on; CR LF, LF and CR end lines.
func lineNumber(of offset: Int, in source: TextSource) throws(TableError) -> Int {
  let piece = 1 << 20
  let last = min(offset, source.count)
  var line = 1
  for start in stride(from: 0, to: last, by: piece) {
    let end = min(start + piece, last)
    // One byte more tells CR LF from CR.
    let bytes = try source.bytes(start..<min(end + 1, source.count))
    let span = bytes.span
    for position in 0..<end - start {
      let byte = span[position]
      if byte == Byte.lineFeed { line += 1 }
      if byte == Byte.carriageReturn {
        let next = position + 1
        let isPair = next < span.count && span[next] == Byte.lineFeed
        if !isPair { line += 1 }
      }
    }
  }
  return line
}

/// The offset of the first byte in a range that is not part of well-formed UTF-8, or nil.
///
/// Table 3-7 of the Unicode Standard: no overlong forms, surrogates or values above U+10FFFF.
func firstInvalidUTF8(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
  var position = start
  while position < end {
    let lead = bytes[position]
    if lead < 0x80 {
      position &+= 1
      continue
    }
    guard let (length, second) = sequence(after: lead), position + length <= end,
      second.contains(bytes[position + 1])
    else { return position }
    for continuation in position + 2..<position + length {
      guard bytes[continuation] & 0xC0 == 0x80 else { return position }
    }
    position += length
  }
  return nil
}

/// The length of the sequence a byte leads and the range of its second byte.
private func sequence(after lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
  switch lead {
  case 0xC2...0xDF: (2, 0x80...0xBF)
  case 0xE0: (3, 0xA0...0xBF)
  case 0xED: (3, 0x80...0x9F)
  case 0xE1...0xEF: (3, 0x80...0xBF)
  case 0xF0: (4, 0x90...0xBF)
  case 0xF1...0xF3: (4, 0x80...0xBF)
  case 0xF4: (4, 0x80...0x8F)
  default: nil
  }
}
