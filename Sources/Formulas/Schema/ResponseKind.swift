/// What kind of values a response has.
enum ResponseKind: Sendable, Equatable {
  /// Numbers, or truth values taken as 0 and 1.
  case numbers
  /// `cbind(successes, failures)`.
  case counts(successes: Expression, failures: Expression)
  /// Categories, with the levels of the training rows.
  case categories(LevelTable)
}

extension SchemaTraining {
  /// What kind of values the response has in the training rows.
  mutating func responseKind(of response: Expression) throws(FormulaError) -> ResponseKind {
    try checkPresent(response)
    if case .call(.cbind, let arguments) = response, arguments.count == 2 {
      for argument in arguments { try trainNumbers(argument.value) }
      return .counts(successes: arguments[0].value, failures: arguments[1].value)
    }
    guard let levels = try levels(of: response) else {
      try trainNumbers(response)
      return .numbers
    }
    return levels == .truth && !response.isWrittenAsFactor ? .numbers : .categories(levels)
  }
}
