extension Parser {
  /// Arithmetic, comparisons and logic.
  mutating func arithmetic() throws(FormulaError) -> Expression { try arithmetic(atLeast: .or) }

  private mutating func arithmetic(
    atLeast minimum: Precedence
  ) throws(FormulaError) -> Expression {
    try nested { (parser) throws(FormulaError) in
      var chain = ChainBuilder(try parser.signedOperand(atLeast: minimum))
      var isCompared = false
      while let (symbol, precedence) = parser.arithmeticOperator, precedence >= minimum {
        if precedence == .comparison {
          if isCompared {
            throw parser.unexpected(
              expected: "one comparison only; join two with &, as in a < x & x < b")
          }
          isCompared = true
        }
        parser.advance()
        if symbol == .within {
          if precedence == .comparison { chain = chain.tightened }
          chain.append(.within, try parser.membershipList())
        } else {
          chain.append(symbol, try parser.arithmetic(atLeast: precedence.tighter))
        }
      }
      return chain.expression
    }
  }

  /// The operator at the current position and how tightly it binds. The word `in` means `%in%` but
  /// binds as loosely as a comparison, so that `year - 1990 in (1, 2)` says what it seems to.
  private var arithmeticOperator: (BinaryOperator, Precedence)? {
    if current.kind == .name("in") { return (.within, .comparison) }
    guard let symbol = currentOperator, symbol != .interaction else { return nil }
    return (symbol, symbol.precedence)
  }

  private mutating func signedOperand(atLeast minimum: Precedence) throws(FormulaError)
    -> Expression
  {
    if currentSymbol == .not {
      if minimum > .not { throw unexpected(expected: "parentheses around a negation: (!x)") }
      advance()
      return .unary(.not, try arithmetic(atLeast: .not))
    }
    for (symbol, sign) in [(Symbol.minus, UnaryOperator.minus), (.plus, .plus)]
    where skip(symbol) {
      return .unary(sign, try nestedSignedOperand())
    }
    let base = try primary()
    return skip(.caret) ? .joined(base, .power, try nestedSignedOperand()) : base
  }

  private mutating func nestedSignedOperand() throws(FormulaError) -> Expression {
    try nested { (parser) throws(FormulaError) in try parser.signedOperand(atLeast: .sign) }
  }

  private mutating func primary() throws(FormulaError) -> Expression {
    switch current.kind {
    case .number(let value):
      advance()
      return .number(value)
    case .string(let value):
      advance()
      return .text(value)
    case .quotedName(let name):
      advance()
      return .column(name)
    case .name(let name):
      return try namedPrimary(name)
    case .symbol(.open):
      advance()
      let inner = try arithmetic()
      try expect(.close, "to close the parenthesis")
      return .parenthesized(inner)
    case .dot:
      throw unexpected(expected: "a column name; \".\" can only be a term")
    default:
      throw unexpected(expected: "a column name, a number, a call or a parenthesis")
    }
  }

  private mutating func namedPrimary(_ name: String) throws(FormulaError) -> Expression {
    if following.kind == .symbol(.open) && !reservedWords.contains(name) {
      return try call(in: .anywhere)
    }
    if name == "TRUE" || name == "FALSE" {
      advance()
      return .truth(name == "TRUE")
    }
    if reservedWords.contains(name) {
      throw unexpected(expected: "a column name; the column \(name) is written in backticks")
    }
    advance()
    return .column(name)
  }

  /// What follows `in`: `c(1, 2)`, `(1, 2)` or one literal; in a row filter also `1, 2`.
  mutating func membershipList() throws(FormulaError) -> Expression {
    if current.kind == .name("c"), following.kind == .symbol(.open) { advance() }
    if skip(.open) {
      let items = try literals()
      try expect(.close, "or \",\" in the list")
      return .list(items)
    }
    return .list(allowsBareLists ? try literals() : [try literal()])
  }

  private mutating func literals() throws(FormulaError) -> [Expression] {
    var items = [try literal()]
    while skip(.comma) { items.append(try literal()) }
    return items
  }

  private mutating func literal() throws(FormulaError) -> Expression {
    let isNegative = skip(.minus)
    switch current.kind {
    case .number(let value):
      advance()
      return .number(isNegative ? -value : value)
    case .string(let value) where !isNegative:
      advance()
      return .text(value)
    case .name(let name) where !isNegative && (name == "TRUE" || name == "FALSE"):
      advance()
      return .truth(name == "TRUE")
    default:
      throw unexpected(expected: "a number or a string in quotes")
    }
  }
}
