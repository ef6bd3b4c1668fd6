import Concord

/// The most columns whose correlations are printed as a table.
private let mostCorrelated = 10

/// The answer of `concord describe`.
func describeOutput(
  _ groups: [DescribedGroup], source: LoadedTable, keptRows: [Int]?, filter: String?, group: String?
) -> CommandOutput {
  var result = CommandOutput()
  let all = source.table.rowCount
  let kept = keptRows?.count ?? all
  result.heading = [
    "\(source.source): \(Prose.count(all, "row", "rows")), "
      + Prose.count(source.table.columns.count, "column", "columns")
      + (kept < all ? "; \(Prose.count(kept)) rows kept by the filter" : "") + "."
  ]
  result.tables = [columnsReport(groups, group: group)]
  if let levels = levelsReport(groups, group: group) { result.tables.append(levels) }
  for part in groups {
    if let matrix = correlationReport(part, group: group) { result.tables.append(matrix) }
  }
  result.sentences = sentences(groups)
  result.warnings = warnings(groups, source: source, rows: keptRows, filter: filter)
  result.json = [
    .init(
      "data",
      [
        "source": .string(source.source), "rows": .integer(all), "used": .integer(kept),
        "columns": .integer(source.table.columns.count),
      ]),
    .init(
      "rows",
      .array(groups.flatMap { part in part.columns.map { columnValue($0, part, group: group) } })),
    .init(
      "correlations",
      .array(groups.flatMap { part in part.correlations.map { correlationValue($0, part, group) } })
    ),
  ]
  result.closing = [provenanceMember(digest: source.digest, seed: nil)]
  return result
}

/// A first column with the group, where there are groups.
private func groupColumn(_ group: String?) -> [ReportTable.Column] {
  group.map { [.init($0, key: "group")] } ?? []
}

private func groupCell(_ part: DescribedGroup) -> [Cell] { part.name.map { [.text($0)] } ?? [] }

private func columnsReport(_ groups: [DescribedGroup], group: String?) -> ReportTable {
  ReportTable(
    title: "",
    columns: groupColumn(group) + [
      .init("column", key: "column"), .init("kind", key: "kind"),
      .init("used", .integer, key: "used"), .init("missing", .integer, key: "missing"),
      .init("mean", .number(), key: "mean"),
      .init("std. dev.", .number(), key: "standardDeviation"),
      .init("least", .number(), key: "minimum"), .init("greatest", .number(), key: "maximum"),
    ],
    rows: groups.flatMap { part in
      part.columns.map { column -> [Cell] in
        groupCell(part) + [
          .text(column.name), .text(column.kind.rawValue), .integer(column.used),
          .integer(column.missing), numberCell(column.moments?.mean, column),
          Cell(column.moments?.standardDeviation), numberCell(column.moments?.minimum, column),
          numberCell(column.moments?.maximum, column),
        ]
      }
    })
}

/// A number of a column, as a date where it is one; the mean of dates is the day it falls on.
private func numberCell(_ value: Double?, _ column: ColumnDescription) -> Cell {
  guard let value, column.kind == .date else { return Cell(value) }
  return .text(dateText(value == column.moments?.mean ? value.rounded(.down) : value))
}

/// The levels of the columns that have any, the most frequent eight of each.
private func levelsReport(_ groups: [DescribedGroup], group: String?) -> ReportTable? {
  var rows: [[Cell]] = []
  for part in groups {
    for column in part.columns {
      rows += levelCells(column).map { groupCell(part) + $0 }
    }
  }
  if rows.isEmpty { return nil }
  return ReportTable(
    title: "Levels",
    columns: groupColumn(group) + [
      .init("column", key: "column"), .init("level", key: "level"),
      .init("rows", .integer, key: "count"),
      .init("per cent", .number(.decimals(1)), key: "percent"),
    ], rows: rows)
}

private func levelCells(_ column: ColumnDescription) -> [[Cell]] {
  func cells(_ level: String, _ count: Int) -> [Cell] {
    [
      .text(column.name), .text(level), .integer(count),
      .number(100 * Double(count) / Double(max(1, column.used))),
    ]
  }
  if column.levels.count > 8, column.levels.allSatisfy({ $0.count == 1 }) {
    return [cells("\(Prose.count(column.levels.count)) different", column.used)]
  }
  let most = column.levels.enumerated().sorted {
    ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
  }
  var rows = most.prefix(8).map { cells($0.element.level, $0.element.count) }
  let rest = most.dropFirst(8)
  if !rest.isEmpty {
    rows.append(
      cells("… \(Prose.count(rest.count)) more", rest.reduce(0) { $0 + $1.element.count }))
  }
  return rows
}

