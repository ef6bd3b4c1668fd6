#if Spreadsheets
  import CExpat
  import Tables

  /// The cells of a sheet as CSV text, with what was noticed about them.
  struct SheetContent {
    let rows: SheetRows
    private let columns: [SheetColumn]
    private let mergedRanges: [String]
    private let hiddenRows: [Int]
    private let layout: SheetLayout

    init(
      _ archive: inout ZipArchive, _ sheet: Workbook.Sheet, _ strings: SharedStrings,
      _ styles: CellStyles, _ workbook: Workbook, _ options: ReaderOptions
    ) throws(ReaderError) {
      let handler = SheetHandler(strings, styles, workbook, file: archive.file)
      guard try parseXML(&archive, part: sheet.path, handler) else {
        throw .damaged(file: archive.file, reason: "sheet \(quoted(sheet.name)) is missing")
      }
      handler.rows.end()
      rows = handler.rows
      columns = handler.columns
      mergedRanges = handler.mergedRanges
      hiddenRows = handler.hiddenRows
      layout = SheetLayout(rows, skipping: options.text.skippedLines)
    }

    /// The columns in which numbers stand with per cent formats and without: plain numbers.
    var mixedPerCentColumns: Set<Int> {
      Set(columns.indices.filter { columns[$0].isMixed(below: layout.header) })
    }

    /// The table of the rows from the header on.
    func reading(
      sheet: String, of workbook: Workbook, digest: String, file: String, _ options: ReaderOptions
    ) throws(ReaderError) -> TableReading {
      guard let header = layout.header else {
        throw .table(.empty(source: "sheet \(quoted(sheet)) of \(file)"))
      }
      let allowed = (1 << 20) + 16 * rows.valueCount
      if layout.filledRows.multipliedReportingOverflow(by: layout.columns.count).partialValue
        > allowed
      {
        throw .scatteredCells(
          file: file, sheet: sheet, rows: layout.filledRows, columns: layout.columns.count,
          values: rows.valueCount)
      }
      var text = options.text
      text.delimiter = .comma
      let read = try orReaderError { () throws(TableError) in
        try CSVReading(bytes: rows.csv(layout), options: text, name: file)
      }
      let table = read.table
      var notes: [ReaderNote] = []
      if workbook.sheets.count > 1 {
        notes.append(.sheet(sheet, of: workbook.sheets.map(\.name)))
      }
      if layout.titleRows > 0 {
        notes.append(.titleRows(count: layout.titleRows, first: rows.firstText))
      }
      let merged = mergedRanges.filter { lastRow(of: $0) > header }
      if let first = merged.first { notes.append(.mergedCells(ranges: merged.count, first: first)) }
      let hidden = hiddenRows.count { $0 > header }
      if hidden > 0 { notes.append(.hiddenRows(hidden)) }
      if layout.emptyRows > 0 { notes.append(.emptyRows(layout.emptyRows)) }
      notes += read.notes.filter { !isOnBlankLines($0) }.map { .text($0) }
      let variables = descriptions(of: table)
      let reasons = variables.filter { $0.missing.contains { $0.code != "." } }
      if !reasons.isEmpty { notes.append(.missingByReason(reasons)) }
      return TableReading(
        table: table, notes: notes, variables: variables, digest: digest,
        text: read)
    }

    /// The columns of the sheet that the columns of the table come from: those without a name and a
    /// value may have been left out.
    private func places(in table: Table) -> [Int] {
      let all = Array(layout.columns)
      if all.count == table.columns.count { return all }
      let used = all.filter { columns[$0].lastValue >= layout.header ?? 1 }
      return used.count == table.columns.count ? used : []
    }

    /// What is known about columns beyond their values, where there is anything.
    private func descriptions(of table: Table) -> [VariableDescription] {
      zip(places(in: table), table.columns).compactMap { position, column in
        let errors = columns[position].errors
        if errors.isEmpty && column.unit != .date { return nil }
        let count = errors.values.reduce(0, +)
        var missing = errors.sorted { $0.key < $1.key }.map {
          VariableDescription.MissingReason(code: $0.key, label: nil, count: $0.value)
        }
        let others = column.missingCount - count
        if others > 0 { missing.insert(.init(code: ".", label: nil, count: others), at: 0) }
        return VariableDescription(
          name: column.name, label: nil, valueLabels: [], missing: missing,
          reading: column.unit == .date ? .days : .plain)
      }
    }
  }

  /// What was noticed about a column of a sheet.
  struct SheetColumn {
    /// How often each error, such as `#N/A`, stands in it.
    var errors: [String: Int] = [:]
    /// The last row with a value.
    var lastValue = 0
    /// The last rows with a number that has a per cent format, and with one that has none.
    var lastPerCent = 0
    var lastPlain = 0

    func isMixed(below header: Int?) -> Bool {
      guard let header else { return false }
      return lastPerCent > header && lastPlain > header
    }
  }

  /// Rows without values are told by their number in the sheet, not as lines of text.
  private func isOnBlankLines(_ note: CSVNote) -> Bool {
    if case .blankLines = note { true } else { false }
  }

  /// The last row of a range such as `A2:A5`; 0 if it is none.
  private func lastRow(of range: String) -> Int {
    Int(range.reversed().prefix { $0.isNumber }.reversed().map(String.init).joined()) ?? 0
  }
#endif
