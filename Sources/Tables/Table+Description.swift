/// The number of cells that `print` shows of a column.
private let shownCells = 5
/// The number of columns that `print` shows.
private let shownColumns = 40

extension Table: CustomStringConvertible, CustomDebugStringConvertible {
  /// The number of rows and columns, then a line a column: name, type, missing cells, first values.
  ///
  /// Never all the data: a table of any size takes at most 42 lines.
  public var description: String {
    let shape = "Table of \(counted(rowCount, "row")) and \(counted(columns.count, "column"))"
    let shown = columns.prefix(shownColumns)
    guard !shown.isEmpty else { return shape }
    let cells = shown.map { column in
      [
        column.name, column.values.typeName,
        column.missingCount == 0 ? "" : "\(column.missingCount) missing", column.firstCells,
      ]
    }
    let widths = (0..<3).map { place in cells.map { $0[place].count }.max() ?? 0 }
    let lines = cells.map { cells in
      let padded = zip(cells, widths).filter { $0.1 > 0 }.map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return (padded + [cells[3]]).joined(separator: "  ")
    }
    let rest = columns.count - shown.count
    return ([shape] + lines + (rest > 0 ? ["and \(counted(rest, "column")) more"] : []))
      .joined(separator: "\n")
  }

  /// As ``description``.
  public var debugDescription: String { description }
}

extension Column: CustomStringConvertible, CustomDebugStringConvertible {
  /// The name, the type, the number of rows and of missing cells, and the first values.
  public var description: String {
    let gaps = missingCount == 0 ? "" : ", \(missingCount) missing"
    return "\(name): \(values.typeName), \(counted(count, "row"))\(gaps): \(firstCells)"
  }

  /// As ``description``.
  public var debugDescription: String { description }

  /// The first few cells as text.
  fileprivate var firstCells: String {
    let cells = (0..<min(count, shownCells)).map { row in isMissing(row) ? "–" : cell(row) }
    return cells.joined(separator: ", ") + (count > shownCells ? ", …" : "")
  }

  /// A present cell as text, long ones cut.
  private func cell(_ row: Int) -> String {
    let text =
      switch asWritten.values {
      case .number(let values): numberText(values[row])
      case .integer(let values): String(values[row])
      case .category(let codes, let levels): levels[Int(codes[row])]
      case .truth(let values): values[row] ? "TRUE" : "FALSE"
      case .text(let values): values[row]
      }
    return text.count > 24 ? text.prefix(23) + "…" : text
  }
}
