extension Evaluator {
  /// `left op right`, unknown where either is.
  ///
  /// Numbers and truth values compare as numbers. Categories compare by their text, with a string, a
  /// number (by its text, for `==` and `!=` only) or another category; before and after are by
  /// Unicode scalars. A number compares with a string that is written as a number.
  func compare(
    _ left: Evaluated, _ leftExpression: () -> Expression, _ symbol: BinaryOperator,
    _ right: Evaluated, _ rightExpression: () -> Expression
  ) throws(FormulaError) -> Condition {
    switch (left, right) {
    case (.categories(let codes, let levels), .categories(let otherCodes, let otherLevels)):
      return .each(compareTexts(codes, levels, symbol, otherCodes, otherLevels))
    case (.categories(let codes, let levels), _):
      let text = try comparableText(right, rightExpression, with: leftExpression, symbol)
      return .each(lookedUp(codes, levels.map { symbol.holds($0, text) }))
    case (_, .categories(let codes, let levels)):
      let text = try comparableText(left, leftExpression, with: rightExpression, symbol)
      return .each(lookedUp(codes, levels.map { symbol.holds(text, $0) }))
    case (.text(let a), .text(let b)):
      return .all(Truth(symbol.holds(a, b)))
    default:
      let a = try comparableNumbers(left, leftExpression, with: right, rightExpression)
      let b = try comparableNumbers(right, rightExpression, with: left, leftExpression)
      return compareNumbers(a, symbol, b)
    }
  }

  /// Whether each value is in the list, unknown where the value is.
  func membership(
    of value: Evaluated, _ expression: () -> Expression, in items: [Expression]
  ) throws(FormulaError) -> Condition {
    var result = Condition.all(.no)
    for item in items {
      let written: Evaluated
      switch item {
      case .number(let number): written = .number(number)
      case .truth(let truth): written = .truth(Truth(truth))
      case .text(let text): written = .text(text)
      default:
        throw .wrongType(
          expression: item.description, found: "not a literal", expected: "a number or a string")
      }
      let (left, right) = try dated(value, expression, written, item)
      let (value, literal) = try asWritten(left, expression, .equal, right, item)
      result = result.with(try compare(value, expression, .equal, literal, { item })) { $0.or($1) }
    }
    return result
  }

  /// The text to compare a category with.
  private func comparableText(
    _ value: Evaluated, _ expression: () -> Expression, with category: () -> Expression,
    _ symbol: BinaryOperator
  ) throws(FormulaError) -> String {
    let isEquality = symbol == .equal || symbol == .notEqual
    switch value {
    case .text(let text): return text
    case .number(let number) where isEquality: return levelText(number)
    case .truth(let truth) where isEquality: return truth == .yes ? "TRUE" : "FALSE"
    default:
      throw .wrongType(
        expression: category().description, found: "a category",
        expected: "a number to compare with \(expression()); a category compares with a string in "
          + "quotes")
    }
  }

  /// The numbers to compare with other numbers; a string in quotes must be written as one.
  private func comparableNumbers(
    _ value: Evaluated, _ expression: () -> Expression, with other: Evaluated,
    _ otherExpression: () -> Expression
  ) throws(FormulaError) -> Operand {
    guard case .text(let text) = value else { return try Operand(value, of: expression()) }
    switch other {
    case .truth, .truths:
      if text == "TRUE" || text == "true" { return .all(1) }
      if text == "FALSE" || text == "false" { return .all(0) }
    default: break
    }
    guard let number = Double(text), number.isFinite else {
      throw .wrongType(
        expression: otherExpression().description, found: other.typeName,
        expected: "a category to compare with \(expression())")
    }
    return .all(number)
  }
}

private func compareNumbers(_ a: Operand, _ symbol: BinaryOperator, _ b: Operand) -> Condition {
  @inline(__always) func each(_ holds: (Double, Double) -> Bool) -> Condition {
    @inline(__always) func known(_ x: Double, _ y: Double) -> Truth {
      x.isNaN || y.isNaN ? .unknown : Truth(holds(x, y))
    }
    return switch (a, b) {
    case (.each(let a), .each(let b)): .each(paired(a, b, known))
    case (.each(let a), .all(let b)): .each(a.map { known($0, b) })
    case (.all(let a), .each(let b)): .each(b.map { known(a, $0) })
    case (.all(let a), .all(let b)): .all(known(a, b))
    }
  }
  return switch symbol {
  case .equal: each { $0 == $1 }
  case .notEqual: each { $0 != $1 }
  case .less: each { $0 < $1 }
  case .lessOrEqual: each { $0 <= $1 }
  case .greater: each { $0 > $1 }
  default: each { $0 >= $1 }
  }
}

/// Whether the texts of two categories stand in a relation, found once for each pair of levels that
/// occurs.
private func compareTexts(
  _ codes: [Int32], _ levels: [String], _ symbol: BinaryOperator,
  _ otherCodes: [Int32], _ otherLevels: [String]
) -> [Truth] {
  let all = Set(levels).union(otherLevels).sorted(by: precedesByScalars)
  let ranks = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, Int32($0)) })
  let left = levels.map { ranks[$0] ?? 0 }
  let right = otherLevels.map { ranks[$0] ?? 0 }
  return paired(codes, otherCodes) { a, b in
    a < 0 || b < 0 ? .unknown : Truth(symbol.holds(left[Int(a)], right[Int(b)]))
  }
}

private func lookedUp(_ codes: [Int32], _ holds: [Bool]) -> [Truth] {
  codes.map { $0 < 0 ? .unknown : Truth(holds[Int($0)]) }
}

extension BinaryOperator {
  /// Whether two strings stand in this relation, by Unicode scalars.
  fileprivate func holds(_ a: String, _ b: String) -> Bool {
    if a == b { return holds(0, 0) }
    return precedesByScalars(a, b) ? holds(0, 1) : holds(1, 0)
  }

  fileprivate func holds(_ a: Int32, _ b: Int32) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    default: a >= b
    }
  }
}
