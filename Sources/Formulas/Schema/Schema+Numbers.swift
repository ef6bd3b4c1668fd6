import Tables

extension Schema {
  /// Throws for the first text in a column that was numbers in training and is texts now, naming the text
  /// and its row.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - rowNumbers: the numbers to call the rows by; by default they count from 1.
  /// - Throws: ``FormulaError/notANumber(column:text:row:)``, and ``FormulaError/noColumn(_:closest:)``.
  package func requireNumbers(
    in table: Table, rowNumbers: [Int]? = nil
  ) throws(FormulaError) {
    for input in inputs where input.kind == .number {
      let text: (Int) -> String
      switch try usedColumn(input.name, of: table).values {
      case .number, .integer, .truth: continue
      case .category(let codes, let levels):
        text = { codes[$0] < 0 ? "" : levels[Int(codes[$0])] }
      case .text(let texts): text = { texts[$0] }
      }
      for row in 0..<table.rowCount where Double(text(row)) == nil {
        throw .notANumber(column: input.name, text: text(row), row: rowNumbers?[row] ?? row + 1)
      }
    }
  }
}
