/// Cuts a text into tokens.
struct Lexer {
  private let source: SourceText
  private var position = 0

  private init(_ source: SourceText) { self.source = source }

  /// The tokens of a text, the last of which is the end.
  ///
  /// - Throws: ``FormulaError/syntax(_:)`` for a character that begins no token, an unclosed quote,
  ///   or a number that `Double` cannot hold.
  static func tokens(of source: SourceText) throws(FormulaError) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private func scalar(_ ahead: Int = 0) -> Unicode.Scalar? {
    let index = position + ahead
    return index < source.scalars.count ? source.scalars[index] : nil
  }

  private mutating func next() throws(FormulaError) -> Token {
    while let here = scalar(), here.properties.isWhitespace { position += 1 }
    let start = position
    let kind = try nextKind()
    return Token(kind: kind, start: start, end: position)
  }

  private mutating func nextKind() throws(FormulaError) -> Token.Kind {
    guard let first = scalar() else { return .end }
    if isDigit(first) || (first == "." && isDigit(scalar(1))) { return .number(try number()) }
    if first == "`" { return .quotedName(try quoted(by: first, what: "a column name")) }
    if first == "\"" || first == "'" { return .string(try quoted(by: first, what: "a string")) }
    if canBeginName(first) { return name() }
    return .symbol(try symbol())
  }

  private mutating func name() -> Token.Kind {
    let start = position
    while let here = scalar(), canContinueName(here) { position += 1 }
    let text = source.text(start..<position)
    return text == "." ? .dot : .name(text)
  }

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  private mutating func skipDigits() {
    while isDigit(scalar()) { position += 1 }
  }

  private mutating func number() throws(FormulaError) -> Double {
    let start = position
    skipDigits()
    if scalar() == "." {
      position += 1
      skipDigits()
    }
    if scalar() == "e" || scalar() == "E" {
      let signLength = scalar(1) == "+" || scalar(1) == "-" ? 1 : 0
      if isDigit(scalar(1 + signLength)) {
        position += 1 + signLength
        skipDigits()
      }
    }
    let text = source.text(start..<position)
    if let here = scalar(), canContinueName(here) {
      throw source.problem(
        at: position,
        found:
          "\"\(Character(here))\" right after the number \(source.shortText(start..<position))",
        expected: "an operator; a name that begins with a digit is written in backticks")
    }
    guard let value = Double(text.hasSuffix(".") ? text + "0" : text), value.isFinite else {
      throw source.problem(
        at: start, found: "the number \(source.shortText(start..<position))",
        expected: "a number below 1.8e308")
    }
    return value
  }

  private mutating func quoted(
    by quote: Unicode.Scalar, what: String
  ) throws(FormulaError) -> String {
    let start = position
    position += 1
    var result = String.UnicodeScalarView()
    while let here = scalar() {
      position += 1
      if here == quote {
        if result.isEmpty && quote == "`" {
          throw source.problem(at: start, found: "empty backticks", expected: what)
        }
        return String(result)
      }
      guard here == "\\", let escaped = scalar() else {
        result.append(here)
        continue
      }
      switch escaped {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "r": result.append("\r")
      case "\\", "\"", "'", "`": result.append(escaped)
      default:
        throw source.problem(
          at: position, found: "\"\\\(Character(escaped))\"",
          expected: "\\\\ for a backslash, or one of \\n \\t \\r \\\" \\' \\`")
      }
      position += 1
    }
    throw source.problem(
      at: start, found: "\(Character(quote)) that is never closed",
      expected: "\(what) and another \(Character(quote))")
  }

  private mutating func symbol() throws(FormulaError) -> Symbol {
    // Longest first: `%in%` before `%`, `&&` before `&`.
    for length in [4, 3, 2, 1] where position + length <= source.scalars.count {
      let text = source.text(position..<position + length)
      if let symbol = text == "**" ? .caret : Symbol(rawValue: text) {
        position += length
        return symbol
      }
    }
    throw source.problem(
      at: position, found: "\"\(source.text(position..<position + 1))\"",
      expected: "a name, a number or an operator; other names are written in backticks")
  }
}
