import Tables

/// The rows a fit used, for averages over them.
public protocol RowSource: Sendable {
  /// Goes through the rows used, block by block, in order.
  ///
  /// - Parameters:
  ///   - columns: those to give.
  ///   - body: takes the rows of a block.
  /// - Throws: an error that names a column that can't be had, and what `body` throws.
  func forEachBlock(columns: [String], _ body: (RowBlock) throws -> Void) throws
  /// A column as it is at a row used, for its kind.
  func column(_ name: String) -> Column?
  /// A numeric column over the rows used, each counting as in an average, `multiplicities` times at that
  /// if they are given.
  func summary(of column: String, multiplicities: [Double]?) throws -> VariableSummary
}

/// Some of the rows a fit used.
public struct RowBlock: Sendable {
  /// The rows, with the columns asked for.
  public let table: Table
  /// What each row counts in an average, its frequency or sampling weight; nil for one each.
  public let weights: [Double]?
  /// The place among all rows used of the first.
  public let first: Int

  /// A block of rows.
  public init(table: Table, weights: [Double]?, first: Int) {
    self.table = table
    self.weights = weights
    self.first = first
  }
}

/// The most rows a block of means is made of: its design takes some megabytes.
private let rowsOfABlock = 1 << 14

extension ModelFrame: RowSource {
  /// The rows used, 16,384 at a time.
  public func forEachBlock(columns: [String], _ body: (RowBlock) throws -> Void) throws {
    let weights = weights.flatMap { $0.kind == .precision ? nil : $0.values }
    // Without predictors the other columns keep the number of rows.
    let kept = columns.isEmpty ? table : try table.selecting(columns: columns)
    if rows.used.count == table.rowCount, rowCount <= rowsOfABlock {
      return try body(RowBlock(table: kept, weights: weights, first: 0))
    }
    for start in stride(from: 0, to: rowCount, by: rowsOfABlock) {
      let part = start..<min(start + rowsOfABlock, rowCount)
      try body(
        RowBlock(
          table: kept.selecting(rows: Array(rows.used[part])),
          weights: weights.map { Array($0[part]) }, first: start))
    }
  }

  /// The column of the table.
  public func column(_ name: String) -> Column? { table[name] }

  /// The numbers over the rows used.
  public func summary(of column: String, multiplicities: [Double]?) throws -> VariableSummary {
    let values = try table.numericValues(of: column)
    return VariableSummary(
      values: rows.used.map { values[$0] }, weights: weights, multiplicities: multiplicities)
  }
}
