#if StatisticalFiles
  import CReadStat
  import Tables

  /// Takes what ReadStat finds in a file straight into typed columns.
  final class StatisticalGatherer {
    let format: FileFormat
    /// The most cells that may come of the file.
    let cellLimit: Int
    private let byteCount: Int
    private(set) var hasMetadata = false
    private(set) var isOverLimit = false
    private var declaredRows = -1
    private var rowLimit = Int.max
    private var variables: [VariableBuilder] = []
    private var labels: [String: [ValueLabel]] = [:]

    init(format: FileFormat, byteCount: Int, cellLimit: Int) {
      self.format = format
      self.byteCount = byteCount
      self.cellLimit = cellLimit
    }

    func take(_ metadata: UnsafeMutablePointer<readstat_metadata_t>?) -> Int32 {
      hasMetadata = true
      declaredRows = Int(readstat_get_row_count(metadata))
      return proceed
    }

    func take(
      _ variable: UnsafeMutablePointer<readstat_variable_t>, labelSet: UnsafePointer<CChar>?
    ) -> Int32 {
      variables.append(
        VariableBuilder(variable, labelSet: labelSet.map { String(cString: $0) }))
      if variables.count >= cellLimit { return stop() }
      rowLimit = cellLimit / variables.count
      return proceed
    }

    @inline(__always)
    func take(
      _ value: readstat_value_t, of variable: UnsafeMutablePointer<readstat_variable_t>, row: Int32
    ) -> Int32 {
      let index = Int(readstat_variable_get_index(variable))
      guard variables.indices.contains(index) else { return abort }
      if index == 0 {
        if row == 0 { reserve() }
        if row >= rowLimit { return stop() }
      }
      variables[index].take(value, of: variable)
      return proceed
    }

    func take(
      _ value: readstat_value_t, label: UnsafePointer<CChar>, in set: UnsafePointer<CChar>
    ) -> Int32 {
      labels[String(cString: set), default: []].append(
        ValueLabel(of: value, label: String(cString: label)))
      return proceed
    }

    private func stop() -> Int32 {
      isOverLimit = true
      return abort
    }

    /// Makes room for the rows declared, if a file of this size can have as many.
    private func reserve() {
      let rows = min(declaredRows, byteCount / max(1, variables.count))
      if rows > 0 { for variable in variables { variable.reserve(rows) } }
    }

    /// The table of what was taken.
    func reading(
      of bytes: [UInt8], name: String, _ options: ReaderOptions
    ) throws(ReaderError) -> TableReading {
      let rows = variables.first?.count ?? 0
      guard variables.allSatisfy({ $0.count == rows }), declaredRows <= rows else {
        throw .damaged(
          file: name, reason: "it has \(rows) of the \(declaredRows) rows that it announces")
      }
      let (names, nameNotes) = uniqueColumnNames(variables.map(\.name))
      let given = options.text
      try refuseUnknown(given.textColumns + given.numberColumns, names, options)
      var common = MissingWordSet(given.missingWords)
      var unused: [CSVNote] = []
      var columns: [Column] = []
      var descriptions: [VariableDescription] = []
      for (variable, name) in zip(variables, names) {
        let set = variable.labelSet.flatMap { labels[$0] } ?? []
        var own = MissingWordSet(given.columnMissingWords[name] ?? [])
        variable.markWords(&common)
        variable.markWords(&own)
        unused += own.unused.map { .unusedMissingWord($0, column: name) }
        let (column, description) = variable.finish(
          name: name, labels: set, format, takesCodes: given.numberColumns.contains(name),
          asText: given.textColumns.contains(name))
        columns.append(column)
        descriptions.append(description)
      }
      unused += common.unused.map { .unusedMissingWord($0, column: nil) }
      try refuseText(in: columns, asked: given.numberColumns, file: name)
      let table = try orReaderError { () throws(TableError) in try Table(columns) }
      return TableReading(
        table: table,
        notes: (nameNotes + unused).map { .text($0) } + notes(on: descriptions, table),
        variables: descriptions, digest: digest(of: bytes))
    }
  }

  /// What a handler returns to go on, and to end the parse.
  private let proceed = Int32(READSTAT_HANDLER_OK)
  private let abort = Int32(READSTAT_HANDLER_ABORT)

  /// Refuses names of columns that are not there, unless they are meant for another file.
  private func refuseUnknown(
    _ asked: [String], _ names: [String], _ options: ReaderOptions
  ) throws(ReaderError) {
    if options.text.toleratesUnknownColumns { return }
    let all = asked + options.text.columnMissingWords.keys.sorted()
    if let unknown = all.first(where: { !names.contains($0) }) {
      throw .table(.noColumn(unknown, closest: nearestName(to: unknown, among: names)))
    }
  }

  private func refuseText(
    in columns: [Column], asked: [String], file: String
  ) throws(ReaderError) {
    for column in columns where asked.contains(column.name) {
      if case .category = column.values { throw .notNumeric(column: column.name, file: file) }
    }
  }

  /// What is worth a note about variables.
  private func notes(
    on variables: [VariableDescription], _ table: Table
  ) -> [ReaderNote] {
    var notes: [ReaderNote] = []
    let labelled = variables.filter { $0.reading == .labels }
    let partly = variables.filter { variable in
      variable.reading != .labels
        && variable.valueLabels.contains { label in
          !variable.missing.contains { $0.code == label.value }
        } && table[variable.name].map { $0.missingCount < $0.count } == true
    }
    let reasons = variables.filter { $0.missing.contains { $0.code != "." } }
    let days = variables.filter { $0.reading == .days }.map(\.name)
    if !labelled.isEmpty { notes.append(.labelled(labelled)) }
    if !partly.isEmpty { notes.append(.partlyLabelled(partly)) }
    if !days.isEmpty { notes.append(.days(columns: days)) }
    if !reasons.isEmpty { notes.append(.missingByReason(reasons)) }
    return notes
  }
#endif
