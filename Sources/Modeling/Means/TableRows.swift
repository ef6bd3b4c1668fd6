import Tables

/// The rows of a table as those a fit used.
public struct TableRows: RowSource {
  private let table: Table
  private let weights: [Double]?

  /// All rows of a table, each counting once or by its weight in averages.
  ///
  /// - Precondition: a weight for each row, if there are weights.
  public init(_ table: Table, weights: [Double]? = nil) {
    precondition(weights.map { $0.count == table.rowCount } ?? true, "weights of other rows")
    self.table = table
    self.weights = weights
  }

  /// One block.
  public func forEachBlock(columns: [String], _ body: (RowBlock) throws -> Void) throws {
    let kept = columns.isEmpty ? table : try table.selecting(columns: columns)
    try body(RowBlock(table: kept, weights: weights, first: 0))
  }

  /// The column of the table.
  public func column(_ name: String) -> Column? { table[name] }

  /// The numbers of the column.
  public func summary(of column: String, multiplicities: [Double]?) throws -> VariableSummary {
    let counts = weights.map { own in
      own.enumerated().map { $1 * (multiplicities?[$0] ?? 1) }
    }
    return VariableSummary(
      values: try table.numericValues(of: column), counts: counts ?? multiplicities)
  }
}
