import Tables

extension Formula {
  /// Whether a `.` stands among the predictors.
  public var hasDot: Bool { predictors.contains { $0 == .allOthers } }

  /// The formula with `.` replaced by columns.
  ///
  /// - Parameter columns: the columns `.` may stand for, in order; those that the response uses are
  ///   left out. Leave weights, offsets and clusters out beforehand.
  /// - Returns: a formula without `.`, or this one if it has none.
  /// - Throws: ``FormulaError/emptyDot`` if there is a `.` and nothing for it to stand for.
  public func expandingDot(columns: [String]) throws(FormulaError) -> Formula {
    guard hasDot else { return self }
    let own = Set(response?.columnNames ?? [])
    let others = columns.filter { !own.contains($0) }.map(Expression.column)
    guard let first = others.first else { throw .emptyDot }
    let sum = others.dropFirst().reduce(into: ChainBuilder(first)) { $0.append(.add, $1) }
      .expression
    return Formula(
      response: response, predictors: predictors.replacingDot(by: sum),
      barExpressions: barExpressions)
  }

  /// The columns of a table that the formula uses, each once, in the order written: those of the
  /// response, the terms, offsets, random terms and parts after a `|`, with `.` replaced.
  ///
  /// - Throws: ``FormulaError/noColumn(_:closest:)`` with the nearest name for a column that the
  ///   table has not, or ``FormulaError/emptyDot``.
  public func columnNames(in table: Table) throws(FormulaError) -> [String] {
    let formula = try expandingDot(columns: table.columnNames)
    let expressions = [formula.response, formula.predictors] + formula.barExpressions
    let names = Expression.list(expressions.compactMap { $0 }).columnNames
    for name in names { _ = try usedColumn(name, of: table) }
    return names
  }
}

/// The column of a name.
///
/// - Throws: ``FormulaError/noColumn(_:closest:)`` with the nearest name.
func usedColumn(_ name: String, of table: Table) throws(FormulaError) -> Column {
  guard let column = table[name] else {
    throw .noColumn(name, closest: nearestName(to: name, among: table.columnNames))
  }
  return column
}

extension Expression {
  /// The terms with `.` replaced by a sum, which joins the sum it stands in and takes parentheses
  /// elsewhere.
  fileprivate func replacingDot(by sum: Expression) -> Expression {
    switch self {
    case .allOthers: sum
    case .parenthesized(let inner): .parenthesized(inner.replacingDot(by: sum))
    case .unary(let symbol, let operand): .unary(symbol, operand.replacingInner(by: sum))
    case .chain(let first, let links):
      links.reduce(
        into: ChainBuilder(
          links.first?.symbol.precedence == .sum
            ? first.replacingDot(by: sum) : first.replacingInner(by: sum))
      ) { chain, link in
        if link.symbol == .add, link.operand == .allOthers, case .chain(let head, let tail) = sum {
          chain.append(.add, head)
          for other in tail { chain.append(.add, other.operand) }
        } else {
          chain.append(link.symbol, link.operand.replacingInner(by: sum))
        }
      }.expression
    default: self
    }
  }

  /// Like ``replacingDot(by:)`` where a bare sum would bind too loosely.
  private func replacingInner(by sum: Expression) -> Expression {
    guard self == .allOthers else { return replacingDot(by: sum) }
    if case .chain = sum { return .parenthesized(sum) }
    return sum
  }
}
