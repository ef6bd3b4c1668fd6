import Tables

/// The most distinct values of a column that a summary of streamed rows holds: 16 megabytes.
private let mostDistinctValues = 1 << 20

extension StreamedFrame: RowSource {
  /// Reads the rows used once more, with what they count in averages.
  public func forEachBlock(columns: [String], _ body: (RowBlock) throws -> Void) throws {
    var first = 0
    try forEachUsedBlock { table, rows, firstRow in
      let weights = try readWeights(options.weights, table: table, rows: rows, firstRow: firstRow)
      let kept = columns.isEmpty ? table : try table.selecting(columns: columns)
      try body(
        RowBlock(
          table: kept.selecting(rows: rows),
          weights: weights.flatMap { $0.kind == .precision ? nil : $0.values }, first: first))
      first += rows.count
    }
  }

  /// The column without rows, for its kind.
  public func column(_ name: String) -> Column? { emptyTable[name] }

  /// The distinct numbers with what they count: one more read of the file.
  ///
  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for more than a million distinct values, and for
  ///   multiplicities, which have no rows to belong to.
  public func summary(of column: String, multiplicities: [Double]?) throws -> VariableSummary {
    if multiplicities != nil {
      throw ModelingError.conflictingOptions(
        "rows that are read in blocks are not drawn anew; fit without streaming")
    }
    var counts: [Double: Double] = [:]
    var (sum, rows) = (0.0, 0)
    try forEachBlock(columns: [column]) { block in
      for (row, value) in try block.table.numericValues(of: column).enumerated() {
        counts[value, default: 0] += block.weights?[row] ?? 1
        sum += block.weights?[row] ?? 1
      }
      rows += block.table.rowCount
      if counts.count > mostDistinctValues {
        throw ModelingError.conflictingOptions(
          "\(column) has more than \(mostDistinctValues) distinct values, too many to take a percentile or "
            + "mean of while streaming; name a value, or fit without streaming")
      }
    }
    let values = counts.keys.sorted()
    // Sampling weights count in proportion, as many in all as there are rows.
    let factor = options.weights?.kind == .sampling ? Double(rows) / sum : 1
    return VariableSummary(values: values, counts: values.map { factor * (counts[$0] ?? 0) })
  }
}
