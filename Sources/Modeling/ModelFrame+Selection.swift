import Formulas
import Tables

/// The rows left after filter and missing values.
struct RowSelection {
  var sieve: RowSieve
  let filteredOut: Int

  func requireRows(total: Int) throws { try counts(total: total).requireRows() }

  /// The numbers of rows, of a table of so many.
  func counts(total: Int) -> RowCounts {
    RowCounts(
      total: total, used: sieve.rows.count, filteredOut: filteredOut, dropped: sieve.dropped)
  }
}

extension RowCounts {
  func requireRows() throws {
    if used == 0 {
      throw ModelingError.noRows(
        total: total, filteredOut: filteredOut, reasons: dropped.map(\.sentence))
    }
  }
}

extension ModelOptions {
  /// The columns named beside the formula.
  var columnsBeside: [String] { [weights?.column, offset].compactMap { $0 } + required }
}

/// The formula with `.` standing for the columns that are neither the response, nor named beside it,
/// nor what random terms group by.
func expanded(_ formula: Formula, table: Table, options: ModelOptions) throws -> Formula {
  let groupings = formula.randomTerms.flatMap { $0.groupings.joined() }
  let beside = Set(options.columnsBeside + groupings)
  return try formula.expandingDot(columns: table.columnNames.filter { !beside.contains($0) })
}

/// The columns a fit uses: the formula's, then weights, offset and what was asked for beside them.
func usedColumns(formula: Formula, table: Table, options: ModelOptions) throws -> [String] {
  var seen = Set<String>()
  return (try formula.columnNames(in: table) + options.columnsBeside)
    .filter { seen.insert($0).inserted }
}

extension SchemaOptions {
  /// The options that concern some columns, once every declared factor is known to exist.
  func restricted(to columns: [String], of table: Table) throws -> SchemaOptions {
    for factor in factors { _ = try table.column(factor.column) }
    let used = Set(columns)
    var options = self
    options.factors = factors.filter { used.contains($0.column) }
    return options
  }
}

/// Keeps the rows that pass the filter and are complete in the columns used; some must be left.
func selectRows(formula: Formula, table: Table, options: ModelOptions) throws -> RowSelection {
  let selection = try sieveRows(formula: formula, table: table, options: options)
  try selection.requireRows(total: table.rowCount)
  return selection
}

/// Keeps the rows that pass the filter and are complete in the columns used, if there are any.
func sieveRows(formula: Formula, table: Table, options: ModelOptions) throws -> RowSelection {
  guard formula.responseName != nil else {
    throw ModelingError.noResponse(formula: formula.description)
  }
  var kept = Array(0..<table.rowCount)
  if let filter = options.filter {
    let mask = try filter.mask(for: table)
    kept.removeAll { mask[$0] != .keep }
  }
  let filteredOut = table.rowCount - kept.count
  let columns = try usedColumns(formula: formula, table: table, options: options)
  var sieve = RowSieve(try table.completeRows(in: columns, among: kept))
  if let weights = options.weights {
    let values = try table.numericValues(of: weights.column)
    sieve.remove(weights.column, .zeroWeight) { values[$0] == 0 }
  }
  if sieve.rows.isEmpty { return RowSelection(sieve: sieve, filteredOut: filteredOut) }
  let positions = sieve.rows
  let schemaOptions = try options.schema.restricted(to: columns, of: table)
  for undefined in try undefinedRows(
    of: formula, in: table, rows: positions.selection(of: table), options: schemaOptions)
  {
    let lost = Set(undefined.rows.map { positions[$0] })
    sieve.remove(undefined.expression, .undefined) { lost.contains($0) }
  }
  return RowSelection(sieve: sieve, filteredOut: filteredOut)
}

/// What the frame has to say about rows and levels.
func frameDiagnostics(rows: RowCounts, schema: Schema) -> [Diagnostic] {
  let undefined = rows.dropped.filter { $0.reason == .undefined }
  return undefined.map { Diagnostic(.undefinedValues, "dropped " + $0.sentence) }
    + schema.notes.map { Diagnostic(.unusedLevels, $0.description) }
}
