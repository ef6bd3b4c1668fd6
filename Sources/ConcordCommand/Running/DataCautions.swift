import Concord

/// What an answer has to warn of before anything else: numbers of the columns used that look like codes
/// for missing values, and rows used that look like totals.
/// `columns` are those whose numbers are used, `rows` the rows used, from 0, and `filter` the condition
/// they were chosen by.
func dataCautions(
  _ data: LoadedTable, columns: [String], rows: [Int], filter: String?
) -> [Diagnostic] {
  var cautions: [Diagnostic] = []
  for name in columns {
    for code in data.table[name]?.suspiciousCodes(among: rows) ?? [] {
      cautions.append(
        codeCaution(code, column: name, place: place(code.row, line: data.line(code.row))))
    }
  }
  return cautions + totalCautions(data, rows: rows, filter: filter)
}

/// The rows, among some (from 0, all if nil), that look like totals.
func totalCautions(_ data: LoadedTable, rows: [Int]?, filter: String?) -> [Diagnostic] {
  data.table.totalRows(among: rows).map { totalCaution($0, filter: filter, line: data.line) }
}

/// The same for rows read in blocks.
func streamedCautions(
  _ blocks: CSVBlocks, columns: [String], filter: RowFilter?
) throws -> [Diagnostic] {
  let numeric = columns.filter { name in
    guard let column = blocks.schema[name], column.unit != .date else { return false }
    return switch column.values {
    case .number, .integer: true
    default: false
    }
  }
  let needed =
    try numeric
    + (filter?.columnNames(in: blocks.schema) ?? []).filter {
      !numeric.contains($0)
    }
  var scans = numeric.map { _ in SuspiciousCodeScan() }
  var firstRow = 0
  if !needed.isEmpty {
    try blocks.forEachBlock(columns: needed) { block in
      let mask = try filter?.mask(for: block)
      for (index, name) in numeric.enumerated() {
        let values = numbers(try block.column(name))
        for (row, value) in values.enumerated() where mask?[row] ?? .keep == .keep {
          scans[index].add(value, row: firstRow + row)
        }
      }
      firstRow += block.rowCount
    }
  }
  let codes = zip(numeric, scans).flatMap { name, scan in
    scan.suspicious.map {
      codeCaution($0, column: name, place: place($0.row, line: blocks.line(ofRow: $0.row)))
    }
  }
  return codes + (try streamedTotals(blocks, filter: filter))
}

/// Totals among rows read in blocks, by the columns whose levels name any.
private func streamedTotals(_ blocks: CSVBlocks, filter: RowFilter?) throws -> [Diagnostic] {
  let suspects = blocks.schema.columns.filter { column in
    if case .category(_, let levels) = column.values {
      levels.contains(where: isTotal)
    } else {
      false
    }
  }
  if suspects.isEmpty { return [] }
  var found: [(column: String, text: String, rows: [Int])] = []
  var firstRow = 0
  try blocks.forEachBlock { block in
    let mask = try filter?.mask(for: block)
    for suspect in suspects {
      guard case .category(let codes, let levels) = try block.column(suspect.name).values else {
        continue
      }
      for (row, code) in codes.enumerated()
      where code >= 0 && isTotal(levels[Int(code)]) && mask?[row] ?? .keep == .keep {
        let text = levels[Int(code)]
        if let known = found.firstIndex(where: { $0.column == suspect.name && $0.text == text }) {
          found[known].rows.append(firstRow + row)
        } else {
          found.append((suspect.name, text, [firstRow + row]))
        }
      }
    }
    firstRow += block.rowCount
  }
  return found.filter { $0.rows.count * 10 <= max(10, firstRow) && firstRow >= 3 }.map {
    totalCaution(
      TotalRows(column: $0.column, text: $0.text, rows: $0.rows), filter: filter?.description,
      line: blocks.line)
  }
}

private func numbers(_ column: Column) -> [Double] {
  switch column.values {
  case .number(let values): values
  case .integer(let values):
    values.enumerated().map { column.isMissing($0.offset) ? .nan : Double($0.element) }
  case .category, .truth, .text: []
  }
}

func codeCaution(_ code: SuspiciousCode, column: String, place: String) -> Diagnostic {
  let value = plainNumber(code.value)
  let subject =
    code.count == 1
    ? "1 value of \(column) is \(value) (\(place)), which looks like a code for a missing value and was "
      + "used as a number"
    : "\(Prose.count(code.count)) values of \(column) are \(value) (first in \(place)), which looks like a "
      + "code for a missing value and was used as a number"
  let needsQuotes = column.contains { ",=` ".contains($0) }
  let option = shellWord("\(needsQuotes ? "`\(column)`" : column)=\(value)")
  return Diagnostic(.suspiciousValues, "\(subject); if it is one say --missing \(option)")
}

private func totalCaution(
  _ total: TotalRows, filter: String?, line: (Int) -> Int?
) -> Diagnostic {
  let (column, text) = (total.column, total.text)
  let first = place(total.rows[0], line: line(total.rows[0]))
  let subject =
    total.rows.count == 1
    ? "\(first) looks like a total" : "\(total.rows.count) rows, first \(first), look like totals"
  let name = writtenName(inFilter: column)
  let condition = "\(name) != \(quotedText(text))"
  let whole = filter.map { "(\($0)) && \(condition)" } ?? condition
  return Diagnostic(
    .suspiciousValues,
    "\(subject) (\(column) is \"\(text)\"), used as data; to leave "
      + "\(total.rows.count == 1 ? "it" : "them") out say --where "
      + shellWord(whole))
}

/// A row and its line, as people count them.
func place(_ row: Int, line: Int?) -> String {
  "row \(row + 1)" + (line.map { ", line \($0)" } ?? "")
}

/// A number in plain digits, as it can be typed.
func plainNumber(_ value: Double) -> String {
  value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
}

/// A column's name as conditions take it.
func writtenName(inFilter name: String) -> String {
  let isPlain =
    name.first?.isLetter == true
    && name.allSatisfy { $0.isLetter || $0.isNumber || "._".contains($0) }
  return isPlain ? name : "`\(name)`"
}

/// A text as conditions take it.
func quotedText(_ text: String) -> String {
  text.contains("\"") ? "'\(text)'" : "\"\(text)\""
}
