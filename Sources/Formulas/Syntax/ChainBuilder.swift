/// Joins operands into chains, in constant time each.
struct ChainBuilder {
  private var first: Expression
  private var links: [Expression.Link]

  /// Begins with an operand, which may be a chain itself.
  init(_ expression: Expression) {
    if case .chain(let first, let links) = expression {
      self.first = first
      self.links = links
    } else {
      first = expression
      links = []
    }
  }

  /// Whether an operator would make the present chain longer, not begin one around it.
  func continues(with symbol: BinaryOperator) -> Bool {
    symbol.chains && links.first?.symbol.precedence == symbol.precedence
  }

  /// `what there is op operand`.
  mutating func append(_ symbol: BinaryOperator, _ operand: Expression) {
    if !links.isEmpty && !continues(with: symbol) {
      first = expression
      links = []
    }
    links.append(Expression.Link(symbol, operand))
  }

  /// What was joined so far, in parentheses if it would fall apart before `%in%`.
  var tightened: ChainBuilder {
    expression.precedence >= .special ? self : ChainBuilder(.parenthesized(expression))
  }

  /// What was joined so far.
  var expression: Expression { links.isEmpty ? first : .chain(first, links) }
}
