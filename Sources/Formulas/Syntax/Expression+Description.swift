extension Expression: CustomStringConvertible {
  /// The expression as R prints it: blanks around `+ - *` and comparisons, none around `/ ^ :`,
  /// parentheses as written, and added where the tree needs them.
  package var description: String {
    var text = ""
    write(to: &text, atLeast: .or)
    return text
  }

  var precedence: Precedence {
    switch self {
    case .unary(let symbol, _): symbol.precedence
    case .chain(_, let links): links.first?.symbol.precedence ?? .primary
    default: .primary
    }
  }

  private func write(to text: inout String, atLeast minimum: Precedence) {
    let needsParentheses = precedence < minimum
    if needsParentheses { text += "(" }
    switch self {
    case .number(let value): text += numberText(value)
    case .text(let value): text += stringLiteral(value)
    case .truth(let value): text += value ? "TRUE" : "FALSE"
    case .column(let name): text += nameText(name)
    case .allOthers: text += "."
    case .parenthesized(let inner):
      text += "("
      inner.write(to: &text, atLeast: .or)
      text += ")"
    case .unary(let symbol, let operand):
      text += symbol.rawValue
      operand.write(to: &text, atLeast: symbol == .not ? .not : .sign)
    case .call(let function, let arguments):
      text += function.rawValue + "("
      write(arguments, to: &text)
      text += ")"
    case .list(let items):
      text += "c("
      write(items.map { Argument($0) }, to: &text)
      text += ")"
    case .chain(let first, let links):
      write(first, links, to: &text)
    }
    if needsParentheses { text += ")" }
  }

  private func write(_ first: Expression, _ links: [Link], to text: inout String) {
    let own = precedence
    let chains = links.first?.symbol.chains ?? true
    first.write(to: &text, atLeast: chains ? own : own.tighter)
    for link in links {
      text += link.symbol.spaced
      link.operand.write(to: &text, atLeast: own == .power ? .sign : own.tighter)
    }
  }

  private func write(_ arguments: [Argument], to text: inout String) {
    for (index, argument) in arguments.enumerated() {
      if index > 0 { text += ", " }
      if let label = argument.label { text += nameText(label) + " = " }
      argument.value.write(to: &text, atLeast: .or)
    }
  }
}
