/// How many places of one kind there are in a text, and the offset of the first.
struct PlaceCount: Sendable, Equatable {
  private(set) var count = 0
  private(set) var first = 0

  mutating func add(_ offset: Int) {
    if count == 0 { first = offset }
    count += 1
  }

  /// Takes in the places of a part that begins at an offset.
  mutating func add(_ other: PlaceCount, from offset: Int) {
    if count == 0 && other.count > 0 { first = offset + other.first }
    count += other.count
  }
}

/// What was passed over or mended among the records of a part of a text.
struct PassedLines: Sendable, Equatable {
  /// Empty lines, and records of empty fields.
  private(set) var blank = PlaceCount()
  var comments = PlaceCount()
  /// Records with empty fields beyond the last column.
  var trailing = PlaceCount()
  /// Records that were filled up.
  var short = PlaceCount()
  /// Lines that begin no record.
  var extraLines = 0
  /// The rows of a block before which more such lines came than before the row above, with their number.
  private(set) var breaks: [LineBreak] = []
  private var lastExtraLines = 0

  mutating func passBlank(from offset: Int) {
    blank.add(offset)
    extraLines += 1
  }

  @inline(__always)
  mutating func beginRecord(_ row: Int, afterExtraLines lines: Int) {
    if lines == lastExtraLines { return }
    lastExtraLines = lines
    breaks.append(LineBreak(row: row, extraLines: lines))
  }

  /// The breaks since this was last asked, their rows counted on from a row.
  mutating func takeBreaks(from firstRow: Int) -> [LineBreak] {
    if breaks.isEmpty { return [] }
    defer { breaks = [] }
    return breaks.map { LineBreak(row: firstRow + $0.row, extraLines: $0.extraLines) }
  }
}

/// A row before which lines came that begin no record.
struct LineBreak: Sendable, Equatable {
  let row: Int
  /// The number of such lines before the row.
  let extraLines: Int
}

/// The lines that rows begin on: as many as rows, and those that begin none.
struct RowLines: Sendable, Equatable {
  /// Beyond this number of places where lines and rows part they are no longer followed.
  private static let limit = 1 << 16

  /// The line of the first row if nothing comes before it.
  var firstLine = 0
  private var breaks: [LineBreak] = []
  private var isComplete = true

  /// Takes in the breaks of the next part of the text.
  mutating func add(_ more: [LineBreak], firstRow: Int, extraLines: Int) {
    guard isComplete else { return }
    for place in more {
      append(LineBreak(row: firstRow + place.row, extraLines: extraLines + place.extraLines))
    }
    if breaks.count > Self.limit { (isComplete, breaks) = (false, []) }
  }

  /// Takes in that lines were passed over before a row.
  mutating func pass(before row: Int, extraLines: Int) {
    guard isComplete, extraLines > (breaks.last?.extraLines ?? 0) else { return }
    append(LineBreak(row: row, extraLines: extraLines))
  }

  /// One break a row, so that the cuts of the text do not show.
  private mutating func append(_ place: LineBreak) {
    if breaks.last?.row == place.row { breaks.removeLast() }
    breaks.append(place)
  }

  /// Forgets lines that come after the last row.
  mutating func finish(rows: Int) {
    while let last = breaks.last, last.row >= rows { breaks.removeLast() }
  }

  /// The line that a row (from 0) begins on; nil where lines were not followed.
  func line(ofRow row: Int) -> Int? {
    guard isComplete else { return nil }
    var (low, high) = (0, breaks.count)
    while low < high {
      let middle = (low + high) / 2
      if breaks[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    return firstLine + row + (low > 0 ? breaks[low - 1].extraLines : 0)
  }
}
