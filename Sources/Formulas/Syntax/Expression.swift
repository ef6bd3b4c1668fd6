/// A syntax tree: what was written, before any table is seen.
///
/// The same tree serves terms (`a * b` crosses) and arithmetic (`a * b` multiplies); the place it
/// stands in says which. Operators of one precedence that group to the left make one flat chain,
/// so that a sum of thousands of terms is not thousands of levels deep.
package indirect enum Expression: Sendable, Hashable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case column(String)
  /// `.`: all other columns.
  case allOthers
  case unary(UnaryOperator, Expression)
  /// A first operand, then operators of one precedence with their right operands.
  case chain(Expression, [Link])
  case call(Function, [Argument])
  /// `c(…)`, a list of literals.
  case list([Expression])
  case parenthesized(Expression)

  /// An operator with its right operand.
  package struct Link: Sendable, Hashable {
    package let symbol: BinaryOperator
    package let operand: Expression

    package init(_ symbol: BinaryOperator, _ operand: Expression) {
      self.symbol = symbol
      self.operand = operand
    }
  }

  /// An argument of a call, with its label if one was written.
  package struct Argument: Sendable, Hashable {
    package let label: String?
    package let value: Expression

    package init(_ value: Expression, label: String? = nil) {
      self.label = label
      self.value = value
    }
  }
}

extension Expression {
  /// `left op right`, one chain where the grouping allows it.
  package static func joined(
    _ left: Expression, _ symbol: BinaryOperator, _ right: Expression
  ) -> Expression {
    var chain = ChainBuilder(left)
    chain.append(symbol, right)
    return chain.expression
  }

  /// The expression without any parentheses around it.
  var unwrapped: Expression {
    var result = self
    while case .parenthesized(let inner) = result { result = inner }
    return result
  }

  /// The same tree without parentheses, which are only a matter of writing: the tree itself says
  /// what is grouped.
  package var withoutParentheses: Expression {
    switch self {
    case .number, .text, .truth, .column, .allOthers: self
    case .parenthesized(let inner): inner.withoutParentheses
    case .unary(let symbol, let operand): .unary(symbol, operand.withoutParentheses)
    case .list(let items): .list(items.map(\.withoutParentheses))
    case .call(let function, let arguments):
      .call(
        function, arguments.map { Argument($0.value.withoutParentheses, label: $0.label) })
    case .chain(let first, let links):
      links.reduce(into: ChainBuilder(first.withoutParentheses)) {
        $0.append($1.symbol, $1.operand.withoutParentheses)
      }.expression
    }
  }

  /// The direct parts, in the order they are written.
  var parts: [Expression] {
    switch self {
    case .number, .text, .truth, .column, .allOthers: []
    case .parenthesized(let inner): [inner]
    case .unary(_, let operand): [operand]
    case .list(let items): items
    case .call(.contrasts, let arguments): arguments.prefix(1).map(\.value)
    case .call(_, let arguments): arguments.map(\.value)
    case .chain(let first, let links): [first] + links.map(\.operand)
    }
  }

  /// Calls the body with the name of each column used, in the order written.
  func forEachColumn(_ body: (String) -> Void) {
    if case .column(let name) = self { body(name) }
    for part in parts { part.forEachColumn(body) }
  }

  /// The names of the columns used, each once, in the order written.
  package var columnNames: [String] {
    var seen: Set<String> = []
    var names: [String] = []
    forEachColumn { if seen.insert($0).inserted { names.append($0) } }
    return names
  }

  /// Whether this or any part of it satisfies a condition.
  func contains(where condition: (Expression) -> Bool) -> Bool {
    condition(self) || parts.contains { $0.contains(where: condition) }
  }
}
