import Tables

/// Reads tokens into syntax trees by precedence climbing.
///
/// Terms (`Parser+Terms`) and arithmetic (`Parser+Arithmetic`) share the operators and their
/// precedence but not what may stand where.
struct Parser {
  /// How deep parentheses, calls, signs and right operands may nest, so that no text can exhaust
  /// the stack.
  static let nestingLimit = 200

  let source: SourceText
  private let tokens: [Token]
  private var position = 0
  private var depth = 0
  /// Whether `x in 1, 2` may go without parentheses: in a row filter, where commas mean nothing else.
  let allowsBareLists: Bool

  init(_ text: String, allowsBareLists: Bool = false) throws(FormulaError) {
    source = SourceText(text)
    tokens = try Lexer.tokens(of: source)
    self.allowsBareLists = allowsBareLists
  }

  var current: Token { tokens[position] }

  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  var currentSymbol: Symbol? {
    if case .symbol(let symbol) = current.kind { symbol } else { nil }
  }

  /// The operator between operands at the current position, if there is one.
  var currentOperator: BinaryOperator? { currentSymbol?.binaryOperator }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  /// Moves past a symbol if it is next.
  mutating func skip(_ symbol: Symbol) -> Bool {
    guard currentSymbol == symbol else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ why: String) throws(FormulaError) {
    if !skip(symbol) { throw unexpected(expected: "\"\(symbol.rawValue)\" \(why)") }
  }

  /// Runs a part of the grammar one level deeper.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(FormulaError) -> Result
  ) throws(FormulaError) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > Parser.nestingLimit {
      throw .nestedTooDeeply(
        limit: Parser.nestingLimit, offset: source.characterOffset(current.start))
    }
    return try body(&self)
  }

  /// The current token in words.
  var currentText: String {
    switch current.kind {
    case .end: "the end of the text"
    default: "\"\(source.shortText(current.start..<current.end))\""
    }
  }

  func unexpected(expected: String) -> FormulaError {
    source.problem(at: current.start, found: currentText, expected: expected)
  }

  func problem(at token: Token, found: String? = nil, expected: String) -> FormulaError {
    source.problem(
      at: token.start, found: found ?? "\"\(source.shortText(token.start..<token.end))\"",
      expected: expected)
  }
}
