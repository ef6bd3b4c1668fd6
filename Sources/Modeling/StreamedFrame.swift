import Formulas
import LinearAlgebra
import Tables

/// What a model needs from a table that comes in blocks: the formula as the data make it, and the
/// numbers of one block at a time.
///
/// Making it reads all blocks once, for the levels of factors and the rows that can be used; each
/// pass over the numbers reads them again. Memory does not grow with the rows.
public struct StreamedFrame: Sendable {
  /// The formula, with `.` replaced by the columns it stands for.
  public let formula: Formula
  /// What the data made of the formula.
  public let schema: Schema
  /// How many rows were used, and what became of the others.
  public let rows: RowCounts
  /// The options the frame was made with.
  public let options: ModelOptions
  /// Doubts that arose on the way.
  public let diagnostics: [Diagnostic]
  private let blocks: any TableBlocks
  private let columns: [String]

  /// Goes through the blocks once.
  ///
  /// Levels and rows are those of ``ModelFrame`` on the whole table.
  ///
  /// - Throws: as `ModelFrame`; ``ModelingError/unsupportedTerm(term:model:mend:)`` for functions
  ///   that learn from all rows (`scale`, `center`, `poly`, `groupMean`), for factors of computed
  ///   values, and for more than 100,000 levels.
  public init(_ formula: Formula, blocks: some TableBlocks, options: ModelOptions) throws {
    let empty = blocks.schema
    let formula = try expanded(formula, table: empty, options: options)
    try refuseTrainedCalls(in: formula)
    var columns = try usedColumns(formula: formula, table: empty, options: options)
    if let filter = options.filter {
      columns += try filter.columnNames(in: empty).filter { !columns.contains($0) }
    }
    let schemaOptions = try options.schema.restricted(
      to: try usedColumns(formula: formula, table: empty, options: options), of: empty)
    var witnesses = LevelWitnesses(
      of: try formula.levelColumns(in: empty, options: schemaOptions))
    var rows = RowCounts()
    try blocks.forEachBlock(columns: columns) { table in
      let selection = try sieveRows(
        formula: formula, table: table, options: options.restricted(to: columns))
      rows.add(selection.counts(total: table.rowCount))
      try witnesses.add(table, rows: selection.sieve.rows)
      if witnesses.count > mostStreamedLevels {
        throw ModelingError.unsupportedTerm(
          term: formula.description, model: "a streamed fit",
          mend: "its factors have more than 100,000 levels; a number is a factor only where it is "
            + "declared or written as one")
      }
    }
    try rows.requireRows()
    self.formula = formula
    self.options = options
    self.rows = rows
    self.columns = columns
    self.blocks = blocks
    schema = try Schema(formula, trainedOn: try witnesses.table(), options: schemaOptions)
    diagnostics = frameDiagnostics(rows: rows, schema: schema)
  }

  /// Reads the rows used once more, block by block, in order; blocks without any are passed over.
  ///
  /// - Throws: what is wrong with the numbers, naming column and row, and what `body` throws.
  package func forEachBlock(_ body: (FrameBlock) throws -> Void) throws {
    let options = options.restricted(to: columns)
    try forEachUsedBlock { table, rows, firstRow in
      let parts = try FrameParts(
        schema, table: table, rows: rows, options: options, firstRow: firstRow, isBlock: true)
      try body(FrameBlock(parts: parts, table: table, rows: rows, firstRow: firstRow))
    }
  }

  /// Goes through the blocks with the rows used of each and the number of its first row.
  func forEachUsedBlock(
    _ body: (_ table: Table, _ rows: [Int], _ firstRow: Int) throws -> Void
  ) throws {
    var firstRow = 1
    let options = options.restricted(to: columns)
    try blocks.forEachBlock(columns: columns) { table in
      let selection = try sieveRows(formula: formula, table: table, options: options)
      if !selection.sieve.rows.isEmpty { try body(table, selection.sieve.rows, firstRow) }
      firstRow += table.rowCount
    }
  }

  /// The columns used, without rows.
  var emptyTable: Table { blocks.schema }
}

/// The most levels of all factors together.
private let mostStreamedLevels = 100_000

/// The rows used of one block, in numbers.
package struct FrameBlock: Sendable {
  /// The design, response, offset and weights over the rows used of the block.
  let parts: FrameParts
  /// The block's table, of the columns used.
  package let table: Table
  /// The rows used, counted from 0 in the block's table.
  package let rows: [Int]
  /// The number, counted from 1 in the whole table, of the block's first row.
  let firstRow: Int

  /// The design matrix, aliased columns included.
  package var design: DesignMatrix { parts.design }
  /// The response as it was observed.
  package var response: Response { parts.response }
  /// The response less the known part of the linear predictor.
  package var adjustedResponse: [Double] {
    parts.offset.map { zip(parts.response.values, $0).map { $0 - $1 } } ?? parts.response.values
  }
  /// The weights.
  package var weights: Weights? { parts.weights }
  /// The row of the whole table, counted from 1, behind a row of the design counted from 0.
  package func tableRow(_ designRow: Int) -> Int { rows[designRow] + firstRow }

  /// The groups that a column makes of the rows used.
  ///
  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for a column that was not named before the
  ///   fit, in the formula or in the options' `required`.
  package func groups(by name: String) throws -> RowGroups {
    guard let column = table[name] else {
      throw ModelingError.conflictingOptions(
        "\"\(name)\" was not read by the streamed fit; name it among the required columns before "
          + "the fit")
    }
    let rows = rows
    let groups = groupCodes(of: column, rows: rows)
    return RowGroups(codes: groups.codes, count: groups.count) {
      groupLabels(groups, of: column, rows: rows)
    }
  }
}

/// The value of each group as text.
func groupLabels(
  _ groups: (codes: [Int32], count: Int), of column: Column, rows: [Int]
) -> [String] {
  var labels = [String](repeating: "", count: groups.count)
  var isLabelled = [Bool](repeating: false, count: groups.count)
  let values = column.asWritten.values
  for (row, code) in zip(rows, groups.codes) where !isLabelled[Int(code)] {
    isLabelled[Int(code)] = true
    labels[Int(code)] = values.label(row)
  }
  return labels
}

extension ColumnValues {
  /// The value in a row as text.
  func label(_ row: Int) -> String {
    switch self {
    case .number(let values): Tables.numberText(values[row])
    case .integer(let values): String(values[row])
    case .category(let codes, let levels): levels[Int(codes[row])]
    case .truth(let values): values[row] ? "TRUE" : "FALSE"
    case .text(let values): values[row]
    }
  }
}

extension ModelOptions {
  /// The options where only some columns are at hand: factors are declared of those only.
  fileprivate func restricted(to columns: [String]) -> ModelOptions {
    var options = self
    options.schema.factors = schema.factors.filter { columns.contains($0.column) }
    return options
  }
}

private func refuseTrainedCalls(in formula: Formula) throws {
  if let call = formula.trainedCalls.first {
    throw ModelingError.unsupportedTerm(
      term: call, model: "a streamed fit",
      mend: "what it learns needs all rows at once; write it with numbers, as in I((x - 50) / 10) "
        + "or I(x^2), or fit without streaming")
  }
  if let factor = formula.computedFactors.first {
    throw ModelingError.unsupportedTerm(
      term: factor, model: "a streamed fit",
      mend: "the levels of computed values need all rows at once; make it a column of the file")
  }
}
