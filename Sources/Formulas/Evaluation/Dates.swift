import Tables

// Dates are numbers, days since 1970-01-01; a text such as `2020-01-31` beside one is the date it names.

extension Evaluator {
  /// The two sides of an operator, a text beside a date as a number.
  func dated(
    _ left: Evaluated, _ leftExpression: () -> Expression, _ right: Evaluated,
    _ rightExpression: Expression
  ) throws(FormulaError) -> (Evaluated, Evaluated) {
    switch (left, right) {
    case (.numbers, .text(let text)): (left, try date(text, beside: leftExpression()) ?? right)
    case (.text(let text), .numbers): (try date(text, beside: rightExpression) ?? left, right)
    default: (left, right)
    }
  }

  private func date(
    _ text: String, beside expression: Expression
  ) throws(FormulaError) -> Evaluated? {
    guard try isDate(expression) else { return nil }
    if let days = isoDays(text) { return .number(days) }
    guard case .column = expression else { return nil }
    throw .wrongType(
      expression: expression.description, found: "a date",
      expected: "something to compare with \"\(text)\"; dates are written as in 2020-01-31")
  }

  /// Refuses what is no date as the argument of `year`, `month` or `day`.
  func checkDate(_ expression: Expression) throws(FormulaError) {
    if try isDate(expression) { return }
    throw .wrongType(
      expression: expression.description,
      found: try usesCategory(expression) ? "a category" : "a number",
      expected: "a column of dates")
  }

  private func isDate(_ expression: Expression) throws(FormulaError) -> Bool {
    for name in expression.columnNames where try usedColumn(name, of: table).unit == .date {
      return true
    }
    return false
  }

  private func usesCategory(_ expression: Expression) throws(FormulaError) -> Bool {
    for name in expression.columnNames {
      if case .category = try usedColumn(name, of: table).values { return true }
    }
    return false
  }
}
