import Formulas
import Tables

/// The rows left after filter and missing values.
struct RowSelection {
  var sieve: RowSieve
  let filteredOut: Int

  func requireRows(total: Int) throws {
    if sieve.rows.isEmpty {
      throw ModelingError.noRows(
        total: total, filteredOut: filteredOut, reasons: sieve.dropped.map(\.sentence))
    }
  }
}

/// The columns a fit uses: the formula's, then weights, offset and what was asked for beside them.
func usedColumns(formula: Formula, table: Table, options: ModelOptions) throws -> [String] {
  let beside = [options.weights?.column, options.offset].compactMap { $0 } + options.required
  var seen = Set<String>()
  return (try formula.columnNames(in: table, excluding: beside) + beside)
    .filter { seen.insert($0).inserted }
}

/// Keeps the rows that pass the filter and are complete in the columns used.
func selectRows(formula: Formula, table: Table, options: ModelOptions) throws -> RowSelection {
  guard formula.response != nil else {
    throw ModelingError.noResponse(formula: formula.description)
  }
  var kept = Array(0..<table.rowCount)
  if let filter = options.filter {
    let mask = try filter.mask(for: table)
    kept.removeAll { !mask.keep[$0] }
  }
  let filteredOut = table.rowCount - kept.count
  var sieve = RowSieve(rows: kept)
  let columns = try usedColumns(formula: formula, table: table, options: options)
  for name in columns {
    let column = try table.column(name)
    guard let missing = column.missing else { continue }
    sieve.remove(name, .missing) { missing[$0] }
  }
  if let weights = options.weights {
    let values = try table.numericValues(of: weights.column)
    sieve.remove(weights.column, .zeroWeight) { values[$0] == 0 }
  }
  try RowSelection(sieve: sieve, filteredOut: filteredOut).requireRows(total: table.rowCount)
  let complete = try table.selecting(columns: columns).selecting(rows: sieve.rows)
  let positions = sieve.rows
  for undefined in try undefinedRows(of: formula, in: complete, options: options.schema) {
    let lost = Set(undefined.rows.map { positions[$0] })
    sieve.remove(undefined.expression, .undefined) { lost.contains($0) }
  }
  let selection = RowSelection(sieve: sieve, filteredOut: filteredOut)
  try selection.requireRows(total: table.rowCount)
  return selection
}

/// What the frame has to say about rows and levels.
func frameDiagnostics(rows: RowAccounting, schema: Schema) -> [Diagnostic] {
  let undefined = rows.dropped.filter { $0.reason == .undefined }
  return undefined.map { Diagnostic(.undefinedValues, "dropped " + $0.sentence) }
    + schema.notes.map { Diagnostic(.unusedLevels, $0) }
}
