import ArgumentParser
import Concord

/// `concord describe`: how each column was read, and what it holds.
struct DescribeCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Say how each column of a file was read and what it holds.",
    discussion: """
      The first thing to run on a file. Counts are of the rows that --where keeps; reasons for missing \
      values are given where all rows are described.
      """)

  static let examples = """
    concord describe schools.csv
    concord describe schools.csv --columns poverty,ela,staff --group state
    concord describe nyc.csv --missing N/A --format html
    """

  @OptionGroup var data: DataOptions

  @Option(parsing: .unconditional, help: "The columns to describe: COL,COL. Default: all.")
  var columns: String?

  @Option(parsing: .unconditional, help: "Describe each group of this column by itself.")
  var group: String?

  @OptionGroup var output: OutputOptions

  var paths: [String] { [data.data] }

  func execute() throws -> CommandOutput {
    let loaded = try load(data.data, reading: data.reading)
    return try naming(loaded.source) { try answer(loaded) }
  }

  private func answer(_ loaded: LoadedTable) throws -> CommandOutput {
    let table = loaded.table
    let group = group.map(unquoted)
    let names =
      try columns.map { try columnNames($0, option: "--columns") }
      ?? table.columnNames.filter { $0 != group }
    for name in names { _ = try table.column(name) }
    var kept: [Int]?
    if let filter = data.reading.filter {
      let mask = try RowFilter(filter).mask(for: table)
      kept = (0..<table.rowCount).filter { mask[$0] == .keep }
    }
    let groups = try groups(of: table, by: group, among: kept)
    let parts = try groups.map { part in
      DescribedGroup(
        name: part.name, rows: part.rows?.count ?? table.rowCount,
        columns: try names.map { try table.column($0).description(rows: part.rows) },
        correlations: try correlations(table, names, rows: part.rows))
    }
    return describeOutput(
      parts, source: loaded, keptRows: kept, filter: data.reading.filter, group: group)
  }

  /// The groups of a column with their rows, or all rows as one group without a name.
  private func groups(
    of table: Table, by group: String?, among kept: [Int]?
  ) throws -> [(name: String?, rows: [Int]?)] {
    guard let group else { return [(nil, kept)] }
    let column = try table.column(group)
    let labels = column.description().levels.map(\.level)
    let cells = column.labels
    let rows = kept ?? Array(0..<table.rowCount)
    let names = labels.isEmpty ? Set(cells.compactMap { $0 }).sorted() : labels
    if names.count > 1000 {
      throw CommandError(
        .usage, code: "badOption",
        "--group \(group) has \(names.count) groups, more than 1000; choose a coarser column")
    }
    return names.map { name in (name, rows.filter { cells[$0] == name }) }
  }

  /// The correlations of the columns of numbers, at most 30 of them.
  private func correlations(_ table: Table, _ names: [String], rows: [Int]?) throws -> [Correlation]
  {
    let numeric = try names.filter { name in
      let description = try table.column(name).description(rows: rows)
      return description.moments != nil && description.moments?.standardDeviation ?? 0 > 0
    }
    return try table.correlations(of: Array(numeric.prefix(30)), rows: rows)
  }
}

/// What one group of rows holds.
struct DescribedGroup {
  let name: String?
  let rows: Int
  let columns: [ColumnDescription]
  let correlations: [Correlation]
}
