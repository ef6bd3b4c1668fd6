extension CSVReader {
  /// How much of the end of a text is looked at for footnotes.
  private static let footerBytes = 1 << 14

  /// The end of the last row: before the footnotes that were asked for or are found.
  ///
  /// Footnotes are the last lines of a text, each with fewer fields than the header and text in the
  /// first of them only, if they come after an empty line or read like notes. Where there are quotes
  /// over several lines nothing is found.
  func endOfRows(
    from start: Int, to textEnd: Int, columns: Int, dialect: CSVDialect, notes: inout [CSVNote]
  ) throws(TableError) -> Int {
    let from = max(start, textEnd - Self.footerBytes)
    if let lines = options.footerLines {
      return try endOfRows(without: lines, from: start, to: textEnd)
    }
    guard columns > 1 else { return textEnd }
    let bytes = try source.bytes(from..<textEnd)
    let lines = lastLines(bytes.span, startsWithLine: from == start)
    let kinds = lines.map { lineKind(bytes.span, $0, columns: columns, dialect: dialect) }
    guard let block = footnotes(kinds), case .note(let text) = kinds[block.lowerBound] else {
      return textEnd
    }
    let cut = from + lines[block.lowerBound].lowerBound
    let end = try endOfRecords(from: start, to: cut)
    if end <= start { return textEnd }
    let count = kinds[block].count { $0.note != nil }
    notes.append(.footnotes(count: count, text: text, at: try location(of: cut)))
    return end
  }

  /// The last of some lines that are footnotes: after an empty line, or every one like a note.
  private func footnotes(_ kinds: [LineKind]) -> Range<Int>? {
    var first: Int?
    var index = kinds.count
    while true {
      while index > 0, kinds[index - 1] == .blank { index -= 1 }
      let blockEnd = index
      while index > 0, kinds[index - 1].note != nil { index -= 1 }
      if index == blockEnd { break }
      let comesAfterEmptyLine = index > 0 && kinds[index - 1] == .blank
      if comesAfterEmptyLine || kinds[index..<blockEnd].allSatisfy(\.readsLikeNote) {
        first = index
        continue
      }
      while blockEnd > index, !kinds[index].readsLikeNote { index += 1 }
      if kinds[index..<blockEnd].allSatisfy(\.readsLikeNote), index < blockEnd { first = index }
      break
    }
    return first.map { $0..<kinds.count }
  }

  /// The end of a text without its last lines, empty ones at the very end not counted.
  private func endOfRows(without lines: Int, from start: Int, to textEnd: Int) throws(TableError)
    -> Int
  {
    var end = textEnd
    for _ in 0..<max(0, lines) {
      guard end > start else { break }
      var lineStart = end
      while lineStart > start {
        let piece = max(start, lineStart - (1 << 12))
        let bytes = try source.bytes(piece..<lineStart)
        let found = bytes.lastIndex { $0 == Byte.lineFeed || $0 == Byte.carriageReturn }
        if let found {
          lineStart = piece + found - bytes.startIndex + 1
          break
        }
        lineStart = piece
      }
      end = try endOfRecords(from: start, to: lineStart)
    }
    return end
  }

  private func lineKind(
    _ bytes: Span<UInt8>, _ line: Range<Int>, columns: Int, dialect: CSVDialect
  ) -> LineKind {
    var scanner = RecordScanner(dialect, from: line.lowerBound, to: line.upperBound)
    if line.isEmpty { return .blank }
    // A line that closes a quote, or opens one, is part of a longer record.
    var quotes = 0
    for position in line where bytes[position] == Byte.quote { quotes += 1 }
    if quotes % 2 == 1 { return .row }
    guard let fields = try? scanner.nextRecord(bytes, limit: Self.columnLimit),
      firstInvalidUTF8(bytes, from: line.lowerBound, to: line.upperBound) == nil
    else { return .row }
    let texts = fields.map { trimmed($0.string(bytes)) }
    if texts.allSatisfy(\.isEmpty) { return .blank }
    let text = texts[0]
    if text.isEmpty || NumberStyle.point.fastNumber(text) != nil { return .row }
    let hasOnlyFirst = texts.dropFirst().allSatisfy(\.isEmpty)
    if hasOnlyFirst && texts.count < columns || readsLikeNote(text) && texts.count != columns {
      // A sentence may have commas.
      return .note(texts.filter { !$0.isEmpty }.joined(separator: ", "))
    }
    return hasOnlyFirst && readsLikeNote(text) ? .note(text) : .row
  }
}

/// What a line at the end of a text is, looked at by itself.
private enum LineKind: Equatable {
  case blank, row
  case note(String)

  var note: String? { if case .note(let text) = self { text } else { nil } }
  var readsLikeNote: Bool { note.map(Tables.readsLikeNote) ?? false }
}

/// Whether a text begins as footnotes do, or is a sentence rather than a name.
func readsLikeNote(_ text: String) -> Bool {
  let lower = text.lowercased()
  let starts = [
    "note", "source", "*", "†", "‡", "data ", "suppress", "footnote", "legend", "(c)", "©",
    "generated", "exported", "downloaded", "updated", "as of", "for more", "see ", "http", "1 ",
    "[1]", "end of",
  ]
  return starts.contains(where: lower.hasPrefix)
    || lower.hasSuffix(".")
      && lower.contains(" ") && lower.count > 20
}

/// The lines of some bytes, without their ends; the first is left out unless the bytes begin with it.
private func lastLines(_ bytes: Span<UInt8>, startsWithLine: Bool) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  var isWhole = startsWithLine
  var position = 0
  while position <= bytes.count {
    let isEnd =
      position == bytes.count || bytes[position] == Byte.lineFeed
      || bytes[position] == Byte.carriageReturn
    if isEnd {
      if isWhole { lines.append(start..<position) }
      isWhole = true
      if position + 1 < bytes.count, bytes[position] == Byte.carriageReturn,
        bytes[position + 1] == Byte.lineFeed
      {
        position += 1
      }
      start = position + 1
    }
    position += 1
  }
  return lines
}
