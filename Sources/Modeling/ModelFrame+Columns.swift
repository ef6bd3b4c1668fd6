import Formulas
import Tables

/// The weights of the rows used, checked.
func readWeights(
  _ specification: WeightSpecification?, table: Table, rows: [Int], firstRow: Int = 1
) throws -> Weights? {
  guard let specification else { return nil }
  let values = try numericValues(of: specification.column, table: table, rows: rows)
  let mustBeWhole = specification.kind == .frequency
  for (index, value) in values.enumerated() {
    let rule: String? =
      if !value.isFinite {
        "a weight must be a finite number"
      } else if value < 0 {
        "a weight must not be negative"
      } else if mustBeWhole && value != value.rounded() {
        "a frequency weight must be a whole number; for other weights choose precision or sampling"
      } else {
        nil
      }
    if let rule {
      throw ModelingError.badWeight(
        column: specification.column, row: rows[index] + firstRow, value: value, rule: rule)
    }
  }
  guard values.contains(where: { $0 > 0 }) else {
    throw ModelingError.noPositiveWeight(column: specification.column)
  }
  return Weights(kind: specification.kind, values: values)
}

/// The formula's offset terms and the offset column, added up, over some rows of a table (all if
/// `rows` is nil). Errors call the rows by `rowNumbers`, or else by their places in the table from 1.
func combinedOffset(
  schema: Schema, column: String?, table: Table, rows: [Int]? = nil, rowNumbers: [Int]? = nil
) throws -> [Double]? {
  let terms = try schema.offset(for: table, rows: rows, rowNumbers: rowNumbers)
  guard let column else { return terms }
  let values = try numericValues(of: column, table: table, rows: rows)
  if let row = values.firstIndex(where: { !$0.isFinite }) {
    throw ModelingError.badOffset(
      column: column, row: rowNumbers?[row] ?? (rows?[row] ?? row) + 1, value: values[row])
  }
  return terms.map { zip($0, values).map { $0 + $1 } } ?? values
}

/// The numbers of a column in some rows of a table, in all of them if nil.
private func numericValues(of column: String, table: Table, rows: [Int]?) throws -> [Double] {
  let values = try table.numericValues(of: column)
  guard let rows, rows.count < values.count else { return values }
  return rows.map { values[$0] }
}

extension [Int] {
  /// These rows as a selection from a table; nil if they are all of its rows in order.
  func selection(of table: Table) -> [Int]? { count == table.rowCount ? nil : self }
}

/// Codes from 0 in order of first appearance for the values of a column over some rows.
///
/// Numbers that keep the texts they were written as go by these. Categories, and whole numbers of a range no wider than four times the rows, are looked up in a
/// table; others by hashing.
func groupCodes(of column: Column, rows: [Int]) -> (codes: [Int32], count: Int) {
  let column = column.asWritten
  switch column.values {
  case .number(let values):
    if let range = wholeRange(values, rows) {
      return numbered(rows, in: range) { Int(values[$0]) }
    }
    return numbered(rows) { values[$0] == 0 ? 0 : values[$0].bitPattern }  // −0 is 0
  case .integer(let values):
    let (lowest, highest) = rows.reduce((Int64.max, Int64.min)) {
      (min($0.0, values[$1]), max($0.1, values[$1]))
    }
    let (width, overflow) = highest.subtractingReportingOverflow(lowest)
    if !rows.isEmpty, !overflow, width <= tableLimit(rows.count) {
      return numbered(rows, in: Int(lowest)...Int(highest)) { Int(values[$0]) }
    }
    return numbered(rows) { values[$0] }
  case .category(let codes, let levels):
    return numbered(rows, in: -1...levels.count) { Int(codes[$0]) }
  case .truth(let values): return numbered(rows, in: 0...1) { values[$0] ? 1 : 0 }
  case .text(let values): return numbered(rows) { values[$0] }
  }
}

/// How wide a range of whole numbers may be to be looked up in a table.
private func tableLimit(_ rows: Int) -> Int { max(1024, 4 * rows) }

/// The range of the values if all are whole numbers in a range that is worth a table, else nil.
private func wholeRange(_ values: [Double], _ rows: [Int]) -> ClosedRange<Int>? {
  var (lowest, highest) = (Double.infinity, -Double.infinity)
  for row in rows {
    let value = values[row]
    if value != value.rounded() || !(value.magnitude <= 0x1p50) { return nil }
    lowest = min(lowest, value)
    highest = max(highest, value)
  }
  guard lowest <= highest, highest - lowest <= Double(tableLimit(rows.count)) else { return nil }
  return Int(lowest)...Int(highest)
}

private func numbered(
  _ rows: [Int], in range: ClosedRange<Int>, key: (Int) -> Int
) -> ([Int32], Int) {
  var codeOf = [Int32](repeating: -1, count: range.count)
  var count: Int32 = 0
  let codes = rows.map { row in
    let place = key(row) - range.lowerBound
    if codeOf[place] < 0 {
      codeOf[place] = count
      count += 1
    }
    return codeOf[place]
  }
  return (codes, Int(count))
}

private func numbered<Key: Hashable>(_ rows: [Int], key: (Int) -> Key) -> ([Int32], Int) {
  var codeOf: [Key: Int32] = [:]
  let codes = rows.map { row in
    let next = Int32(codeOf.count)
    let value = key(row)
    if let known = codeOf[value] { return known }
    codeOf[value] = next
    return next
  }
  return (codes, codeOf.count)
}
