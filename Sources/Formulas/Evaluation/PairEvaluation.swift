import LinearAlgebra

/// A number for each row in twice the working precision.
typealias PairValues = (Int) -> DoubleDouble

extension Evaluator {
  /// The exact value of an expression in each row, to about 32 digits, taking the table's numbers and
  /// the formula's literals as the doubles they are.
  ///
  /// Knows `+ - * /`, whole powers, parentheses and `I( )`; nil for anything else, whose values are
  /// known no better than to a double.
  mutating func pairs(_ expression: Expression) throws(FormulaError) -> PairValues? {
    switch expression {
    case .number(let value): return { _ in DoubleDouble(value) }
    case .column:
      guard case .numbers(let values) = try evaluate(expression) else { return nil }
      return { DoubleDouble(values[$0]) }
    case .parenthesized(let inner): return try pairs(inner)
    case .call(.asIs, let arguments):
      guard let first = arguments.first?.value else { return nil }
      return try pairs(first)
    case .unary(let symbol, let operand):
      guard symbol != .not, let inner = try pairs(operand) else { return nil }
      return symbol == .plus ? inner : { -inner($0) }
    case .chain(let first, let links):
      guard var result = try pairs(first) else { return nil }
      for link in links {
        guard let next = try combined(result, link) else { return nil }
        result = next
      }
      return result
    default: return nil
    }
  }

  private mutating func combined(
    _ left: @escaping PairValues, _ link: Expression.Link
  ) throws(FormulaError) -> PairValues? {
    if link.symbol == .power {
      guard let exponent = link.operand.wholeNumber else { return nil }
      return { left($0).power(exponent) }
    }
    guard let right = try pairs(link.operand) else { return nil }
    switch link.symbol {
    case .add: return { left($0) + right($0) }
    case .subtract: return { left($0) - right($0) }
    case .multiply: return { left($0) * right($0) }
    case .divide: return { left($0) / right($0) }
    default: return nil
    }
  }
}

extension Expression {
  /// The value of a literal that is a whole number of moderate size, with a sign before it or not.
  fileprivate var wholeNumber: Int? {
    switch unwrapped {
    case .number(let value):
      value == value.rounded() && value.magnitude <= 1024 ? Int(value) : nil
    case .unary(.minus, let operand): operand.wholeNumber.map { -$0 }
    default: nil
    }
  }

  /// Whether this is a column as it stands, so that a double holds it in full.
  var isPlainColumn: Bool { if case .column = unwrapped { true } else { false } }
}
