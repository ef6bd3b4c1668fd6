import ArgumentParser
import Concord

/// `concord join`: two files by their keys.
struct JoinCommand: ConcordSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Join two files by key columns and print the result as CSV.",
    discussion: """
      Keys are compared as text. A key may stand in several rows of the first file, in one of the \
      second only. Keys without a match are counted and listed. --where keeps rows of the result.
      """)

  static let examples = """
    concord join survey.csv poverty.csv --by school --out joined.csv
    concord join survey.csv poverty.csv --by state,district --kind inner
    """

  @Argument(help: "The first file, or - for CSV on standard input.")
  var first: String

  @Argument(help: "The second file, whose columns are added.")
  var second: String

  @Option(parsing: .unconditional, help: "The key columns, which both files have: COL or COL,COL.")
  var by: String

  @Option(
    help:
      "The rows kept: left (all of the first file), inner (matches only) or full. Default: left.")
  var kind: JoinKind = .left

  @Option(parsing: .unconditional, help: "Write the CSV to this file instead of standard output.")
  var out: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var replacement: ReplacementOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if out == nil && ![.text, .csv, .json].contains(output.chosenFormat) {
      throw ValidationError(
        "rows are written as CSV; --format \(output.chosenFormat.rawValue) goes with --out FILE, for the "
          + "table of counts")
    }
    if first == "-" && second == "-" {
      throw ValidationError("standard input can be one of the two files only")
    }
  }

  var paths: [String] { [first, second, out].compactMap { $0 } }

  func execute() throws -> CommandOutput {
    try replacement.check(out, option: "--out", inputs: [first, second])
    try refuseUseless(reading, at: [first, second])
    let keys = try columnNames(by, option: "--by")
    let left = try load(first, reading: reading, isSecondFile: true)
    let right = try load(second, reading: reading, isSecondFile: true)
    for loaded in [left, right] {
      try naming(loaded.source) { for key in keys { _ = try loaded.table.column(key) } }
    }
    try refuseUnknownColumns(in: [left, right])
    let join = try left.table.joined(with: right.table, by: keys, kind: kind)
    var table = join.table
    if let filter = reading.filter {
      let mask = try RowFilter(filter).mask(for: table)
      table = table.selecting(rows: (0..<table.rowCount).filter { mask[$0] == .keep })
    }
    if let out { try write(table.csvText, to: out) }
    return answer(join, table: table, left: left, right: right)
  }

  /// Refuses reading options that name columns of neither file.
  private func refuseUnknownColumns(in files: [LoadedTable]) throws {
    let options = try csvOptions(reading)
    let named =
      options.textColumns + options.numberColumns + options.columnMissingWords.keys.sorted()
    for name in named where !files.contains(where: { $0.table[name] != nil }) {
      throw CommandError(
        .data, code: "noColumn",
        "no column \"\(name)\" in \(files.map(\.source).joined(separator: " or "))",
        location: [.init("column", .string(name))])
    }
  }

  private func answer(
    _ join: TableJoin, table: Table, left: LoadedTable, right: LoadedTable
  ) -> CommandOutput {
    var result = CommandOutput()
    result.notes = notes(join, left: left, right: right)
    if let out {
      result.sentences = ["\(Prose.count(table.rowCount, "row", "rows")) written to \(out)."]
      result.tables = [countsReport(join, left: left, right: right)]
    } else {
      result.verbatim = table.csvText
    }
    result.json = [
      .init("kind", .string(kind.rawValue)),
      .init(
        "data",
        [
          "rows": .integer(table.rowCount), "matched": .integer(join.matched),
          "left": side(left, keys: join.unmatchedLeft, missing: join.missingKeys.left),
          "right": side(right, keys: join.unmatchedRight, missing: join.missingKeys.right),
        ]),
      .init("repeatedKeys", .array(join.repeatedLeft.map { .string($0) })),
      .init(
        "renamed",
        .object(join.renamed.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
      .init("columns", .array(table.columnNames.map { .string($0) })), .init("out", JSONValue(out)),
    ]
    if out == nil { result.json.append(.init("rows", rowObjects(table))) }
    return result
  }

  private func countsReport(
    _ join: TableJoin, left: LoadedTable, right: LoadedTable
  ) -> ReportTable {
    ReportTable(
      title: "",
      columns: [
        .init("file", key: "source"), .init("rows", .integer, key: "rows"),
        .init("keys not in the other", .integer, key: "unmatched"),
        .init("rows without a key", .integer, key: "missingKeys"),
      ],
      rows: [
        [
          .text(left.source), .integer(left.table.rowCount), .integer(join.unmatchedLeft.count),
          .integer(join.missingKeys.left),
        ],
        [
          .text(right.source), .integer(right.table.rowCount), .integer(join.unmatchedRight.count),
          .integer(join.missingKeys.right),
        ],
      ])
  }

  private func side(_ loaded: LoadedTable, keys: [String], missing: Int) -> JSONValue {
    [
      "source": .string(loaded.source), "rows": .integer(loaded.table.rowCount),
      "unmatched": .integer(keys.count), "unmatchedKeys": .array(keys.map { .string($0) }),
      "missingKeys": .integer(missing),
    ]
  }

  private func notes(_ join: TableJoin, left: LoadedTable, right: LoadedTable) -> [String] {
    var notes = [
      "\(Prose.count(join.matched)) of \(Prose.count(left.table.rowCount, "row", "rows")) of "
        + "\(left.source) have a match in \(right.source)"
    ]
    for (source, other, keys) in [
      (left.source, right.source, join.unmatchedLeft),
      (right.source, left.source, join.unmatchedRight),
    ] where !keys.isEmpty {
      notes.append(
        "\(Prose.count(keys.count, "key", "keys")) of \(source) \(keys.count == 1 ? "is" : "are") not in "
          + "\(other): \(listedKeys(keys))")
    }
    for (source, count) in [
      (left.source, join.missingKeys.left), (right.source, join.missingKeys.right),
    ]
    where count > 0 {
      notes.append(
        "\(Prose.count(count, "row", "rows")) of \(source) without a key \(count == 1 ? "matches" : "match") nothing"
      )
    }
    if !join.repeatedLeft.isEmpty {
      notes.append(
        "\(Prose.count(join.repeatedLeft.count, "key", "keys")) \(join.repeatedLeft.count == 1 ? "stands" : "stand") in several "
          + "rows of \(left.source), "
          + "many to one: \(listedKeys(join.repeatedLeft))")
    }
    for (name, new) in join.renamed.sorted(by: { $0.key < $1.key }) {
      notes.append(
        "both files have a column \"\(name)\"; that of \(right.source) is called \"\(new)\"")
    }
    return notes
  }

  private func listedKeys(_ keys: [String]) -> String {
    keys.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
      + (keys.count > 8 ? " and \(Prose.count(keys.count - 8)) more" : "")
  }

  /// The rows as objects.
  private func rowObjects(_ table: Table) -> JSONValue {
    .array(
      (0..<table.rowCount).map { row in
        .object(table.columns.map { .init($0.name, cellValue($0, row)) })
      })
  }
}

extension JoinKind: ExpressibleByArgument {}

/// A cell as JSON: numbers as numbers, identifiers as they are written.
func cellValue(_ column: Column, _ row: Int) -> JSONValue {
  if column.isMissing(row) { return .null }
  switch column.asWritten.values {
  case .number(let values): return .number(values[row])
  case .integer(let values): return .integer(Int(values[row]))
  case .truth(let values): return .bool(values[row])
  case .category(let codes, let levels): return .string(levels[Int(codes[row])])
  case .text(let values): return .string(values[row])
  }
}
