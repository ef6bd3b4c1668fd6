import Formulas
import LinearAlgebra
import Tables

/// The rows, design, response, weights and offset of one fit.
public struct ModelFrame: Sendable {
  /// The formula as written, with `.` replaced by the columns it stands for.
  public let formula: Formula
  /// What the data made of the formula: levels, contrasts and the state of transformations.
  public let schema: Schema
  /// The table the model was fitted to, all of its rows.
  public let table: Table
  /// Which of its rows were used.
  public let rows: RowAccounting
  /// The design matrix over the rows used, aliased columns included.
  public let design: DesignMatrix
  /// The response over the rows used.
  public let response: Response
  /// The known part of the linear predictor over the rows used.
  public let offset: [Double]?
  /// The weights over the rows used.
  public let weights: Weights?
  /// The options the frame was made with.
  public let options: ModelOptions
  /// Doubts that arose on the way.
  public let diagnostics: [Diagnostic]
  /// The categories of the response, in order, where the model takes it as such; its values are their
  /// places then, from 0.
  public let categories: [String]?

  /// Gathers what a model needs from a table.
  ///
  /// Rows the filter rejects are kept out; rows with a missing value in a used column, an undefined
  /// expression, a weight of zero or no trials are dropped and counted. Transformations are trained
  /// on the rows that remain. Complexity: O(rows × columns used).
  ///
  /// - Throws: ``ModelingError``, `FormulaError` or `TableError`, naming column, row and mend.
  public init(_ formula: Formula, table: Table, options: ModelOptions) throws {
    try self.init(formula, table: table, options: options, takesCategories: false)
  }

  /// Gathers what a model needs, whose response is one of categories where `takesCategories`.
  ///
  /// - Throws: as ``init(_:table:options:)``, and for a response that is no category.
  package init(
    _ formula: Formula, table: Table, options: ModelOptions, takesCategories: Bool
  ) throws {
    let formula = try expanded(formula, table: table, options: options)
    var selection = try selectRows(formula: formula, table: table, options: options)
    var parts = try FrameParts(
      formula, table: table, rows: selection.sieve.rows, options: options,
      takesCategories: takesCategories)
    if let trials = parts.response.trials, trials.contains(0) {
      let empty = Set(zip(selection.sieve.rows, trials).filter { $0.1 == 0 }.map(\.0))
      selection.sieve.remove(parts.response.name, .zeroTrials) { empty.contains($0) }
      try selection.requireRows(total: table.rowCount)
      parts = try FrameParts(formula, table: table, rows: selection.sieve.rows, options: options)
    }
    self.formula = formula
    self.table = table
    self.options = options
    self.schema = parts.schema
    self.design = parts.design
    self.response = parts.response
    self.offset = parts.offset
    self.weights = parts.weights
    self.rows = RowAccounting(
      total: table.rowCount, used: selection.sieve.rows, filteredOut: selection.filteredOut,
      dropped: selection.sieve.dropped)
    self.diagnostics = frameDiagnostics(rows: rows.counts, schema: parts.schema)
    categories = takesCategories ? parts.schema.responseLevels : nil
  }

  /// A frame by the schema and the options of another.
  init(
    _ other: ModelFrame, table: Table, rows: RowAccounting, design: DesignMatrix,
    response: Response, offset: [Double]?, weights: Weights?
  ) {
    formula = other.formula
    schema = other.schema
    options = other.options
    diagnostics = other.diagnostics
    categories = other.categories
    self.table = table
    self.rows = rows
    self.design = design
    self.response = response
    self.offset = offset
    self.weights = weights
  }

  /// What rounding took from derived columns of the design and from the response less the offset.
  /// Complexity: O(rows × derived columns); for fits that want it, made anew at each call.
  package func lowOrderHalves() throws -> LowOrderHalves {
    var halves = try schema.lowOrderHalves(
      of: design, response: response, for: table, rows: rows.used.selection(of: table))
    if let offset {
      let low = halves.response
      halves.response = response.values.indices.map { row in
        let exact = DoubleDouble(response.values[row]) - DoubleDouble(offset[row])
        return (exact.high - (response.values[row] - offset[row])) + exact.low + (low?[row] ?? 0)
      }
    }
    return halves
  }

