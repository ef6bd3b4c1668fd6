/// The header of a text, how its records are marked, and where they lie.
struct CSVBody: Sendable {
  /// The names as written.
  let header: [String]
  /// The names of the columns.
  let names: [String]
  /// What stands below the names in further header rows, by column; empty where there are none.
  let labels: [String]
  let dialect: CSVDialect
  /// Where the first record begins.
  let start: Int
  /// The end of the last record, without the line ends after it.
  let end: Int
  /// The number of empty lines before the header, and the offset of the first.
  let blank: PlaceCount
  /// What was found above the rows and below them.
  let notes: [CSVNote]
}

extension CSVReader {
  private static let sniffedBytes = 1 << 17

  /// Reads the header, and finds what is not said in the options.
  func body() throws(TableError) -> CSVBody {
    let first = try source.bytes(0..<min(4, source.count))
    var start = byteOrderMarkLength(first.span)
    var notes: [CSVNote] = []
    if let lines = options.skippedLines { start = try offset(afterLines: lines, from: start) }
    let textEnd = try endOfRecords(from: start, to: source.count)
    guard start < textEnd else { throw .empty(source: source.name) }
    var dialect = CSVDialect(
      delimiter: (options.delimiter ?? preferredDelimiter).byte,
      comment: Array((options.comment ?? "").utf8),
      fillsShortRecords: options.fillsShortRows)
    var size = Self.sniffedBytes
    while true {
      let stop = min(textEnd, start + size)
      let bytes = try source.bytes(start..<stop)
      let isOpenEnded = stop < textEnd
      if size == Self.sniffedBytes, options.delimiter == nil {
        let skipped = try chooseDelimiter(
          bytes.span, isOpenEnded: isOpenEnded, for: &dialect, &notes)
        start += skipped
        if skipped > 0 { continue }
      }
      let scanner = try headerScanner(bytes.span, dialect, isOpenEnded: isOpenEnded, base: start)
      let records = sniffed(bytes.span, dialect: dialect, isOpenEnded: isOpenEnded)
      if scanner.isFinished, !records.isEmpty {
        return try body(
          records, base: start, textEnd: textEnd, dialect: dialect, notes: notes)
      }
      if !isOpenEnded { throw .empty(source: source.name) }
      size = try enlarged(size, at: start)
    }
  }

  /// Puts the delimiter found into a dialect; the number of bytes to pass over.
  private func chooseDelimiter(
    _ bytes: Span<UInt8>, isOpenEnded: Bool, for dialect: inout CSVDialect,
    _ notes: inout [CSVNote]
  ) throws(TableError) -> Int {
    if notes.isEmpty, let named = namedDelimiter(bytes) {
      dialect.delimiter = named.delimiter.byte
      notes.append(.delimiter(named.delimiter.name))
      return named.end
    }
    guard notes.isEmpty else { return 0 }
    let found = foundDelimiter(
      bytes, isOpenEnded: isOpenEnded, preferred: preferredDelimiter, dialect: dialect)
    dialect.delimiter = found.byte
    if found != preferredDelimiter { notes.append(.delimiter(found.name)) }
    return 0
  }

  /// Goes over the first record; whether it ends in the bytes.
  ///
  /// - Throws: what is wrong with it.
  private func headerScanner(
    _ bytes: Span<UInt8>, _ dialect: CSVDialect, isOpenEnded: Bool, base: Int
  ) throws(TableError) -> (isFinished: Bool, blank: PlaceCount) {
    var scanner = RecordScanner(dialect, from: 0, to: bytes.count, isOpenEnded: isOpenEnded)
    while scanner.passBlankLine(bytes) || !dialect.comment.isEmpty && scanner.passComment(bytes) {}
    if scanner.isCut || scanner.position >= scanner.end { return (false, scanner.passed.blank) }
    let start = scanner.position
    let fields: [FieldRange]?
    do {
      fields = try scanner.nextRecord(bytes, limit: Self.columnLimit)
    } catch {
      let invalid = firstInvalidUTF8(bytes, from: start, to: error.offset)
      throw try tableError(invalid.map { .invalidUTF8($0) } ?? error, base: base, columns: 0)
    }
    guard fields != nil else {
      throw .tooManyColumns(limit: Self.columnLimit, at: try location(of: base + start))
    }
    if scanner.isCut { return (false, scanner.passed.blank) }
    if let invalid = firstInvalidUTF8(bytes, from: start, to: scanner.position) {
      throw .invalidUTF8(at: try location(of: base + invalid))
    }
    return (true, scanner.passed.blank)
  }

