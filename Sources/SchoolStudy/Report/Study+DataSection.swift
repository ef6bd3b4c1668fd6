import Modeling
import Reporting
import Tables

extension Study {
  /// What the data were, which rows were used, and what was left out and why.
  var dataSection: ReportPage.Section {
    var blocks: [ReportBlock] = [.table(measuresTable)]
    if !models.isEmpty { blocks.append(.table(rowsTable)) }
    if !data.dropped.isEmpty { blocks.append(.table(droppedTable)) }
    let messages = data.notes.map(\.message)
    if !messages.isEmpty {
      blocks.append(.heading("Assumptions, and values to check"))
      blocks.append(.sentences(messages))
    }
    return ReportPage.Section("The data", blocks)
  }

  /// The measures with their columns and how they are spread.
  private var measuresTable: ReportTable {
    var table = ReportTable(
      title: "The columns and their roles",
      columns: [
        .init("role"), .init("column"), .init("present", .integer),
        .init("mean", alignment: .right), .init("std. deviation", alignment: .right),
        .init("least", alignment: .right), .init("greatest", alignment: .right),
      ])
    for role in Role.fixed + data.roles.behaviours.map(Role.behaviour) {
      guard let name = data.roles.columns[role] else { continue }
      guard let column = data.table[role.rawValue] else { continue }
      table.append([.text(role.rawValue), .text(name)] + summaryCells(of: column, role: role))
    }
    if data.scales.values.contains(where: { $0 != .score }) {
      table.notes.append(
        "Rates and shares at standard are in per cent here, whatever the column's scale.")
    }
    return table
  }

  private func summaryCells(of column: Column, role: Role) -> [Cell] {
    let present = column.count - column.missingCount
    guard case .number(let values) = column.values else {
      return [.integer(present), .missing, .missing, .missing, .missing]
    }
    let isShare = data.scales[role].map { $0 != .score } ?? false
    let summary = Spread(values.filter { !$0.isNaN }.map { isShare ? 100 * $0 : $0 })
    return [.integer(present)]
      + [summary.mean, summary.deviation, summary.least, summary.greatest].map { value in
        value.map { .text(levelText($0)) } ?? .missing
      }
  }

  /// For each model the rows it used, and what became of the others.
  private var rowsTable: ReportTable {
    ReportTable(
      title: "Rows used, by outcome",
      columns: [
        .init("outcome"), .init("rows", .integer), .init("used", .integer),
        .init("left out", .integer), .init("why"),
      ],
      rows: models.map { model in
        let reasons = model.rows.dropped.map(\.sentence).joined(separator: "; ")
        return [
          .text(model.outcome.title), .integer(model.rows.total),
          .integer(model.rows.used.count), .integer(model.rows.total - model.rows.used.count),
          .text(reasons.isEmpty ? "none" : reasons),
        ]
      }, notes: ["A row counts under the first column that lacks a value."])
  }

  private static let droppedLimit = 25

  /// The cells that hold what cannot be; the first of them where they are many.
  private var droppedTable: ReportTable {
    let limit = Self.droppedLimit
    let count = data.dropped.count
    return ReportTable(
      title: "Values set aside because they cannot be",
      columns: [.init("role"), .init("row", .integer), .init("why")],
      rows: data.dropped.prefix(limit).map {
        [.text($0.role), .integer($0.row), .text($0.reason)]
      },
      notes: count > limit
        ? ["The first \(limit) of \(Prose.count(count)) are shown.", rowNote] : [rowNote])
  }

  private var rowNote: String { "Rows count from 1 and leave out the header." }
}

/// Mean, standard deviation (n − 1) and ends of some numbers; nil where there are too few.
private struct Spread {
  var mean: Double?
  var deviation: Double?
  var least: Double?
  var greatest: Double?

  init(_ values: [Double]) {
    guard !values.isEmpty else { return }
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / count }
    self.mean = mean
    least = values.min()
    greatest = values.max()
    if values.count > 1 {
      deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    }
  }
}
