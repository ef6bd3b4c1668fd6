import Threading

/// Reads CSV into columns, window by window; see ``CSVWindowParser``.
///
/// Beside the values themselves, memory is one window: its bytes, and the values of its records.
struct CSVReader: Sendable {
  /// The most columns a table may have, so that a line of nothing but delimiters does no harm.
  static let columnLimit = 1_000_000

  /// The text in UTF-8.
  private(set) var source: TextSource
  /// The bytes as they came.
  let original: TextSource
  /// The encoding they were in, if another.
  private(set) var encoding: FoundEncoding?
  /// The delimiter that the name of the text stands for.
  let preferredDelimiter: CSVOptions.Delimiter
  let options: CSVOptions
  let sizes: CSVSizes

  /// A reader of a text.
  init(
    _ source: TextSource, delimiter: CSVOptions.Delimiter, _ options: CSVOptions,
    sizes: CSVSizes = CSVSizes()
  ) {
    self.source = source
    original = source
    preferredDelimiter = delimiter
    self.sizes = sizes
    self.options = options
  }

  /// Reads the whole text.
  func read() throws(TableError) -> (table: Table, notes: [CSVNote], lines: RowLines) {
    let body = try body()
    let (columns, pass) = try assemble(body, keepingValues: true)
    return (try Table(columns.map(\.column)), try notes(on: body, pass, columns), pass.lines)
  }

  /// The columns of all records, or only their types and levels, and how the text was cut.
  func assemble(_ body: CSVBody, keepingValues: Bool) throws(TableError) -> (
    [SettledColumn], CSVPass
  ) {
    try checkNames(body)
    let all = Array(body.header.indices)
    var whole = all.map { column in
      ColumnAssembler(
        options.textColumns.contains(body.names[column]) ? .category : .undecided,
        keepsValues: keepingValues)
    }
    let pass = try gather(body, all, into: &whole)
    try readAgain(all.filter { whole[$0].kind == .unread }, body, into: &whole)
    var settling = ColumnSettling(body, options, whole.map { $0.finish() })
    let numbers = settling.numbersInDoubt
    if !numbers.isEmpty {
      var again = numbers.map { _ in ColumnAssembler(.category, keepsValues: keepingValues) }
      _ = try gather(body, numbers, into: &again)
      settling.replace(numbers, by: again.map { $0.finish() })
    }
    return (try settling.columns(rows: pass.rows, lines: pass.lines), pass)
  }

  /// Reads columns again, as categories.
  private func readAgain(
    _ columns: [Int], _ body: CSVBody, into whole: inout [ColumnAssembler]
  ) throws(TableError) {
    guard let first = columns.first else { return }
    let keepsValues = whole[first].keepsValues
    var again = columns.map { _ in ColumnAssembler(.category, keepsValues: keepsValues) }
    _ = try gather(body, columns, into: &again)
    for column in columns.reversed() { whole[column] = again.removeLast() }
  }

