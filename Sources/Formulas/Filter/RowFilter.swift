import Tables

/// What a row filter says about a row.
public enum FilterOutcome: Sendable, Hashable {
  /// The condition holds.
  case keep
  /// The condition does not hold.
  case leaveOut
  /// The condition cannot be told, since a value it depends on is missing or undefined.
  case missing
}

/// A condition on rows, such as `year >= 1992 && inlf == 1`.
///
/// The operators are `== != < <= > >=`, `&& || !` (or `& |`) with parentheses, `in` with a list
/// (`region in ('north', 'south')` or `year in 1988, 1990`), and arithmetic with the elementary
/// functions of formulas. Names with blanks stand in backticks, strings in either quotes.
///
/// Numbers compare as numbers, also with a number in quotes. Categories and text compare by their
/// text: with a string, with a category, or with a number, of which `==` and `!=` take the text; one
/// string comes before another by Unicode scalars. A truth value is 1 or 0 beside numbers.
///
/// What depends on a missing value cannot be told, unless the rest decides: `x > 1 || y > 1` holds
/// where x is 2 and y is missing.
public struct RowFilter: Sendable, Hashable {
  private let condition: Expression

  /// Reads a condition.
  ///
  /// - Throws: ``FormulaError/syntax(_:)`` with the position, ``FormulaError/nestedTooDeeply(limit:offset:)``,
  ///   or ``FormulaError/wrongType(expression:found:expected:)`` where a trained function such as
  ///   `scale` is used, which has no rows to be trained on.
  public init(_ text: String) throws(FormulaError) {
    var parser = try Parser(text, allowsBareLists: true)
    let condition = try parser.condition()
    if condition.contains(where: \.isTrainedCall) {
      throw .wrongType(
        expression: condition.description, found: "dependent on the rows kept",
        expected: "a condition without scale, center, groupMean or poly")
    }
    self.condition = condition
  }

  /// What the condition says about each row of a table.
  ///
  /// - Throws: ``FormulaError/noColumn(_:closest:)``, or
  ///   ``FormulaError/wrongType(expression:found:expected:)`` if types do not fit, or the whole is
  ///   not a condition.
  /// - Complexity: O(rows × operators).
  public func mask(for table: Table) throws(FormulaError) -> [FilterOutcome] {
    var evaluator = Evaluator(table: table)
    let value: Evaluated
    do {
      value = try evaluator.evaluate(condition)
    } catch {
      throw try evaluator.blamingColumn(of: condition, for: error)
    }
    switch value {
    case .truths(let truths): return truths.map { $0.outcome }
    case .truth(let truth):
      return [FilterOutcome](repeating: truth.outcome, count: table.rowCount)
    default:
      throw .wrongType(
        expression: condition.description, found: value.typeName,
        expected: "a condition, such as \(condition) == 1")
    }
  }

  /// The columns of a table that the condition uses, each once, in the order written.
  ///
  /// - Throws: ``FormulaError/noColumn(_:closest:)`` with the nearest name.
  public func columnNames(in table: Table) throws(FormulaError) -> [String] {
    let names = condition.columnNames
    for name in names { _ = try usedColumn(name, of: table) }
    return names
  }
}

extension RowFilter: CustomStringConvertible {
  /// The condition as printed; reading it gives the filter back.
  public var description: String { condition.description }
}

extension Truth {
  fileprivate var outcome: FilterOutcome {
    switch self {
    case .yes: .keep
    case .no: .leaveOut
    case .unknown: .missing
    }
  }
}
