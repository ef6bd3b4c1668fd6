#if Spreadsheets
  /// The rows of a sheet as lines of CSV, without the commas that would fill up short ones.
  struct SheetRows {
    /// A row: where its text ends, and where its values stand.
    struct Row {
      var end: Int
      /// The columns (from 0) of the first and the last value; none if `count` is 0.
      var first: Int
      var last: Int
      var count: Int
    }

    /// Row 1 of the sheet first; rows left out in the file are here, empty.
    private(set) var all: [Row] = []
    private(set) var valueCount = 0
    private var bytes: [UInt8] = []
    private var current = Row(end: 0, first: 0, last: -1, count: 0)
    private var isOpen = false

    /// The number of the last row, from 1.
    var lastNumber: Int { all.count + (isOpen ? 1 : 0) }

    /// The first text there is.
    var firstText: String {
      guard let row = all.first(where: { $0.count > 0 }) else { return "" }
      let start = all.firstIndex { $0.count > 0 }.map { $0 == 0 ? 0 : all[$0 - 1].end } ?? 0
      let text = bytes[start..<row.end].drop { $0 == 0x2C }
      let field =
        text.first == 0x22
        ? text.dropFirst().prefix { $0 != 0x22 } : text.prefix { $0 != 0x2C }
      return String(decoding: field, as: UTF8.self)
    }

    /// Begins a row.
    ///
    /// - Precondition: its number, from 1, is beyond that of every row before.
    mutating func begin(_ number: Int) {
      end()
      while all.count < number - 1 {
        all.append(Row(end: bytes.count, first: 0, last: -1, count: 0))
      }
      isOpen = true
    }

    /// Ends the row that was begun last, if any.
    mutating func end() {
      guard isOpen else { return }
      current.end = bytes.count
      all.append(current)
      current = Row(end: 0, first: 0, last: -1, count: 0)
      isOpen = false
    }

    /// The column of the last value in the row that was begun last; −1 if there is none.
    var lastColumn: Int { current.last }

    /// Adds a value in a column beyond those before; an empty one leaves no trace.
    mutating func append(_ text: some Collection<UInt8>, column: Int) {
      if text.isEmpty { return }
      if current.count == 0 { current.first = column }
      bytes.append(contentsOf: repeatElement(0x2C, count: column - max(0, current.last)))
      appendField(text)
      current.last = column
      current.count += 1
      valueCount += 1
    }

    private mutating func appendField(_ text: some Collection<UInt8>) {
      let needsQuotes = text.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      guard needsQuotes else { return bytes.append(contentsOf: text) }
      bytes.append(0x22)
      for byte in text {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    }

    /// The rows from the header on as CSV; line 1 is row 1 of the sheet, rows above the header are empty lines.
    func csv(_ layout: SheetLayout) -> [UInt8] {
      guard let header = layout.header else { return [] }
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + all.count + layout.filledRows * layout.columns.count)
      text.append(contentsOf: repeatElement(0x0A, count: header - 1))
      var start = header > 1 ? all[header - 2].end : 0
      for row in all[(header - 1)...] {
        if row.count > 0 {
          // Every row begins with a comma for each column before its first value.
          text.append(contentsOf: bytes[(start + layout.columns.lowerBound)..<row.end])
          text.append(
            contentsOf: repeatElement(0x2C, count: layout.columns.upperBound - 1 - row.last))
        }
        text.append(0x0A)
        start = row.end
      }
      return text
    }
  }

  /// Where in a sheet the table stands.
  struct SheetLayout {
    /// The row of the header, from 1; nil in a sheet without values.
    let header: Int?
    /// The columns that have a value from the header on.
    let columns: Range<Int>
    /// The number of rows with a value from the header on.
    let filledRows: Int
    /// The number of rows with a value above the header.
    let titleRows: Int

    /// The number of rows without a value between the header and the last row that has one.
    let emptyRows: Int

    /// More rows than this are no titles, unless even more follow.
    private static let usualTitles = 20

    /// Finds the header: the first row below those skipped, or, if nil, the first that has values in
    /// more than half of the columns which it and the rows below it use. Rows above it are titles.
    ///
    /// A row with a single value, or with nothing below it, is a header only where all are like that,
    /// so that a cell left behind far away does not turn the table into titles. If no row will do, the
    /// header is the first row that has any value.
    init(_ rows: SheetRows, skipping skipped: Int? = nil) {
      let all = rows.all
      let isNarrow = !all.contains { $0.count > 1 }
      var (low, high, filled) = (Int.max, -1, 0)
      var found: (row: Int, columns: Range<Int>, filled: Int)?
      var top: (row: Int, columns: Range<Int>, filled: Int)?
      for index in all.indices.reversed() where all[index].count > 0 && index >= skipped ?? 0 {
        let row = all[index]
        low = min(low, row.first)
        high = max(high, row.last)
        filled += 1
        let here = (row: index + 1, columns: low..<high + 1, filled: filled)
        top = here
        let isHeader = isNarrow || row.count > 1 && filled > 1
        if isHeader && 2 * row.count > high - low + 1 { found = here }
      }
      if skipped != nil
        || found.map({ filled - $0.filled > max(Self.usualTitles, $0.filled) }) == true
      {
        found = nil
      }
      let chosen = found ?? top
      header = chosen?.row
      columns = chosen?.columns ?? 0..<0
      filledRows = chosen?.filled ?? 0
      let end = all.lastIndex { $0.count > 0 } ?? -1
      emptyRows = chosen.map { end + 2 - $0.row - $0.filled } ?? 0
      titleRows = (top?.filled ?? 0) - (chosen?.filled ?? 0)
    }
  }
#endif