private func correlationReport(_ part: DescribedGroup, group: String?) -> ReportTable? {
  let correlations = part.correlations
  var names: [String] = []
  for pair in correlations {
    for name in [pair.first, pair.second] where !names.contains(name) { names.append(name) }
  }
  guard names.count > 1 else { return nil }
  let shown = Array(names.prefix(mostCorrelated))
  var estimates: [Set<String>: Double] = [:]
  for pair in correlations { estimates[[pair.first, pair.second]] = pair.estimate }
  return ReportTable(
    title: "Correlations" + (part.name.map { ", \(group ?? "") \($0)" } ?? ""),
    columns: groupColumn(group) + [.init("column", key: "column")]
      + shown.dropLast().map { .init($0, .number(.decimals(2)), key: $0) },
    rows: shown.dropFirst().enumerated().map { index, name in
      groupCell(part) + [.text(name)]
        + shown.dropLast().enumerated().map { place, other in
          place <= index ? Cell(estimates[[name, other]]) : .missing
        }
    },
    notes: [
      "Each over the rows in which both columns have a value"
        + (names.count > mostCorrelated
          ? "; the first \(mostCorrelated) of \(names.count) columns: choose others with --columns."
          : ".")
    ])
}

/// Missing values by reason, and labels.
private func sentences(_ groups: [DescribedGroup]) -> [String] {
  guard let columns = groups.first?.columns else { return [] }
  var lines: [String] = []
  for column in columns where !column.reasons.isEmpty {
    let reasons = column.reasons.map { reason in
      let word = reason.word.isEmpty ? "empty" : "\"\(reason.word)\""
      return "\(word) \(Prose.count(reason.count))" + (reason.isSuppressed ? " (suppressed)" : "")
    }
    lines.append("Missing in \(column.name): \(reasons.joined(separator: ", ")).")
  }
  for column in columns { if let label = column.label { lines.append("\(column.name): \(label)") } }
  return lines
}

/// Words among numbers, and suspicious numbers and totals in the rows kept; all rows if `rows` is nil.
private func warnings(
  _ groups: [DescribedGroup], source: LoadedTable, rows: [Int]?, filter: String?
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for column in groups.first?.columns ?? [] {
    if let reason = source.table[column.name]?.numbersSpoilt {
      found.append(Diagnostic(.suspiciousValues, reason.description))
    }
  }
  for column in source.table.columns
  where groups.first?.columns.contains(where: { $0.name == column.name }) == true {
    for code in column.suspiciousCodes(among: rows) {
      found.append(
        codeCaution(code, column: column.name, place: place(code.row, line: source.line(code.row))))
    }
  }
  return found + totalCautions(source, rows: rows, filter: filter)
}

private func columnValue(
  _ column: ColumnDescription, _ part: DescribedGroup, group: String?
) -> JSONValue {
  let suppressed = column.reasons.filter(\.isSuppressed).reduce(0) { $0 + $1.count }
  var members: [JSONValue.Member] = []
  if let group { members.append(.init("group", [group: JSONValue(part.name)])) }
  members += [
    .init("column", .string(column.name)), .init("kind", .string(column.kind.rawValue)),
    .init("label", JSONValue(column.label)), .init("used", .integer(column.used)),
    .init("missing", .integer(column.missing)), .init("suppressed", .integer(suppressed)),
    .init(
      "missingBy",
      .array(
        column.reasons.map {
          [
            "word": .string($0.word), "count": .integer($0.count),
            "suppressed": .bool($0.isSuppressed),
          ]
        })),
    .init("mean", JSONValue(column.moments?.mean)),
    .init("standardDeviation", JSONValue(column.moments?.standardDeviation)),
    .init("minimum", JSONValue(column.moments?.minimum)),
    .init("maximum", JSONValue(column.moments?.maximum)),
    .init(
      "levels",
      column.levels.isEmpty
        ? .null
        : .array(column.levels.map { ["level": .string($0.level), "count": .integer($0.count)] })),
    .init(
      "suspicious",
      .array(
        column.suspicious.map { ["value": .number($0.value), "count": .integer($0.count)] })),
    .init(
      "words",
      .array(column.words.map { ["word": .string($0.text), "count": .integer($0.count)] })),
  ]
  return .object(members)
}

private func correlationValue(
  _ pair: Correlation, _ part: DescribedGroup, _ group: String?
) -> JSONValue {
  var members: [JSONValue.Member] = []
  if let group { members.append(.init("group", [group: JSONValue(part.name)])) }
  members += [
    .init("first", .string(pair.first)), .init("second", .string(pair.second)),
    .init("estimate", JSONValue(pair.estimate)), .init("used", .integer(pair.count)),
  ]
  return .object(members)
}
