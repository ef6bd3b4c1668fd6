import Tables

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
    if let date = date() { return .string(date) }
    if isDigit(first) || (first == "." && isDigit(scalar(1))) { return .number(try number()) }
    if first == "`" { return .quotedName(try quoted(by: first, what: "a column name")) }
    if first == "\"" || first == "'" { return .string(try quoted(by: first, what: "a string")) }
    if canBeginName(first) { return name() }
    if first == "\u{2212}" {
      // The minus sign of print, as messages show it.
      position += 1
      return .symbol(.minus)
    }
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

  /// A date such as 2020-01-31, which may stand without quotes; nil if there is none here.
  private mutating func date() -> String? {
    let end = position + 10
    guard isDigit(scalar()), end <= source.scalars.count,
      !(scalar(10).map { canContinueName($0) } ?? false)
    else { return nil }
    let text = source.text(position..<end)
    guard CalendarDay(text) != nil else { return nil }
    position = end
    return text
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
    if let here = scalar(), let meant = typedCharacter(for: here) {
      throw source.problem(
        at: position,
        found: "\"\(Character(here))\" (U+\(String(here.value, radix: 16, uppercase: true)))",
        expected: "\(meant) as typed on a keyboard, which an editor or a web page may have replaced"
      )
    }
    throw source.problem(
      at: position, found: "\"\(source.text(position..<position + 1))\"",
      expected: "a name, a number or an operator; other names are written in backticks")
  }
}

/// What was meant by a character that editors and web pages put in the place of a typed one.
private func typedCharacter(for scalar: Unicode.Scalar) -> String? {
  switch scalar {
  case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}", "\u{2033}", "\u{FF02}": "\""
  case "\u{2018}", "\u{2019}", "\u{201A}", "\u{2032}", "\u{00B4}", "\u{FF07}": "'"
  case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FF0D}": "-"
  case "\u{223C}", "\u{02DC}", "\u{FF5E}": "~"
  case "\u{00D7}", "\u{2217}", "\u{FF0A}": "*"
  case "\u{2264}": "<="
  case "\u{2265}": ">="
  case "\u{2260}": "!="
  case "\u{FF0B}": "+"
  default: nil
  }
}