  /// The body of a text whose first records are known.
  private func body(
    _ records: [SniffedRecord], base: Int, textEnd: Int, dialect: CSVDialect, notes: [CSVNote]
  ) throws(TableError) -> CSVBody {
    var notes = notes
    let words = MissingWords(adding: options.missingWords)
    let layout = CSVLayout(
      records, headerRows: options.headerRows, isAtHeader: options.skippedLines != nil,
      words: words)
    if layout.titles > 0 {
      let text = records[0].fields.first { !$0.isEmpty } ?? ""
      notes.append(
        .titleLines(
          count: layout.titles, text: text,
          header: try location(of: base + records[layout.titles].start)))
    }
    let header = records[layout.titles]
    let lastHeader = min(records.count - 1, layout.titles + layout.headerRows - 1)
    let labels = records[(layout.titles + 1)..<(lastHeader + 1)]
    if let first = labels.first, options.headerRows == nil {
      notes.append(
        .headerRows(
          count: labels.count, text: first.fields.first { !$0.isEmpty } ?? "",
          at: try location(of: base + first.start)))
    }
    let start = base + records[lastHeader].end
    let above = try source.bytes(base..<start)
    if let invalid = firstInvalidUTF8(above.span, from: 0, to: above.count) {
      throw .invalidUTF8(at: try location(of: base + invalid))
    }
    let end = try endOfRows(
      from: start, to: textEnd, columns: header.fields.count, dialect: dialect, notes: &notes)
    var written = header.fields
    if layout.hasRowNames {
      written.insert("row.names", at: 0)
      notes.append(.rowNames(at: try location(of: base + header.start)))
    }
    let (names, nameNotes) = uniqueColumnNames(written)
    var blank = PlaceCount()
    try countBlankLines(before: base + header.start, from: base, into: &blank)
    return CSVBody(
      header: written, names: names,
      labels: written.indices.map { column in
        labels.map { column < $0.fields.count ? $0.fields[column] : "" }
          .filter { !$0.isEmpty }.joined(separator: "; ")
      },
      dialect: dialect, start: start, end: end, blank: layout.titles > 0 ? PlaceCount() : blank,
      notes: notes + nameNotes)
  }

  private func countBlankLines(
    before limit: Int, from start: Int, into blank: inout PlaceCount
  ) throws(TableError) {
    let bytes = try source.bytes(start..<limit)
    let span = bytes.span
    var scanner = RecordScanner(
      CSVDialect(delimiter: Byte.comma), from: 0, to: span.count)
    while scanner.passBlankLine(span) {}
    blank.add(scanner.passed.blank, from: start)
  }

  /// The offset of the line after some lines.
  private func offset(afterLines lines: Int, from start: Int) throws(TableError) -> Int {
    var position = start
    var left = lines
    while left > 0 && position < source.count {
      let bytes = try source.bytes(position..<min(position + (1 << 16), source.count))
      let span = bytes.span
      var offset = 0
      while left > 0 && offset < span.count {
        let byte = span[offset]
        offset += 1
        if byte == Byte.carriageReturn {
          // A pair must not be torn apart by the end of the piece.
          if offset == span.count && position + offset < source.count { break }
          if offset < span.count && span[offset] == Byte.lineFeed { offset += 1 }
          left -= 1
        } else if byte == Byte.lineFeed {
          left -= 1
        }
      }
      if offset == span.count, left > 0, span.count > 1, span[offset - 1] == Byte.carriageReturn,
        position + offset < source.count
      {
        offset -= 1
      }
      position += offset
    }
    return position
  }

  /// The end of the text without the line ends after its last record.
  func endOfRecords(from start: Int, to textEnd: Int) throws(TableError) -> Int {
    var end = textEnd
    while end > start {
      let from = max(start, end - (1 << 16))
      let bytes = try source.bytes(from..<end)
      let kept = bytes.lastIndex { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
      if let kept { return from + kept - bytes.startIndex + 1 }
      end = from
    }
    return end
  }
}
