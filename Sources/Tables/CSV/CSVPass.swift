/// What was seen in one pass over the records.
struct CSVPass: Sendable {
  private(set) var rows = 0
  private(set) var blank = PlaceCount()
  private(set) var comments = PlaceCount()
  private(set) var trailing = PlaceCount()
  private(set) var short = PlaceCount()
  private(set) var lines: RowLines
  private var extraLines = 0
  /// Where each window begins, as an offset and as a row.
  private(set) var starts: [(offset: Int, row: Int)] = []

  /// A pass over records the first of which begins on a line.
  init(firstLine: Int) {
    lines = RowLines()
    lines.firstLine = firstLine
  }

  /// Settles the lines, once all chunks have been taken.
  mutating func finish() { lines.finish(rows: rows) }

  mutating func add(_ chunks: [CSVChunk], from offset: Int) {
    starts.append((offset, rows))
    for chunk in chunks {
      let passed = chunk.passed
      blank.add(passed.blank, from: offset)
      comments.add(passed.comments, from: offset)
      trailing.add(passed.trailing, from: offset)
      short.add(passed.short, from: offset)
      lines.pass(before: rows, extraLines: extraLines)
      lines.add(chunk.breaks, firstRow: rows, extraLines: extraLines)
      extraLines += passed.extraLines
      rows += chunk.rows
    }
  }
}
