extension Parser {
  /// The parts of a formula: `response ~ predictors | part | part`.
  struct FormulaParts {
    var response: Expression?
    var predictors: Expression
    var barParts: [Expression]
  }

  /// Reads a whole formula.
  mutating func formula() throws(FormulaError) -> FormulaParts {
    let response = currentSymbol == .tilde ? nil : try response()
    try expect(.tilde, "between the response and the predictors")
    let predictors = try terms(in: .predictors)
    var barParts: [Expression] = []
    while skip(.or) { barParts.append(try terms(in: .barPart)) }
    guard case .end = current.kind else { throw unexpected(expected: afterTerms) }
    return FormulaParts(response: response, predictors: predictors, barParts: barParts)
  }

  /// Reads the condition of a row filter.
  mutating func condition() throws(FormulaError) -> Expression {
    let condition = try arithmetic()
    guard case .end = current.kind else {
      throw unexpected(
        expected: currentSymbol == .assign
          ? "\"==\" to compare" : "an operator, such as == && || in, or the end")
    }
    return condition
  }

  private var afterTerms: String {
    switch currentSymbol {
    case .tilde: "one \"~\" only"
    case .orElse: "\"|\" before absorbed terms or instruments"
    case .some(let symbol) where symbol.binaryOperator != nil || symbol == .not:
      "an operator of terms (+ - * / : ^ %in%); arithmetic and comparisons stand inside I( )"
    default: "an operator or the end"
    }
  }

  /// The left-hand side: arithmetic, a factor, or `cbind(successes, failures)`.
  private mutating func response() throws(FormulaError) -> Expression {
    if case .name(let name) = current.kind, following.kind == .symbol(.open),
      let function = Function(rawValue: name),
      function.place == .response || function.place == .factor
    {
      let call = try call(in: function.place)
      if currentSymbol == .tilde { return call }
      throw unexpected(expected: "\"~\", as \(function.rawValue)( ) is the whole response")
    }
    let response = try arithmetic()
    if case .end = current.kind {
      throw unexpected(expected: "\"~\" and the predictors")
    }
    return response
  }
}
