/// Reads CSV bytes into columns.
///
/// The text is cut into blocks of whole records that fit the processor's cache: a block is first
/// split into fields (``RecordScanner``), then each column takes its fields (``ColumnBuilder``).
/// Beside the bytes and the values themselves, memory is one block of field positions.
struct CSVReader {
  /// The most columns a table may have, so that a line of nothing but delimiters does no harm.
  static let columnLimit = 1_000_000
  /// Room is made at once for this many cells at most; what comes after grows as needed.
  private static let reservedCells = 1 << 26
  private static let fieldsPerBlock = 8192

  let source: String
  let delimiter: CSVOptions.Delimiter
  let words: MissingWords

  /// A reader of text from a source called by a name, which errors mention.
  init(source: String, delimiter: CSVOptions.Delimiter, missingWords: [String]) {
    self.source = source
    self.delimiter = delimiter
    words = MissingWords(adding: missingWords)
  }

  /// Reads a whole text.
  func read(_ bytes: Span<UInt8>) throws(TableError) -> (table: Table, notes: [CSVNote]) {
    if let encoding = foreignEncoding(bytes) {
      throw .unsupportedEncoding(encoding, source: source)
    }
    let start = byteOrderMarkLength(bytes)
    var end = bytes.count
    while end > start && isLineEnd(bytes[end - 1]) { end -= 1 }
    guard start < end else { throw .empty(source: source) }

    var scanner = RecordScanner(delimiter: delimiter.byte, from: start, to: end)
    let header = try readHeader(bytes, &scanner)
    let body = scanner
    var builders = [ColumnBuilder](repeating: ColumnBuilder(), count: header.count)
    try readRecords(bytes, &scanner, columns: header.count, into: &builders, Array(header.indices))
    let late = builders.indices.filter { builders[$0].kind == .unread }
    if !late.isEmpty {
      var again = body
      var categories = [ColumnBuilder](repeating: ColumnBuilder(.category), count: late.count)
      try readRecords(bytes, &again, columns: header.count, into: &categories, late)
      for (column, builder) in zip(late, categories) { builders[column] = builder }
    }
    let (names, nameNotes) = uniqueColumnNames(header)
    let columns = zip(names, builders).map { $1.finish(name: $0) }
    return (try Table(columns), nameNotes + notes(on: scanner, header: header, bytes))
  }

  private func readHeader(_ bytes: Span<UInt8>, _ scanner: inout RecordScanner) throws(TableError)
    -> [String]
  {
    while scanner.passBlankLine(bytes) {}
    let start = scanner.position
    let fields: [FieldRange]?
    do {
      fields = try scanner.nextRecord(bytes, limit: Self.columnLimit)
    } catch {
      throw tableError(error, bytes, checkedFrom: start, columns: 0)
    }
    guard let fields else {
      throw .tooManyColumns(limit: Self.columnLimit, at: location(of: start, bytes))
    }
    try checkText(bytes, &scanner, from: start)
    var names: [String] = []
    names.reserveCapacity(fields.count)
    for field in fields { names.append(field.string(bytes)) }
    return names
  }

  /// Reads the records that remain, each of some number of columns; builder i takes column
  /// `chosen[i]`.
  private func readRecords(
    _ bytes: Span<UInt8>, _ scanner: inout RecordScanner, columns: Int,
    into builders: inout [ColumnBuilder], _ chosen: [Int]
  ) throws(TableError) {
    let rowsPerBlock = max(1, Self.fieldsPerBlock / columns)
    var block = ContiguousArray(
      repeating: FieldRange(start: 0, end: 0), count: rowsPerBlock * columns)
    let start = scanner.position
    var rows = 0
    while scanner.position < scanner.end {
      let blockStart = scanner.position
      let count: Int
      do {
        count = try scanner.fill(&block, columns: columns, bytes)
      } catch {
        throw tableError(error, bytes, checkedFrom: blockStart, columns: columns)
      }
      try checkText(bytes, &scanner, from: blockStart)
      for (index, column) in chosen.enumerated() {
        let cells = CellBlock(fields: block, column: column, columns: columns, count: count)
        builders[index].take(cells, bytes, words)
      }
      if rows == 0 && count > 0 {
        let expected = (scanner.end - start) / (scanner.position - start) * count
        let room = min(expected, Self.reservedCells / columns)
        for index in builders.indices { builders[index].reserve(room) }
      }
      rows += count
      if rows > Int32.max { throw .tooManyRows(limit: Int(Int32.max), source: source) }
    }
  }

  /// Refuses bytes from an offset to the scanner's position that are not UTF-8.
  private func checkText(
    _ bytes: Span<UInt8>, _ scanner: inout RecordScanner, from start: Int
  ) throws(TableError) {
    guard scanner.seenBits >= 0x80 else { return }
    if let offset = firstInvalidUTF8(bytes, from: start, to: scanner.position) {
      throw .invalidUTF8(at: location(of: offset, bytes))
    }
    scanner.seenBits = 0
  }
}

extension CSVReader {
  /// The error for what the scanner stumbled over, or for text before it that is not UTF-8.
  private func tableError(
    _ problem: RecordScanner.Problem, _ bytes: Span<UInt8>, checkedFrom start: Int, columns: Int
  ) -> TableError {
    if let offset = firstInvalidUTF8(bytes, from: start, to: problem.offset) {
      return .invalidUTF8(at: location(of: offset, bytes))
    }
    let place = location(of: problem.offset, bytes)
    return switch problem {
    case .nulByte: .nulByte(at: place)
    case .unterminatedQuote: .unterminatedQuote(at: place)
    case .textAfterQuote: .textAfterQuote(at: place)
    case .raggedRecord(_, let fields): .raggedRow(fields: fields, expected: columns, at: place)
    }
  }

  private func notes(
    on scanner: RecordScanner, header: [String], _ bytes: Span<UInt8>
  ) -> [CSVNote] {
    var notes: [CSVNote] = []
    let (count, first) = scanner.blankLines
    if count > 0 { notes.append(.blankLines(count: count, first: location(of: first, bytes))) }
    if header.count == 1 {
      let others = CSVOptions.Delimiter.allCases.filter {
        $0 != delimiter && header[0].utf8.contains($0.byte)
      }
      notes += others.map { .otherDelimiter($0.name) }
    }
    return notes
  }

  private func location(of offset: Int, _ bytes: Span<UInt8>) -> CSVLocation {
    CSVLocation(source: source, line: lineNumber(of: offset, in: bytes))
  }
}

private func isLineEnd(_ byte: UInt8) -> Bool {
  byte == Byte.lineFeed || byte == Byte.carriageReturn
}