  /// Throws for the first infinite number in a column of the table that the design takes as it is.
  ///
  /// Making the frame leaves these columns unread, since a fit finds infinite numbers in its sums.
  package func requireFiniteColumns() throws {
    try schema.requireFiniteColumns(in: table, rows: rows.used.selection(of: table))
  }

  /// The number of rows used.
  public var rowCount: Int { rows.used.count }

  /// The row of the table, counted from 1, behind a row of the design counted from 0.
  public func tableRow(_ designRow: Int) -> Int { rows.used[designRow] + 1 }

  /// The rows used, with every column of the table.
  public func usedTable() -> Table {
    rows.used.count == table.rowCount ? table : table.selecting(rows: rows.used)
  }

  /// The offset of new rows: the formula's `offset()` terms and the offset column together. Errors
  /// call the rows by `rowNumbers`, from 1 if they are nil.
  public func offset(for table: Table, rowNumbers: [Int]? = nil) throws -> [Double]? {
    try combinedOffset(
      schema: schema, column: options.offset, table: table, rowNumbers: rowNumbers)
  }

  /// The clusters of a column over the rows used: a code for each row, from 0, and their number.
  ///
  /// - Throws: ``ModelingError/missingAfterFit(column:rows:firstRow:)`` if a used row has no value.
  public func groups(by column: String) throws -> (codes: [Int32], count: Int) {
    let found = try table.column(column)
    if found.missing != nil {
      let lost = rows.used.filter { found.isMissing($0) }
      if let first = lost.first {
        throw ModelingError.missingAfterFit(column: column, rows: lost.count, firstRow: first + 1)
      }
    }
    return groupCodes(of: found, rows: rows.used)
  }
}

/// The numbers of a frame, once its rows are settled.
struct FrameParts {
  let schema: Schema
  let design: DesignMatrix
  let response: Response
  let offset: [Double]?
  let weights: Weights?

  init(
    _ formula: Formula, table: Table, rows: [Int], options: ModelOptions,
    takesCategories: Bool = false
  ) throws {
    let columns = try usedColumns(formula: formula, table: table, options: options)
    let selection = rows.selection(of: table)
    let isCounted = options.weights?.kind == .frequency
    let counts = isCounted ? try readWeights(options.weights, table: table, rows: rows) : nil
    let schema = try Schema(
      formula, trainedOn: table, rows: selection,
      options: try options.schema.restricted(to: columns, of: table), counts: counts?.values)
    try self.init(
      schema, table: table, rows: rows, options: options, takesCategories: takesCategories)
  }

  /// The numbers of some rows of a table by a schema trained before; its first row has number
  /// `firstRow` in errors. A block is some rows of several tables.
  init(
    _ schema: Schema, table: Table, rows: [Int], options: ModelOptions, firstRow: Int = 1,
    takesCategories: Bool = false, isBlock: Bool = false
  ) throws {
    let count = schema.columns.count
    // A pass over blocks keeps the cross-products of all columns.
    try requireMemory(
      for: isBlock ? .coefficients(count) : .coefficientsOfRows(rows.count, columns: count))
    let selection = rows.selection(of: table)
    let numbers = firstRow == 1 ? nil : rows.map { $0 + firstRow }
    self.schema = schema
    design = try schema.design(
      for: table, rows: selection, rowNumbers: numbers, defersFiniteness: true)
    response =
      takesCategories
      ? try categoryResponse(schema, table: table, rows: selection, rowNumbers: numbers)
      : try schema.response(for: table, rows: selection, rowNumbers: numbers)
    offset = try combinedOffset(
      schema: schema, column: options.offset, table: table, rows: selection, rowNumbers: numbers)
    weights = try readWeights(options.weights, table: table, rows: rows, firstRow: firstRow)
    if design.columns.isEmpty {
      throw ModelingError.emptyDesign(formula: schema.formula.description)
    }
  }
}

/// The places of the response's categories, from 0, as numbers.
private func categoryResponse(
  _ schema: Schema, table: Table, rows: [Int]?, rowNumbers: [Int]?
) throws -> Response {
  let found = try schema.categoryResponse(for: table, rows: rows, rowNumbers: rowNumbers)
  return Response(name: found.name, values: found.codes.map { Double($0) }, trials: nil)
}
