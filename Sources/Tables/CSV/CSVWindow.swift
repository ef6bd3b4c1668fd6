import Threading

/// How a text is cut: into windows that are held in memory one after another, and these into chunks
/// that are read at the same time. Results do not depend on it.
struct CSVSizes: Sendable {
  var window = 8 << 20
  var chunk = 512 << 10
  /// The most bytes that one record may have.
  var record = 256 << 20
}

/// A part of a text that begins with a record.
struct CSVWindow: Sendable {
  let bytes: ArraySlice<UInt8>
  /// Whether the text goes on after it.
  let isOpenEnded: Bool
}

/// The records that begin in a chunk of a window; offsets are counted from the window's first byte.
struct CSVChunk: Sendable {
  let start: Int
  /// Where the next record begins.
  var end: Int
  /// Whether the next record does not end in the window.
  var isCut = false
  var rows = 0
  var passed = PassedLines()
  /// Where rows and lines part, in rows of the chunk.
  var breaks: [LineBreak] = []
  /// One for each column asked for.
  var columns: [ColumnBuilder]
  var problem: RecordScanner.Problem?
}

/// Splits the records of windows into typed columns.
///
/// A chunk has to begin with a record, and where records begin is known for certain only from the
/// start of the text, since line ends inside quotes are text. So chunks are read at the same time on
/// the guess that the first line end in each of them ends a record. Then the guesses are checked in
/// order: where the chunk before turns out to end elsewhere, the chunk is read again from there.
struct CSVWindowParser: Sendable {
  let dialect: CSVDialect
  /// The words for a missing value, for each of the columns to read.
  let words: [MissingWords]
  /// The number of fields in a record.
  let columns: Int
  /// The columns to read.
  let chosen: [Int]
  /// Where each of them starts from.
  let builders: [ColumnBuilder]
  let chunkBytes: Int

  /// The chunks of a window, up to the first with a problem or the record that the window cuts.
  ///
  /// A window for a long record is one chunk: guesses within a long field may each go on to its end.
  func parse(_ window: CSVWindow, isForLongRecord: Bool = false) -> [CSVChunk] {
    let count = window.bytes.count
    let chunkBytes = isForLongRecord ? count : chunkBytes
    let guesses = concurrentMap(count: (count + chunkBytes - 1) / chunkBytes) { index in
      let nominal = index * chunkBytes
      let limit = min(nominal + chunkBytes, count)
      let start = index == 0 ? 0 : afterLineEnd(window, from: nominal, before: limit)
      return chunk(window, from: start, before: limit)
    }
    var chunks: [CSVChunk] = []
    var position = 0
    for (index, guess) in guesses.enumerated() {
      let limit = min((index + 1) * chunkBytes, count)
      if position >= limit { continue }
      let sure = guess.start == position ? guess : chunk(window, from: position, before: limit)
      chunks.append(sure)
      position = sure.end
      if sure.isCut || sure.problem != nil { break }
    }
    return chunks
  }

  /// The offset after the first line end that ends at an offset or later; `limit` or more if there is
  /// none before that. Looking further would take a time that grows with the square of a long record.
  private func afterLineEnd(_ window: CSVWindow, from offset: Int, before limit: Int) -> Int {
    let bytes = window.bytes.span
    var position = offset - 1
    while position < limit {
      let byte = bytes[position]
      position += 1
      if byte == Byte.lineFeed { return position }
      if byte == Byte.carriageReturn {
        let isPair = position < bytes.count && bytes[position] == Byte.lineFeed
        return isPair ? position + 1 : position
      }
    }
    return position
  }

  /// The records that begin in a range.
  private func chunk(_ window: CSVWindow, from start: Int, before limit: Int) -> CSVChunk {
    let bytes = window.bytes.span
    var chunk = CSVChunk(start: start, end: start, columns: builders)
    guard start < limit else { return chunk }
    var scanner = RecordScanner(
      dialect, from: start, to: bytes.count, isOpenEnded: window.isOpenEnded)
    var block = FieldBlock(columns: columns)
    while scanner.position < limit && !scanner.isCut {
      let blockStart = scanner.position
      let count: Int
      do {
        count = try scanner.fill(&block, before: limit, bytes)
      } catch {
        let invalid = firstInvalidUTF8(bytes, from: blockStart, to: error.offset)
        chunk.problem = invalid.map { .invalidUTF8($0) } ?? error
        break
      }
      if scanner.hasSeenForeignBytes(),
        let invalid = firstInvalidUTF8(bytes, from: blockStart, to: scanner.position)
      {
        chunk.problem = .invalidUTF8(invalid)
        break
      }
      for (index, column) in chosen.enumerated() {
        let cells = CellBlock(block, column: column, count: count)
        chunk.columns[index].take(cells, bytes, words[index])
      }
      if chunk.rows == 0 && count > 0 {
        let expected = (limit - start) / (scanner.position - start) * count
        for index in chunk.columns.indices { chunk.columns[index].reserve(expected + count) }
      }
      chunk.breaks += scanner.passed.takeBreaks(from: chunk.rows)
      chunk.rows += count
    }
    chunk.end = scanner.position
    chunk.isCut = scanner.isCut
    chunk.passed = scanner.passed
    return chunk
  }
}
