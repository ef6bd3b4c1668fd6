extension QuestionDealer {
  /// A table as CSV, with the columns that the formulas are about: now and then too few rows, groups of
  /// one, outcomes without variance, numbers near the limits, cells of anything.
  mutating func table() -> String {
    let rows = pick([0, 1, 2, 3, 5, 8, 12, 24, 24, 24, 40, 40, 60, 120])
    var columns = Self.tableColumns.map { (name: $0, cells: cells(for: $0, rows: rows)) }
    if number(below: 6) == 0 { columns.remove(at: number(below: columns.count)) }
    if number(below: 8) == 0 { columns.append((pick(Self.oddNames), cells(for: "y", rows: rows))) }
    if number(below: 12) == 0, let first = columns.first { columns.append(first) }
    return written(columns, rows: rows)
  }

  /// Schools as the study wants them.
  mutating func schools() -> String {
    let rows = pick([0, 2, 10, 40, 40, 90])
    let names = [
      "school", "district", "state", "poverty", "collaboration", "staff", "leavers", "ela", "math",
      "commitment", "partnership",
    ].filter { _ in number(below: 12) != 0 }
    let kinds: [String: String] = [
      "school": "h", "district": "g", "state": "d", "poverty": "x", "collaboration": "x",
      "staff": "big count", "leavers": "n", "partnership": "x", "commitment": "x",
    ]
    return written(
      names.map { (name: $0, cells: cells(for: kinds[$0] ?? "y", rows: rows)) }, rows: rows)
  }

  private mutating func written(_ columns: [(name: String, cells: [String])], rows: Int) -> String {
    let delimiter = number(below: 30) == 0 ? pick([";", "\t", "|"]) : ","
    let lineEnd = number(below: 20) == 0 ? pick(["\r\n", "\r"]) : "\n"
    var lines = [columns.map { quotedIfNeeded($0.name) }.joined(separator: delimiter)]
    for row in 0..<rows {
      lines.append(
        columns.map { column in
          let isOdd = number(below: 400) == 0
          return quotedIfNeeded(isOdd ? pick(Self.oddCells) : column.cells[row])
        }.joined(separator: delimiter))
    }
    return lines.joined(separator: lineEnd) + lineEnd
  }

  private func quotedIfNeeded(_ cell: String) -> String {
    let needs = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return needs ? "\"" + cell.split(separator: "\"").joined(separator: "\"\"") + "\"" : cell
  }

  private mutating func cells(for name: String, rows: Int) -> [String] {
    switch name {
    case "y": return numbers(rows, scaled: true)
    case "x", "m": return numbers(rows, scaled: number(below: 3) == 0, missing: name == "m")
    case "n", "big count": return counts(rows, from: name == "n" ? 0 : 20)
    case "b": return binary(rows)
    case "g", "d": return groups(rows)
    case "t": return (0..<rows).map { _ in number(below: 2) == 0 ? "TRUE" : "FALSE" }
    case "w": return weights(rows)
    case "h": return (0..<rows).map { "h\($0)" }
    case "big": return (0..<rows).map { _ in "\(1 + number(below: 9))e\(number(below: 600) - 300)" }
    default: return (0..<rows).map { _ in "\(number(below: 5))%" }
    }
  }

  private mutating func numbers(_ rows: Int, scaled: Bool, missing: Bool = false) -> [String] {
    let shape = number(below: 12)
    let scale = scaled && number(below: 3) == 0 ? pick(Self.scales) : 1
    let shift = scaled && number(below: 5) == 0 ? pick([1e3, 1e7, 1e12, -1e15]) : 0
    return (0..<rows).map { row in
      let value: Double =
        switch shape {
        case 0: 3
        case 1: Double(row)
        case 2: Double(row % 3)
        case 3: row == rows / 2 ? 1e6 : Double(number(below: 100)) / 10
        case 4: 0
        default: Double(number(below: 2000) - 600) / 64
        }
      let isMissing = missing && number(below: 6) == 0 || number(below: 200) == 0
      return isMissing ? pick(["", "NA"]) : "\(value * scale + shift)"
    }
  }

  private mutating func counts(_ rows: Int, from least: Int) -> [String] {
    let most = pick([1, 2, 7, 7, 7, 1000, 1_000_000_000])
    return (0..<rows).map { _ in "\(least + number(below: most))" }
  }

  private mutating func binary(_ rows: Int) -> [String] {
    let shape = number(below: 8)
    return (0..<rows).map { row in
      switch shape {
      case 0: "0"
      case 1: "1"
      case 2: row < rows / 2 ? "0" : "1"
      case 3: row == 0 ? "1" : "0"
      default: "\(number(below: 2))"
      }
    }
  }

  private mutating func groups(_ rows: Int) -> [String] {
    let count = max(1, pick([1, 2, 3, 5, 5, 8, rows / 2, rows]))
    let labels = number(below: 8) == 0 ? Self.oddCells : []
    let isNumeric = number(below: 4) == 0
    return (0..<rows).map { row in
      let code = number(below: 4) == 0 ? number(below: count) : row % count
      if code < labels.count { return labels[code] }
      return isNumeric ? "\(code)" : "l\(code)"
    }
  }

  private mutating func weights(_ rows: Int) -> [String] {
    let shape = number(below: 6)
    return (0..<rows).map { row in
      switch shape {
      case 0: "1"
      case 1: row % 4 == 0 ? "0" : "2"
      case 2: "1e\(number(below: 24) - 12)"
      case 3: row == 1 ? "-1" : "1"
      default: "\(1 + number(below: 3))"
      }
    }
  }

  static let tableColumns = ["y", "x", "n", "b", "g", "t", "m", "h", "big", "w", "o d", "d"]
  static let oddNames = ["", "y", "1", "a b", "é", "x:m", "I(x)", "(Intercept)", "`", "\u{202E}z"]
  static let scales = [1e-300, 1e-170, 1e-12, 1e-3, 1e6, 1e12, 1e150, 1e170, 1e300, 1e-307]
  static let oddCells = [
    "", "NA", "NaN", "*", "-9", "1e999", "-0", "0x1F", "1,5", "1.234,5", "$5", "\u{2212}3", "--",
    "\u{1B}[31mred", "\u{202E}turned", "\u{9B}5m", "say \"so\"", "two\nlines", "é", "\u{FF11}",
    "007", "9007199254740993", "99999999999999999999", "Inf", "-inf", "TRUE", "5%", "a:b", "`a`",
    "\u{200B}", "(1 | g)", "\u{0}", "1e-320", String(repeating: "long ", count: 80),
  ]
}
