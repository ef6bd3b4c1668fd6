import Formulas

/// The scale a model's response is on: what a predicted mean is the mean of.
///
/// It is read from the left-hand side of the formula, and nowhere else, so that every question to a
/// fit takes transformed outcomes in the same way.
public enum ResponseScale: Sendable, Hashable {
  /// A quantity whose means can be compared by ratio: a column, counts, a category coded 0 and 1, and
  /// what sums, differences, products and quotients of columns make, such as `1 - stayed` or `y / 100`.
  case plain
  /// A logarithm, factor · ln(quantity) + shift: differences of its means are logarithms of ratios of
  /// geometric means of the quantity, divided by the factor.
  case logarithm(of: String, factor: Double, shift: Double)
  /// Measured from the mean of the rows (`scale`, `center`): zero is no absence, so that ratios mean
  /// nothing.
  case centered(String)
  /// Any other function, such as `sqrt(y)`: its mean says nothing exact of the mean of what is inside,
  /// which is nil where more than one thing is.
  case transformed(String?)
}

extension Formula {
  /// The scale of the response.
  public var responseScale: ResponseScale {
    response.map { scale(of: $0.withoutParentheses) } ?? .plain
  }

  /// What predictions are in units of, where the response is more than a column, counts or a category:
  /// the left-hand side as printed, such as `log(y)` or `y/100`; else nil.
  public var responseUnit: String? {
    switch response.map({ $0.withoutParentheses }) {
    case .column, .call(.cbind, _), .call(.factor, _), .call(.asFactor, _), nil: nil
    case let response?: response.description
    }
  }

  /// The formula with another response, to be pasted.
  package func text(response: String) -> String {
    let right = ([predictors] + barExpressions).map(\.description)
    return "\(response) ~ \(right.joined(separator: " | "))"
  }
}

/// The scale of an expression without parentheses.
private func scale(of expression: Expression) -> ResponseScale {
  let (core, factor, shift) = withoutConstants(expression)
  if case .call(let function, let arguments) = core, let argument = arguments.first?.value {
    let inner = withoutWrapper(argument)
    switch function {
    case .log: return logarithm(of: inner.description, factor, shift, base: 1)
    case .log10: return logarithm(of: inner.description, factor, shift, base: 10)
    case .log2: return logarithm(of: inner.description, factor, shift, base: 2)
    case .log1p: return logarithm(of: "1 + \(inner)", factor, shift, base: 1)
    default: break
    }
  }
  return isPlain(expression) ? .plain : reshaped(core)
}

private func logarithm(
  of quantity: String, _ factor: Double, _ shift: Double, base: Double
) -> ResponseScale {
  let unit = base == 1 ? 1 : naturalLogarithm(base)
  return .logarithm(of: quantity, factor: factor / unit, shift: shift)
}

/// ln 10 and ln 2, without a library of functions.
private func naturalLogarithm(_ base: Double) -> Double {
  base == 2 ? 0.693147180559945309 : 2.30258509299404568
}

/// What is centred, or what a function that is not plain is of.
private func reshaped(_ expression: Expression) -> ResponseScale {
  switch withoutWrapper(expression) {
  case .call(.scale, let arguments), .call(.center, let arguments):
    return .centered(arguments.first.map { withoutWrapper($0.value).description } ?? "")
  case .call(_, let arguments) where arguments.count == 1:
    return .transformed(withoutWrapper(arguments[0].value).description)
  case .chain(let base, let links) where links.count == 1 && links[0].symbol == .power:
    return .transformed(withoutWrapper(base).description)
  case let other:
    let names = other.columnNames
    return .transformed(names.count == 1 ? Expression.column(names[0]).description : nil)
  }
}

/// Whether an expression is a quantity whose means can be compared as they are.
private func isPlain(_ expression: Expression) -> Bool {
  switch expression {
  case .number, .text, .truth, .column, .allOthers, .list: true
  case .parenthesized(let inner): isPlain(inner)
  case .unary(.not, _): true
  case .unary(_, let operand): isPlain(operand)
  case .call(.asIs, let arguments), .call(.cbind, let arguments):
    arguments.allSatisfy { isPlain($0.value) }
  case .call(.factor, _), .call(.asFactor, _), .call(.groupMean, _): true
  case .call: false
  case .chain(let first, let links):
    isPlain(chain: first, links)
  }
}

