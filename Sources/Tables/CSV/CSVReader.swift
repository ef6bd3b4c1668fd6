import Threading

/// Reads CSV into columns, window by window; see ``CSVWindowParser``.
///
/// Beside the values themselves, memory is one window: its bytes, and the values of its records.
struct CSVReader: Sendable {
  /// The most columns a table may have, so that a line of nothing but delimiters does no harm.
  static let columnLimit = 1_000_000

  let source: TextSource
  let delimiter: CSVOptions.Delimiter
  let words: MissingWords
  let sizes: CSVSizes

  /// A reader of a text.
  init(
    _ source: TextSource, delimiter: CSVOptions.Delimiter, _ options: CSVOptions,
    sizes: CSVSizes = CSVSizes()
  ) {
    self.source = source
    self.delimiter = delimiter
    self.sizes = sizes
    words = MissingWords(adding: options.missingWords)
  }

  /// Reads the whole text.
  func read() throws(TableError) -> (table: Table, notes: [CSVNote]) {
    let body = try body()
    let (columns, pass) = try assemble(body, keepingValues: true)
    return (try Table(columns), try notes(on: body, pass))
  }

  /// The columns of all records, or only their types and levels, and how the text was cut.
  func assemble(_ body: CSVBody, keepingValues: Bool) throws(TableError) -> ([Column], CSVPass) {
    let all = Array(body.header.indices)
    var whole = all.map { _ in ColumnAssembler(keepsValues: keepingValues) }
    let pass = try gather(body, all, into: &whole)
    let late = all.filter { whole[$0].kind == .unread }
    if !late.isEmpty {
      var again = late.map { _ in ColumnAssembler(.category, keepsValues: keepingValues) }
      _ = try gather(body, late, into: &again)
      for column in late.reversed() { whole[column] = again.removeLast() }
    }
    var columns: [Column] = []
    for name in body.names.reversed() { columns.append(whole.removeLast().finish(name: name)) }
    return (columns.reversed(), pass)
  }

  /// Goes over all records once, each assembler taking a chosen column.
  private func gather(
    _ body: CSVBody, _ chosen: [Int], into whole: inout [ColumnAssembler]
  ) throws(TableError) -> CSVPass {
    var pass = CSVPass()
    var start = body.start
    var size = sizes.window
    while start < body.end {
      let window = try window(body, from: start, size: size)
      let chunks = parser(body, chosen, whole.map(\.builder)).parse(window)
      let end = start + (chunks.last?.end ?? 0)
      try refuseProblem(in: chunks, start, columns: body.header.count)
      if end == start {
        size *= 2
        continue
      }
      pass.add(chunks, from: start)
      if pass.rows > Int32.max { throw .tooManyRows(limit: Int(Int32.max), source: source.name) }
      join(chunks, to: &whole)
      if pass.starts.count == 1 {
        let expected = Double(body.end - start) / Double(end - start) * Double(pass.rows)
        for index in whole.indices { whole[index].reserve(Int(expected * 1.01) + 1000) }
      }
      start = end
      size = sizes.window
    }
    return pass
  }

  /// Puts the parts in chunks after those that came before, several columns at a time.
  private func join(_ chunks: [CSVChunk], to whole: inout [ColumnAssembler]) {
    whole.withUnsafeMutableBufferPointer { buffer in
      // Every column is changed by the one thread that took it.
      nonisolated(unsafe) let columns = buffer
      _ = concurrentMap(count: columns.count) { index in
        for chunk in chunks { columns[index].append(chunk.columns[index]) }
      }
    }
  }

  /// A window from a record on.
  func window(_ body: CSVBody, from start: Int, size: Int) throws(TableError) -> CSVWindow {
    let end = min(body.end, start + size)
    return CSVWindow(
      bytes: try source.bytes(start..<end), isOpenEnded: end < body.end)
  }

  /// A parser of chosen columns.
  func parser(
    _ body: CSVBody, _ chosen: [Int], _ builders: [ColumnBuilder]
  ) -> CSVWindowParser {
    CSVWindowParser(
      delimiter: delimiter.byte, words: words, columns: body.header.count, chosen: chosen,
      builders: builders, chunkBytes: sizes.chunk)
  }

  private func refuseProblem(
    in chunks: [CSVChunk], _ base: Int, columns: Int
  ) throws(TableError) {
    guard let problem = chunks.last?.problem else { return }
    throw try tableError(problem, base: base, columns: columns)
  }
}

/// What was seen in one pass over the records.
struct CSVPass: Sendable {
  private(set) var rows = 0
  private(set) var blankLines = (count: 0, first: 0)
  /// Where each window begins, as an offset and as a row.
  private(set) var starts: [(offset: Int, row: Int)] = []

  mutating func add(_ chunks: [CSVChunk], from offset: Int) {
    starts.append((offset, rows))
    for chunk in chunks {
      rows += chunk.rows
      if blankLines.count == 0 && chunk.blankLines.count > 0 {
        blankLines.first = offset + chunk.blankLines.first
      }
      blankLines.count += chunk.blankLines.count
    }
  }
}

extension CSVReader {
  /// The error for what the scanner stumbled over; its offset is counted from a base.
  func tableError(
    _ problem: RecordScanner.Problem, base: Int, columns: Int
  ) throws(TableError) -> TableError {
    let place = try location(of: base + problem.offset)
    return switch problem {
    case .nulByte: .nulByte(at: place)
    case .unterminatedQuote: .unterminatedQuote(at: place)
    case .textAfterQuote: .textAfterQuote(at: place)
    case .raggedRecord(_, let fields): .raggedRow(fields: fields, expected: columns, at: place)
    case .invalidUTF8: .invalidUTF8(at: place)
    }
  }

  /// What is worth a note.
  func notes(on body: CSVBody, _ pass: CSVPass) throws(TableError) -> [CSVNote] {
    var notes = body.nameNotes
    let count = body.blankLines.count + pass.blankLines.count
    if count > 0 {
      let first = body.blankLines.count > 0 ? body.blankLines.first : pass.blankLines.first
      notes.append(.blankLines(count: count, first: try location(of: first)))
    }
    if body.header.count == 1 {
      let others = CSVOptions.Delimiter.allCases.filter {
        $0 != delimiter && body.header[0].utf8.contains($0.byte)
      }
      notes += others.map { .otherDelimiter($0.name) }
    }
    return notes
  }

  func location(of offset: Int) throws(TableError) -> CSVLocation {
    CSVLocation(source: source.name, line: try lineNumber(of: offset, in: source))
  }
}