  /// Goes over all records once, each assembler taking a chosen column.
  private func gather(
    _ body: CSVBody, _ chosen: [Int], into whole: inout [ColumnAssembler]
  ) throws(TableError) -> CSVPass {
    var pass = CSVPass(firstLine: try lineNumber(of: body.start, in: source))
    let words = missingWords(body, chosen)
    var start = body.start
    var size = sizes.window
    let step = CountedStep(of: "bytes of \(source.name)", total: body.end - start)
    while start < body.end {
      if LongWork.isCancelled { throw .cancelled(source: source.name) }
      let window = try window(body, from: start, size: size)
      let chunks = parser(body, chosen, words, whole.map(\.builder)).parse(
        window, isForLongRecord: size > sizes.window)
      let end = start + (chunks.last?.end ?? 0)
      try refuseProblem(in: chunks, start, columns: body.header.count)
      if end == start {
        size = try enlarged(size, at: start)
        continue
      }
      step.advance(by: end - start)
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
    pass.finish()
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

  /// A window twice as large, for a record that does not end in the one it begins.
  ///
  /// - Throws: ``TableError/recordTooLong(limit:at:)`` rather than take all memory for a quote that is
  ///   never closed.
  func enlarged(_ size: Int, at start: Int) throws(TableError) -> Int {
    if size >= sizes.record {
      throw .recordTooLong(limit: sizes.record, at: try location(of: start))
    }
    return min(2 * size, sizes.record)
  }

  /// A parser of chosen columns.
  func parser(
    _ body: CSVBody, _ chosen: [Int], _ words: [MissingWords], _ builders: [ColumnBuilder]
  ) -> CSVWindowParser {
    CSVWindowParser(
      dialect: body.dialect, words: words, columns: body.header.count, chosen: chosen,
      builders: builders, chunkBytes: sizes.chunk)
  }

  /// The words for a missing value in some columns.
  func missingWords(_ body: CSVBody, _ chosen: [Int]) -> [MissingWords] {
    let common = MissingWords(adding: options.missingWords)
    return chosen.map { column in
      guard let own = options.columnMissingWords[body.names[column]] else { return common }
      return MissingWords(adding: options.missingWords + own)
    }
  }

  private func refuseProblem(
    in chunks: [CSVChunk], _ base: Int, columns: Int
  ) throws(TableError) {
    guard let problem = chunks.last?.problem else { return }
    throw try tableError(problem, base: base, columns: columns)
  }

  /// Throws for a column that the options name and the text has not.
  private func checkNames(_ body: CSVBody) throws(TableError) {
    if options.toleratesUnknownColumns { return }
    let known = Set(body.names)
    let named =
      options.textColumns + options.numberColumns + options.columnMissingWords.keys.sorted()
    for name in named where !known.contains(name) {
      throw .noColumn(name, closest: nearestName(to: name, among: body.names))
    }
  }
}

extension CSVReader {
  /// Passes a reader of the text in UTF-8 on, whatever its encoding is.
  ///
  /// A text in UTF-16, or asked for in another encoding, is converted as a whole. So is one that turns
  /// out not to be UTF-8 and is surely in Windows-1252.
  func decoding<Result>(
    _ body: (CSVReader) throws(TableError) -> Result
  ) throws(TableError) -> Result {
    let reader = try decoded()
    do throws(TableError) {
      return try body(reader)
    } catch {
      guard case .invalidUTF8 = error, options.encoding == nil, reader.encoding == nil else {
        throw error
      }
      let bytes = try source.bytes(0..<source.count)
      guard isSurelyWindows1252(bytes.span) else { throw error }
      return try body(converted(bytes, from: FoundEncoding(encoding: .windows1252)))
    }
  }

  private func decoded() throws(TableError) -> CSVReader {
    let start = try source.bytes(0..<min(4096, source.count))
    let span = start.span
    if let format = ForeignFormat(span) {
      throw .foreignFormat(
        format.name, source: source.name, remedy: format.remedy(for: source.name))
    }
    if let encoding = unreadableEncoding(span) {
      throw .unsupportedEncoding(encoding, source: source.name)
    }
    let found: FoundEncoding? =
      switch options.encoding {
      case nil: sniffedUTF16(span)
      case .utf8: nil
      case .utf16: sniffedUTF16(span) ?? FoundEncoding(encoding: .utf16)
      case .some(let asked): FoundEncoding(encoding: asked)
      }
    guard let found else { return self }
    return converted(try source.bytes(0..<source.count), from: found)
  }

  private func converted(_ bytes: ArraySlice<UInt8>, from found: FoundEncoding) -> CSVReader {
    var reader = self
    reader.source = TextSource(transcoded(bytes, from: found), name: source.name)
    reader.encoding = found
    return reader
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

  func location(of offset: Int) throws(TableError) -> CSVLocation {
    CSVLocation(source: source.name, line: try lineNumber(of: offset, in: source))
  }
}
