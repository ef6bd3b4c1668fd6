extension Parser {
  /// Where terms stand, which decides what may be among them.
  enum TermsPlace {
    case predictors
    case barPart
    case grouping
  }

  /// A sum of terms.
  mutating func terms(in place: TermsPlace) throws(FormulaError) -> Expression {
    try terms(atLeast: .sum, in: place)
  }

  /// Terms joined by operators at least as tight as the minimum.
  private mutating func terms(
    atLeast minimum: Precedence, in place: TermsPlace
  ) throws(FormulaError) -> Expression {
    try nested { (parser) throws(FormulaError) in
      var start = parser.current
      var chain = ChainBuilder(try parser.signedTerm(in: place))
      while let symbol = parser.currentOperator, symbol.isTermOperator,
        symbol.precedence >= minimum
      {
        if symbol.precedence > .sum && !chain.continues(with: symbol) {
          try parser.checkOperand(chain.expression, start)
        }
        parser.advance()
        start = parser.current
        let right = try parser.terms(atLeast: symbol.precedence.tighter, in: place)
        if symbol.precedence > .sum { try parser.checkOperand(right, start) }
        if symbol == .subtract, right.holdsAddend {
          throw parser.problem(at: start, expected: "a term; \(clipped(right)) can only be added")
        }
        chain.append(symbol, right)
      }
      return chain.expression
    }
  }

  /// The intercept, a sign, an offset or a random term can be added, but not crossed or nested.
  private func checkOperand(_ operand: Expression, _ start: Token) throws(FormulaError) {
    if operand.holdsAddend || operand.holdsIntercept || operand.isSigned {
      throw problem(
        at: start, found: "\"\(clipped(operand))\" as a part of a product",
        expected: "a term; 0, 1, signs, offsets and random terms can only be added")
    }
  }

  private mutating func signedTerm(in place: TermsPlace) throws(FormulaError) -> Expression {
    for (symbol, sign) in [(Symbol.minus, UnaryOperator.minus), (.plus, .plus)] {
      guard currentSymbol == symbol else { continue }
      advance()
      let start = current
      let operand = try nested { (parser) throws(FormulaError) in
        try parser.signedTerm(in: place)
      }
      if operand.holdsAddend {
        throw problem(at: start, expected: "a term; \(clipped(operand)) can only be added")
      }
      return .unary(sign, operand)
    }
    return try powerOfTerms(in: place)
  }

  private mutating func powerOfTerms(in place: TermsPlace) throws(FormulaError) -> Expression {
    let start = current
    let base = try primaryTerm(in: place)
    guard skip(.caret) else { return base }
    try checkOperand(base, start)
    guard case .number(let value) = current.kind, value >= 1, value == value.rounded() else {
      throw unexpected(
        expected: "a whole number of at least 1: the degree of crossing; "
          + "powers of numbers stand inside I( ), as in I(x^2)")
    }
    advance()
    if currentSymbol == .caret { throw unexpected(expected: "one power only") }
    return .joined(base, .power, .number(value))
  }

  private mutating func primaryTerm(in place: TermsPlace) throws(FormulaError) -> Expression {
    let token = current
    switch token.kind {
    case .number(let value):
      guard value == 0 || value == 1 else {
        throw unexpected(expected: "0 or 1 for the intercept; other numbers stand inside I( )")
      }
      advance()
      return .number(value)
    case .quotedName(let name):
      advance()
      return .column(name)
    case .name(let name):
      if following.kind == .symbol(.open) { return try termCall(in: place) }
      if reservedWords.contains(name) {
        throw unexpected(expected: "a column name; the column \(name) is written in backticks")
      }
      advance()
      return .column(name)
    case .dot where place == .predictors:
      advance()
      return .allOthers
    case .symbol(.open):
      return try parenthesizedTerms(in: place)
    default:
      throw unexpected(expected: "a term, such as a column name")
    }
  }

  private mutating func termCall(in place: TermsPlace) throws(FormulaError) -> Expression {
    let token = current
    let call = try call(in: .variable)
    if case .call(.offset, _) = call, place != .predictors {
      throw problem(at: token, expected: "a term; offsets are added to the predictors")
    }
    return call
  }

  /// `( terms )`, or a random term `( effects | grouping )`.
  private mutating func parenthesizedTerms(in place: TermsPlace) throws(FormulaError) -> Expression
  {
    advance()
    let start = current
    let inner = try terms(in: place)
    guard let symbol = currentOperator, symbol == .or || symbol == .orElse else {
      try expect(.close, "to close the parenthesis")
      return .parenthesized(inner)
    }
    guard place == .predictors else {
      throw unexpected(expected: "\")\"; random terms are added to the predictors")
    }
    if inner.holdsAddend || inner.contains(where: { $0 == .allOthers }) {
      throw problem(
        at: start, found: "\"\(clipped(inner))\" in a random term",
        expected: "columns; offsets, random terms and \".\" cannot stand in a random term")
    }
    advance()
    let group = try grouping()
    try expect(.close, "to close the random term")
    return .parenthesized(.joined(inner, symbol, group))
  }

  /// The right side of a random term: names joined by `:` and `/`.
  private mutating func grouping() throws(FormulaError) -> Expression {
    let start = current
    let group = try terms(in: .grouping)
    if group.groupings == nil {
      throw problem(
        at: start, found: "\"\(clipped(group))\" as a grouping",
        expected: "column names joined by \":\" or \"/\", as in (1 | district/school)")
    }
    return group
  }
}

/// An expression as printed, cut off if it is long, for messages.
private func clipped(_ expression: Expression) -> String {
  let text = expression.description
  return text.count <= 60 ? text : text.prefix(60) + "…"
}

extension BinaryOperator {
  /// Whether the operator means something between terms.
  var isTermOperator: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .interaction, .within: true
    default: false
    }
  }
}

extension Expression {
  /// The addends of a sum of terms, looking through parentheses and signs.
  var addends: [Expression] {
    switch self {
    case .parenthesized(let inner): inner.addends
    case .unary(_, let operand): operand.addends
    case .chain(let first, let links) where links.first?.symbol.precedence == .sum:
      first.addends + links.flatMap { $0.operand.addends }
    default: [self]
    }
  }

  /// Whether an offset or a random term is among the addends.
  var holdsAddend: Bool {
    addends.contains { addend in
      switch addend {
      case .call(.offset, _): true
      case .chain(_, let links): links.first?.symbol.precedence == .or
      default: false
      }
    }
  }

  /// Whether 0 or 1 is among the addends.
  var holdsIntercept: Bool {
    addends.contains { if case .number = $0 { true } else { false } }
  }

  /// Whether a sign stands before it.
  var isSigned: Bool {
    if case .unary = unwrapped { true } else { false }
  }
}
