/// Numbers in arithmetic: one a row, or one for all rows.
enum Operand {
  case each([Double])
  case all(Double)

  /// The numbers of a value; truth values count as 0 and 1.
  ///
  /// - Throws: ``FormulaError/wrongType(expression:found:expected:)`` for categories and strings.
  init(_ value: Evaluated, of expression: @autoclosure () -> Expression) throws(FormulaError) {
    switch value {
    case .numbers(let values): self = .each(values)
    case .number(let value): self = .all(value)
    case .truths(let values): self = .each(values.map(\.number))
    case .truth(let value): self = .all(value.number)
    case .categories, .text:
      throw .wrongType(
        expression: expression().description, found: value.typeName, expected: "a number")
    }
  }

  @inline(__always)
  func map(_ body: (Double) -> Double) -> Operand {
    switch self {
    case .each(let values): .each(values.map(body))
    case .all(let value): .all(body(value))
    }
  }

  /// The results of a function of two numbers, row by row.
  @inline(__always)
  func with(_ other: Operand, _ body: (Double, Double) -> Double) -> Operand {
    switch (self, other) {
    case (.each(let a), .each(let b)): .each(paired(a, b, body))
    case (.each(let a), .all(let b)): .each(a.map { body($0, b) })
    case (.all(let a), .each(let b)): .each(b.map { body(a, $0) })
    case (.all(let a), .all(let b)): .all(body(a, b))
    }
  }
}

/// Truth values in logic: one a row, or one for all rows.
enum Condition {
  case each([Truth])
  case all(Truth)

  /// The truth values of a value; numbers count as true unless they are 0, as in R.
  ///
  /// - Throws: ``FormulaError/wrongType(expression:found:expected:)`` for categories and strings.
  init(_ value: Evaluated, of expression: @autoclosure () -> Expression) throws(FormulaError) {
    switch value {
    case .truths(let values): self = .each(values)
    case .truth(let value): self = .all(value)
    case .numbers(let values): self = .each(values.map(truth))
    case .number(let value): self = .all(truth(value))
    case .categories, .text:
      throw .wrongType(
        expression: expression().description, found: value.typeName, expected: "a condition")
    }
  }

  @inline(__always)
  func map(_ body: (Truth) -> Truth) -> Condition {
    switch self {
    case .each(let values): .each(values.map(body))
    case .all(let value): .all(body(value))
    }
  }

  /// The results of a function of two truth values, row by row.
  @inline(__always)
  func with(_ other: Condition, _ body: (Truth, Truth) -> Truth) -> Condition {
    switch (self, other) {
    case (.each(let a), .each(let b)): .each(paired(a, b, body))
    case (.each(let a), .all(let b)): .each(a.map { body($0, b) })
    case (.all(let a), .each(let b)): .each(b.map { body(a, $0) })
    case (.all(let a), .all(let b)): .all(body(a, b))
    }
  }
}

private func truth(_ value: Double) -> Truth { value.isNaN ? .unknown : Truth(value != 0) }

@inline(__always)
func paired<Value, Result>(
  _ a: [Value], _ b: [Value], _ body: (Value, Value) -> Result
) -> [Result] {
  zip(a, b).map { body($0, $1) }
}

extension Evaluated {
  init(_ operand: Operand) {
    switch operand {
    case .each(let values): self = .numbers(values)
    case .all(let value): self = .number(value)
    }
  }

  init(_ condition: Condition) {
    switch condition {
    case .each(let values): self = .truths(values)
    case .all(let value): self = .truth(value)
    }
  }
}