/// Conditions are 0 and 1; sums of plain quantities are plain, and so are products and quotients of
/// different columns, unless only numbers are divided: 1 / y is no quantity of y's own.
private func isPlain(chain first: Expression, _ links: [Expression.Link]) -> Bool {
  if links.contains(where: { conditions.contains($0.symbol) }) { return true }
  let operands = [first] + links.map(\.operand)
  guard operands.allSatisfy(isPlain) else { return false }
  if links.allSatisfy({ $0.symbol == .add || $0.symbol == .subtract }) { return true }
  guard links.allSatisfy({ $0.symbol == .multiply || $0.symbol == .divide }) else { return false }
  var seen: Set<String> = []
  let areDifferent = operands.allSatisfy { operand in
    operand.columnNames.allSatisfy { seen.insert($0).inserted }
  }
  let isDivided = links.contains { $0.symbol == .divide && !$0.operand.columnNames.isEmpty }
  let isNumerator =
    !first.columnNames.isEmpty
    || links.contains { $0.symbol == .multiply && !$0.operand.columnNames.isEmpty }
  return areDifferent && (!isDivided || isNumerator)
}

/// The operators whose result is a truth value, which counts as 0 or 1.
private let conditions: Set<BinaryOperator> = [
  .within, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .andAlso, .or,
  .orElse,
]

/// An expression as factor · core + shift, with the numbers around the core taken off.
private func withoutConstants(
  _ expression: Expression
) -> (core: Expression, factor: Double, shift: Double) {
  switch expression {
  case .call(.asIs, let arguments) where arguments.count == 1:
    return withoutConstants(arguments[0].value)
  case .parenthesized(let inner): return withoutConstants(inner)
  case .unary(.plus, let operand): return withoutConstants(operand)
  case .unary(.minus, let operand):
    let inner = withoutConstants(operand)
    return (inner.core, -inner.factor, -inner.shift)
  case .chain(let first, let links): return withoutConstants(expression, first, links)
  default: return (expression, 1, 0)
  }
}

/// A sum or a product with one part that is no number; any other chain is its own core.
private func withoutConstants(
  _ whole: Expression, _ first: Expression, _ links: [Expression.Link]
) -> (core: Expression, factor: Double, shift: Double) {
  let isSum = links.allSatisfy { $0.symbol == .add || $0.symbol == .subtract }
  let isProduct = links.allSatisfy { $0.symbol == .multiply || $0.symbol == .divide }
  var core: (core: Expression, factor: Double, shift: Double)?
  var constant = isSum ? 0.0 : 1.0
  let operands =
    [(isSum ? BinaryOperator.add : .multiply, first)]
    + links.map { ($0.symbol, $0.operand) }
  for (symbol, operand) in operands {
    switch (symbol, number(operand)) {
    case (.add, let value?): constant += value
    case (.subtract, let value?): constant -= value
    case (.multiply, let value?): constant *= value
    case (.divide, let value?): constant /= value
    case (.divide, nil): return (whole, 1, 0)
    case (let symbol, nil):
      guard core == nil else { return (whole, 1, 0) }
      let inner = withoutConstants(operand)
      let sign = symbol == .subtract ? -1.0 : 1
      core = (inner.core, sign * inner.factor, sign * inner.shift)
    default: return (whole, 1, 0)
    }
  }
  guard let core, isSum || isProduct, constant.isFinite, isSum || constant != 0 else {
    return (whole, 1, 0)
  }
  return isSum
    ? (core.core, core.factor, core.shift + constant)
    : (core.core, core.factor * constant, core.shift * constant)
}

/// The value of a number with any signs before it.
private func number(_ expression: Expression) -> Double? {
  switch expression {
  case .number(let value): value
  case .unary(.minus, let operand): number(operand).map { -$0 }
  case .unary(.plus, let operand): number(operand)
  case .parenthesized(let inner): number(inner)
  default: nil
  }
}

/// What stands inside `I( )`, which only says that signs are arithmetic.
private func withoutWrapper(_ expression: Expression) -> Expression {
  switch expression {
  case .call(.asIs, let arguments) where arguments.count == 1:
    withoutWrapper(arguments[0].value)
  case .parenthesized(let inner): withoutWrapper(inner)
  default: expression
  }
}
