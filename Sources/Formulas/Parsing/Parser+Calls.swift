import Tables

extension Parser {
  /// An argument with the token it begins at.
  private struct ParsedArgument {
    let argument: Expression.Argument
    let start: Token

    var isList: Bool { argument.value.isList }
  }

  /// A call of a known function, where the current token is its name.
  ///
  /// Numbers and shapes of arguments are checked here, where the position is known.
  mutating func call(in place: Function.Place) throws(FormulaError) -> Expression {
    let name = current
    let function = try function(in: place)
    advance()
    let arguments = try nested { (parser) throws(FormulaError) in
      try parser.arguments(of: function)
    }
    try check(arguments, of: function, named: name)
    return .call(function, arguments.map(\.argument))
  }

  private func function(in place: Function.Place) throws(FormulaError) -> Function {
    guard case .name(let name) = current.kind, let function = Function(rawValue: name) else {
      throw unknownFunction()
    }
    let isAllowed =
      function.place == .anywhere || function.place == place
      || (place == .variable && function.place != .response)
    if !isAllowed { throw problem(at: current, expected: function.whereAllowed) }
    return function
  }

  private func unknownFunction() -> FormulaError {
    if case .name("c") = current.kind {
      return problem(at: current, expected: "no list: c( ) stands after %in% or levels = only")
    }
    let known = Function.allCases.map(\.rawValue)
    let closest = nearestName(to: source.text(current.start..<current.end), among: known)
    return problem(
      at: current, found: "the unknown function \(currentText)",
      expected: "one of \(known.joined(separator: " "))"
        + (closest.map { "; the closest is \"\($0)\"" } ?? ""))
  }

  private mutating func arguments(
    of function: Function
  ) throws(FormulaError) -> [ParsedArgument] {
    try expect(.open, "after \(function.rawValue)")
    var arguments: [ParsedArgument] = []
    if currentSymbol != .close {
      repeat {
        arguments.append(try argument(of: function, index: arguments.count))
      } while skip(
        .comma)
    }
    try expect(.close, "or \",\" in the call of \(function.rawValue)( )")
    return arguments
  }

  private mutating func argument(
    of function: Function, index: Int
  ) throws(FormulaError) -> ParsedArgument {
    let start = current
    var label: String?
    if case .name(let name) = current.kind, following.kind == .symbol(.assign) {
      label = name
      advance()
      if function != .poly && function != .factor {
        throw unexpected(expected: "\"==\" to compare")
      }
      advance()
    }
    let value: Expression
    if case .name("c") = current.kind, following.kind == .symbol(.open) {
      value = try membershipList()
    } else if function == .contrasts && index == 0, case .name = current.kind,
      following.kind == .symbol(.open)
    {
      value = try call(in: .factor)
    } else {
      value = try arithmetic()
    }
    return ParsedArgument(argument: Expression.Argument(value, label: label), start: start)
  }

  private func check(
    _ arguments: [ParsedArgument], of function: Function, named name: Token
  ) throws(FormulaError) {
    let isFirstPlain = arguments.first.map { $0.argument.label == nil && !$0.isList } ?? false
    let counts: ClosedRange<Int> =
      switch function {
      case .poly: 2...3
      case .factor: 1...2
      case .groupMean, .contrasts, .cbind: 2...2
      default: 1...1
      }
    if function == .contrasts, isFirstPlain, arguments.count == 1 {
      let column = arguments[0].argument.value.description
      throw problem(
        at: name,
        expected:
          "factor(\(column)) for a column taken as categories; C( ) gives contrasts to one, as "
          + "in C(\(column), sum)")
    }
    if !isFirstPlain || !counts.contains(arguments.count) {
      throw problem(at: name, expected: function.usage)
    }
    for (index, parsed) in arguments.enumerated().dropFirst()
    where !isValid(parsed.argument, at: index, of: function) {
      throw problem(at: parsed.start, expected: function.usage)
    }
    if function == .contrasts, let first = arguments.first, !first.argument.value.isFactorLike {
      throw problem(at: first.start, expected: "a column name or factor(x) to give contrasts to")
    }
  }

  private func isValid(_ argument: Expression.Argument, at index: Int, of function: Function)
    -> Bool
  {
    switch (function, argument.label, argument.value) {
    case (.poly, nil, .number(let degree)) where index == 1,
      (.poly, "degree", .number(let degree)) where index == 1:
      degree >= 1 && degree <= 1000 && degree == degree.rounded()
    case (.poly, "raw", .truth): index == 2
    case (.factor, "levels", .list): true
    case (.contrasts, nil, .column(let name)): ContrastCoding(formulaName: name) != nil
    case (.groupMean, nil, .column): true
    case (.cbind, nil, let value): !value.isList
    default: false
    }
  }
}

extension Expression {
  var isList: Bool { if case .list = self { true } else { false } }

  /// Whether this is a column or a call of `factor`.
  fileprivate var isFactorLike: Bool {
    switch self {
    case .column, .call(.factor, _), .call(.asFactor, _): true
    default: false
    }
  }
}

extension Function {
  fileprivate var whereAllowed: String {
    switch place {
    case .response: "\(rawValue)( ) only as the whole left-hand side"
    case .addend: "\(rawValue)( ) only added to the right-hand side"
    default: "\(rawValue)( ) only as a variable of its own, not inside arithmetic"
    }
  }
}
