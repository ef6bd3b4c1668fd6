import Tables

/// The first row whose value is NaN or infinite, or nil.
///
/// A pass over whole words first: all exponent bits set make the sum's sign bit, so that the loop
/// has no branch.
func firstNotFinite(_ values: [Double]) -> Int? {
  let exponent = Double.infinity.bitPattern
  let carry: UInt64 = 1 << 52
  var flags: UInt64 = 0
  for value in values { flags |= (value.bitPattern & exponent) &+ carry }
  if flags >> 63 == 0 { return nil }
  return values.firstIndex { !$0.isFinite }
}

extension Evaluator {
  /// The numbers of an expression, all of them finite.
  ///
  /// - Throws: ``FormulaError/missingCell(column:row:)``, ``FormulaError/undefinedValue(expression:row:inputs:)``
  ///   or ``FormulaError/infiniteValue(expression:row:inputs:)`` for the first row that has none.
  mutating func finiteNumbers(_ expression: Expression) throws(FormulaError) -> [Double] {
    let values = try numbers(expression)
    try checkFinite(values, of: expression)
    return values
  }

  /// Throws for the first value that is not finite.
  func checkFinite(_ values: [Double], of expression: Expression) throws(FormulaError) {
    guard let row = firstNotFinite(values) else { return }
    try checkPresent(expression)
    let inputs = inputs(of: expression, in: row)
    if values[row].isNaN {
      throw .undefinedValue(
        expression: expression.description, row: rowNumber(row), inputs: inputs)
    }
    throw .infiniteValue(expression: expression.description, row: rowNumber(row), inputs: inputs)
  }

  /// Throws for the first missing cell of a column the expression uses.
  func checkPresent(_ expression: Expression) throws(FormulaError) {
    for name in expression.columnNames {
      guard let missing = try usedColumn(name, of: table).missing else { continue }
      if let row = rows.map({ $0.firstIndex { missing[$0] } }) ?? missing.firstIndex(of: true) {
        throw .missingCell(column: name, row: rowNumber(row))
      }
    }
  }

  /// The columns of an expression with their values in a row, as "x = 0".
  private func inputs(of expression: Expression, in row: Int) -> [String] {
    if case .column = expression { return [] }
    let row = tableRow(row)
    return expression.columnNames.compactMap { name in
      guard let column = table[name] else { return nil }
      let value =
        switch column.values {
        case .number(let values): numberText(values[row])
        case .integer(let values): "\(values[row])"
        case .truth(let values): values[row] ? "TRUE" : "FALSE"
        case .category(let codes, let levels): stringLiteral(levels[Int(codes[row])])
        case .text(let values): stringLiteral(values[row])
        }
      return "\(nameText(name)) = \(value)"
    }
  }
}
