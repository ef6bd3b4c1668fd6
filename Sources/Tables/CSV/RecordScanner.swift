/// Finds fields and records in bytes, by RFC 4180 with these readings of what it leaves open:
///
/// - A record ends with CR LF, LF or CR; inside quotes these are text.
/// - Blanks (spaces, and tabs where the tab is no delimiter) around a field, outside its quotes, are
///   not part of it.
/// - A field is quoted if its first character that is no blank is a quote; a quote further on in an
///   unquoted field is text.
///
/// The bytes may be a part of a text that goes on after them: then a record that reaches their end is
/// left for the next part, since nobody knows yet how it ends.
///
/// The scanner only says where fields lie; it makes no copies, and its memory does not grow with the
/// length of a field or a line.
struct RecordScanner {
  /// What the scanner stumbled over, and where.
  enum Problem: Error {
    case nulByte(Int)
    case unterminatedQuote(Int)
    case textAfterQuote(Int)
    case raggedRecord(Int, fields: Int)
    case invalidUTF8(Int)

    var offset: Int {
      switch self {
      case .nulByte(let offset), .unterminatedQuote(let offset), .textAfterQuote(let offset),
        .raggedRecord(let offset, _), .invalidUTF8(let offset):
        offset
      }
    }
  }

  let delimiter: UInt8
  /// What begins a line that is a comment; empty if nothing does.
  let comment: [UInt8]
  /// Whether short records are filled up with empty fields.
  let fillsShortRecords: Bool
  /// The end of the last record, without the line ends after it.
  let end: Int
  /// Whether the text goes on after the end.
  let isOpenEnded: Bool
  /// Whether a record was left for the next part of the text; it begins at the position.
  var isCut = false
  /// Where the next field begins.
  var position: Int
  /// Whether the field read last ended its record.
  var isAtRecordEnd = true
  /// All bytes of fields so far, and perhaps some after them, or'ed eight at a time.
  private var seenBits: UInt64 = 0
  /// Lines passed over and records mended so far.
  var passed = PassedLines()
  /// The delimiter, eight times.
  private let delimiters: UInt64
  /// Which of 64 bytes may end an unquoted field, and where the first of them is.
  private var marks: UInt64 = 0
  private var marksStart: Int

  init(_ dialect: CSVDialect, from start: Int, to end: Int, isOpenEnded: Bool = false) {
    delimiter = dialect.delimiter
    comment = dialect.comment
    fillsShortRecords = dialect.fillsShortRecords
    self.isOpenEnded = isOpenEnded
    self.end = end
    position = start
    marksStart = start &- 64
    delimiters = repeated(delimiter)
  }

  /// Whether there may have been a byte that is not ASCII since this was last asked.
  mutating func hasSeenForeignBytes() -> Bool {
    defer { seenBits = 0 }
    return seenBits & repeated(0x80) != 0
  }

  /// Reads one field and the delimiter or line end after it.
  @inline(__always)
  mutating func nextField(_ bytes: Span<UInt8>) throws(Problem) -> FieldRange {
    var start = position
    while start < end && isBlank(bytes[start]) { start &+= 1 }
    if start < end && bytes[start] == Byte.quote { return try quotedField(bytes, from: start) }
    var stop = unquotedEnd(bytes, from: start)
    try passSeparator(bytes, at: stop)
    while stop > start && isBlank(bytes[stop &- 1]) { stop &-= 1 }
    return FieldRange(start: start, end: stop)
  }

  /// The end of an unquoted field: the next delimiter, line end, NUL or the end of the bytes.
  @inline(__always)
  private mutating func unquotedEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var stop = start
    while true {
      let offset = stop &- marksStart
      if offset < 64 {
        let marked = marks &>> UInt64(truncatingIfNeeded: offset)
        if marked != 0 {
          stop &+= marked.trailingZeroBitCount
          if isSpecial(bytes[stop]) { return stop }
          stop &+= 1
          continue
        }
        stop = marksStart &+ 64
      }
      if stop &+ 64 > end { return lastUnquotedEnd(bytes, from: stop) }
      mark(bytes, from: stop)
    }
  }

  /// The same where fewer than 64 bytes are left.
  private mutating func lastUnquotedEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var stop = start
    while stop < end && !isSpecial(bytes[stop]) {
      seenBits |= UInt64(bytes[stop])
      stop &+= 1
    }
    return stop
  }

  /// Marks the bytes among the next 64 that may end an unquoted field: several fields are found by
  /// one look at their bytes. Of those below a carriage return, some end none.
  private mutating func mark(_ bytes: Span<UInt8>, from start: Int) {
    var found: UInt64 = 0
    var seen: UInt64 = 0
    for index in 0..<8 {
      let word = littleEndianWord(bytes, at: start &+ 8 &* index)
      seen |= word
      let candidates =
        Tables.bytes(in: word ^ delimiters, below: 1)
        | Tables.bytes(in: word, below: Byte.carriageReturn &+ 1)
      found |= gathered(candidates) &<< UInt64(8 &* index)
    }
    seenBits |= seen
    marksStart = start
    marks = found
  }

  private mutating func quotedField(_ bytes: Span<UInt8>, from quote: Int) throws(Problem)
    -> FieldRange
  {
    var stop = quote &+ 1
    var hasDoubledQuotes = false
    while true {
      while stop < end && bytes[stop] != Byte.quote && bytes[stop] != Byte.nul {
        let byte = bytes[stop]
        seenBits |= UInt64(byte)
        stop &+= 1
        if byte <= Byte.carriageReturn { countLineEnd(byte, before: stop, bytes) }
      }
      if stop >= end { throw .unterminatedQuote(quote) }
      if bytes[stop] == Byte.nul { throw .nulByte(stop) }
      guard stop &+ 1 < end, bytes[stop &+ 1] == Byte.quote else { break }
      hasDoubledQuotes = true
      stop &+= 2
    }
    var after = stop &+ 1
    while after < end && isBlank(bytes[after]) { after &+= 1 }
    if after < end && !isSpecial(bytes[after]) { throw .textAfterQuote(after) }
    try passSeparator(bytes, at: after)
    return FieldRange(start: quote &+ 1, end: stop, hasDoubledQuotes: hasDoubledQuotes)
  }

  /// Counts a line end inside quotes; a pair of CR and LF is one.
  private mutating func countLineEnd(_ byte: UInt8, before next: Int, _ bytes: Span<UInt8>) {
    let isPair =
      byte == Byte.carriageReturn && next < end && bytes[next] == Byte.lineFeed
    if byte == Byte.lineFeed || byte == Byte.carriageReturn && !isPair {
      passed.extraLines &+= 1
    }
  }

  @inline(__always)
  private mutating func passSeparator(_ bytes: Span<UInt8>, at offset: Int) throws(Problem) {
    guard offset < end else {
      position = end
      isAtRecordEnd = true
      return
    }
    let byte = bytes[offset]
    isAtRecordEnd = byte != delimiter
    position = offset &+ 1
    if byte == Byte.nul { throw .nulByte(offset) }
    if byte == Byte.carriageReturn && position < end && bytes[position] == Byte.lineFeed {
      position &+= 1
    }
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool {
    byte <= Byte.space && (byte == Byte.space || (byte == Byte.tab && delimiter != Byte.tab))
  }

  @inline(__always)
  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == Byte.nul
  }
}
