/// The header of a text, and where its records lie.
struct CSVBody: Sendable {
  /// The names as written.
  let header: [String]
  /// The names of the columns.
  let names: [String]
  let nameNotes: [CSVNote]
  /// Where the first record begins.
  let start: Int
  /// The end of the last record, without the line ends after it.
  let end: Int
  /// The number of empty lines before the header, and the offset of the first.
  let blankLines: (count: Int, first: Int)
}

extension CSVReader {
  private static let headerBytes = 1 << 16

  /// Reads the header.
  func body() throws(TableError) -> CSVBody {
    let first = try source.bytes(0..<min(4, source.count))
    if let encoding = foreignEncoding(first.span) {
      throw .unsupportedEncoding(encoding, source: source.name)
    }
    let start = byteOrderMarkLength(first.span)
    let end = try endOfRecords(after: start)
    guard start < end else { throw .empty(source: source.name) }
    var size = Self.headerBytes
    while true {
      let stop = min(end, start + size)
      let bytes = try source.bytes(start..<stop)
      var scanner = RecordScanner(
        delimiter: delimiter.byte, from: 0, to: bytes.count, isOpenEnded: stop < end)
      if let written = try header(bytes.span, &scanner, base: start) {
        let (names, notes) = uniqueColumnNames(written)
        let (count, first) = scanner.blankLines
        return CSVBody(
          header: written, names: names, nameNotes: notes, start: start + scanner.position,
          end: end, blankLines: (count, start + first))
      }
      size *= 2
    }
  }

  /// The names in the header; nil if it does not end in the bytes.
  private func header(
    _ bytes: Span<UInt8>, _ scanner: inout RecordScanner, base: Int
  ) throws(TableError) -> [String]? {
    while scanner.passBlankLine(bytes) {}
    if scanner.isCut || scanner.position == scanner.end { return nil }
    let start = scanner.position
    let fields: [FieldRange]?
    do {
      fields = try scanner.nextRecord(bytes, limit: Self.columnLimit)
    } catch {
      let invalid = firstInvalidUTF8(bytes, from: start, to: error.offset)
      throw try tableError(invalid.map { .invalidUTF8($0) } ?? error, base: base, columns: 0)
    }
    guard let fields else {
      throw .tooManyColumns(limit: Self.columnLimit, at: try location(of: base + start))
    }
    if scanner.isCut { return nil }
    if let invalid = firstInvalidUTF8(bytes, from: start, to: scanner.position) {
      throw .invalidUTF8(at: try location(of: base + invalid))
    }
    var names: [String] = []
    names.reserveCapacity(fields.count)
    for field in fields { names.append(field.string(bytes)) }
    return names
  }

  /// The end of the text without the line ends after its last record.
  private func endOfRecords(after start: Int) throws(TableError) -> Int {
    var end = source.count
    while end > start {
      let from = max(start, end - Self.headerBytes)
      let bytes = try source.bytes(from..<end)
      let kept = bytes.lastIndex { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
      if let kept { return from + kept - bytes.startIndex + 1 }
      end = from
    }
    return end
  }
}
