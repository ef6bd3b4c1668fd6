import Tables

// Columns of numbers that keep the texts they were written as (`00501`, `1E5`): identifiers, which
// categories and comparisons go by.

extension Evaluator {
  /// The values of an expression that is to be categories: a column's texts, where it keeps them.
  mutating func categories(_ expression: Expression) throws(FormulaError) -> Evaluated {
    if case .column(let name) = expression, try usedColumn(name, of: table).isWrittenAsText {
      return Evaluated(try column(name).asWritten)
    }
    return try evaluate(expression)
  }

  /// The two sides of `==` or `!=`, as texts where one of them is a column that keeps them.
  ///
  /// With a string the text decides; with a number the text that is written like it or, if there is
  /// none, the only one of its value.
  func asWritten(
    _ left: Evaluated, _ leftExpression: () -> Expression, _ symbol: BinaryOperator,
    _ right: Evaluated, _ rightExpression: Expression
  ) throws(FormulaError) -> (Evaluated, Evaluated) {
    guard symbol == .equal || symbol == .notEqual else { return (left, right) }
    if let texts = try texts(of: leftExpression(), besides: right) { return texts }
    if let texts = try texts(of: rightExpression, besides: left) { return (texts.1, texts.0) }
    return (left, right)
  }

  private func texts(
    of expression: Expression, besides other: Evaluated
  ) throws(FormulaError) -> (Evaluated, Evaluated)? {
    guard case .column(let name) = expression, let written = try usedColumn(name, of: table).written
    else { return nil }
    let texts = Evaluated(try column(name).asWritten)
    switch other {
    case .text, .categories: return (texts, other)
    case .number(let number):
      let same = written.levels.filter { Double($0) == number }
      let exact = same.first { $0 == levelText(number) }
      let text = exact ?? (same.count == 1 ? same[0] : levelText(number))
      return (texts, .text(text))
    default: return nil
    }
  }

  /// A column in the rows that count.
  private func column(_ name: String) throws(FormulaError) -> Column {
    let column = try usedColumn(name, of: table)
    return rows.map { column.selecting(rows: $0) } ?? column
  }

  /// The reason behind an error of types: the words in a column of numbers, if that is it.
  func blamingColumn(
    of expression: Expression, for error: FormulaError
  ) throws(FormulaError) -> FormulaError {
    guard case .wrongType = error else { return error }
    for name in expression.columnNames {
      if let reason = try usedColumn(name, of: table).numbersSpoilt { return .column(reason) }
    }
    return error
  }
}
