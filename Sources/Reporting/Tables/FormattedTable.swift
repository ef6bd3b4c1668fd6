/// A table whose cells have become strings, its numbers aligned column by column. Text is untouched:
/// each renderer escapes it in its own way.
struct FormattedTable {
  /// One line.
  enum Row {
    case group(String)
    case cells([FormattedCell])
  }

  let rows: [Row]

  init(_ table: ReportTable, style: NumberStyle) {
    let columns = table.columns.indices.map { (table.columns[$0].kind, table.cells(ofColumn: $0)) }
    let formats = formats(of: columns)
    let formatters = zip(columns, formats).map {
      ColumnFormatter(cells: $0.1, numbers: $1, style: style)
    }
    rows = table.rows.map { row in
      switch row {
      case .group(let name): .group(name)
      case .cells(let cells): .cells(zip(formatters, cells).map { $0.format($1) })
      }
    }
  }
}

/// A cell as a string.
enum FormattedCell: Equatable {
  /// Text that came from outside and must be escaped.
  case text(String)
  /// A value written by us in the style asked for: to be left as it is.
  case value(String)
}

/// Writes the cells of one column.
private struct ColumnFormatter {
  let numbers: ResolvedNumberFormat
  let style: NumberStyle
  let groupsThousands: Bool
  let intervalSeparator: String
  let intervalWidths: (lower: Int, upper: Int)

  init(cells: [Cell], numbers: ResolvedNumberFormat, style: NumberStyle) {
    self.numbers = numbers
    self.style = style
    groupsThousands = cells.contains {
      if case .integer(let value) = $0 { value.magnitude >= 10_000 } else { false }
    }
    let bounds = cells.compactMap { cell -> (lower: Double, upper: Double)? in
      if case .interval(let lower, let upper) = cell { (lower, upper) } else { nil }
    }
    let hasNegative = bounds.contains { $0.lower < 0 || $0.upper < 0 }
    intervalSeparator = hasNegative ? " to " : style.rangeDash
    guard style == .plain, hasNegative else {
      intervalWidths = (0, 0)
      return
    }
    let lengths = bounds.map { [numbers] bound in
      (
        lower: numbers.text(bound.lower, style: style).displayWidth,
        upper: numbers.text(bound.upper, style: style).displayWidth
      )
    }
    intervalWidths = (lengths.map(\.lower).max() ?? 0, lengths.map(\.upper).max() ?? 0)
  }

  func format(_ cell: Cell) -> FormattedCell {
    switch cell {
    case .text(let text): .text(text)
    case .number(let value): .value(numbers.text(value, style: style))
    case .integer(let value):
      .value(groupedInteger(value, style: style, grouped: groupsThousands))
    case .pValue(let value): .value(pValueText(value, style: style))
    case .interval(let lower, let upper): .value(interval(lower, upper))
    case .missing: .value(style.missing)
    }
  }

  private func interval(_ lower: Double, _ upper: Double) -> String {
    if lower.isNaN || upper.isNaN { return style.missing }
    return padded(numbers.text(lower, style: style), to: intervalWidths.lower) + intervalSeparator
      + padded(numbers.text(upper, style: style), to: intervalWidths.upper)
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.displayWidth)) + text
  }
}

/// The number formats of a table's columns. Where one column takes powers of ten, so do all whose style is
/// open and that hold more than whole numbers: two styles in a row are read as two sizes.
private func formats(of columns: [(ReportTable.Kind, [Cell])]) -> [ResolvedNumberFormat] {
  let formats = columns.map { kind, cells in
    var format = NumberFormat.significant(4)
    if case .number(let given) = kind { format = given }
    if case .interval(let given) = kind { format = given }
    return ResolvedNumberFormat(format, for: numbers(in: cells))
  }
  guard formats.contains(where: \.isScientific) else { return formats }
  return zip(formats, columns).map { format, column in
    numbers(in: column.1).allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e10 }
      ? format : format.inScientificStyle()
  }
}

private func numbers(in cells: [Cell]) -> [Double] {
  cells.flatMap { cell -> [Double] in
    switch cell {
    case .number(let value): [value]
    case .interval(let lower, let upper): [lower, upper]
    default: []
    }
  }
}
