import Tables

extension Schema {
  /// The levels of the response in the training rows if it is a category, else nil.
  public var responseLevels: [String]? {
    if case .categories(let levels) = responseKind { levels.labels } else { nil }
  }

  /// What 0 and 1 stand for where the response is a category of two levels that a fit takes as numbers;
  /// nil for other responses.
  public var responseCoding: ResponseCoding? {
    guard let levels = responseLevels, levels.count == 2, let response = formula.response else {
      return nil
    }
    return ResponseCoding(name: response.description, zero: levels[0], one: levels[1])
  }

  /// The response of a table's rows as numbers.
  ///
  /// Truth values are 0 and 1; of two categories the second level is 1; `cbind(s, f)` gives the
  /// proportion s / (s + f) and the trials s + f.
  ///
  /// - Parameters:
  ///   - table: the rows; cells of the columns used must not be missing.
  ///   - rows: which of its rows (from 0) count, in this order; all if nil.
  ///   - rowNumbers: the numbers to call the rows by in errors; by default they count from 1.
  /// - Returns: one finite value a row, in the order of the table.
  /// - Throws: ``FormulaError/noResponse``, ``FormulaError/manyResponseLevels(response:levels:)``,
  ///   ``FormulaError/oneLevel(factor:level:)``, and errors of missing, undefined, infinite or negative
  ///   values.
  public func response(
    for table: Table, rows: [Int]? = nil, rowNumbers: [Int]? = nil
  ) throws(FormulaError) -> Response {
    guard let expression = formula.response, let responseKind else { throw .noResponse }
    let name = expression.description
    var evaluator = Evaluator(
      table: table, rows: rows, transforms: transforms, rowNumbers: rowNumbers)
    switch responseKind {
    case .numbers:
      try evaluator.checkPresent(expression)
      let values = try evaluator.finiteNumbers(expression)
      return Response(name: name, values: values, trials: nil)
    case .counts(let successes, let failures):
      let won = try evaluator.counts(successes)
      let lost = try evaluator.counts(failures)
      let trials = zip(won, lost).map { $0 + $1 }
      let shares = zip(won, trials).map { $1 == 0 ? 0 : $0 / $1 }
      return Response(name: name, values: shares, trials: trials)
    case .categories(let levels):
      try checkTwo(levels.labels, of: name)
      let values = expression.factorParts.values
      let codes = try evaluator.codes(of: values, in: levels, named: name)
      return Response(name: name, values: codes.map { Double($0) }, trials: nil)
    }
  }

  /// The response of a table's rows as categories, for ordinal and multinomial models.
  ///
  /// - Throws: ``FormulaError/noResponse``, ``FormulaError/wrongType(expression:found:expected:)`` if
  ///   the response is a number or a count, and errors of missing values and new levels.
  public func categoryResponse(
    for table: Table, rows: [Int]? = nil, rowNumbers: [Int]? = nil
  ) throws(FormulaError) -> CategoryResponse {
    guard let expression = formula.response, let responseKind else { throw .noResponse }
    let name = expression.description
    guard case .categories(let levels) = responseKind else {
      throw .wrongType(
        expression: name, found: "a number", expected: "a category, as in factor(\(name))")
    }
    var evaluator = Evaluator(
      table: table, rows: rows, transforms: transforms, rowNumbers: rowNumbers)
    let values = expression.factorParts.values
    let codes = try evaluator.codes(of: values, in: levels, named: name)
    return CategoryResponse(name: name, codes: codes, levels: levels.labels)
  }

  /// The sum of the offsets in each of a table's rows, or nil if the formula has none.
  ///
  /// - Throws: errors of missing, undefined or infinite values.
  public func offset(
    for table: Table, rows: [Int]? = nil, rowNumbers: [Int]? = nil
  ) throws(FormulaError) -> [Double]? {
    guard !offsets.isEmpty else { return nil }
    var evaluator = Evaluator(
      table: table, rows: rows, transforms: transforms, rowNumbers: rowNumbers)
    var sum = [Double](repeating: 0, count: evaluator.rowCount)
    for offset in offsets {
      try evaluator.checkPresent(offset)
      for (row, value) in try evaluator.finiteNumbers(offset).enumerated() { sum[row] += value }
    }
    return sum
  }
}

private func checkTwo(_ levels: [String], of response: String) throws(FormulaError) {
  switch levels.count {
  case 0: throw .noLevels(factor: response)
  case 1: throw .oneLevel(factor: response, level: levels[0])
  case 2: return
  default: throw .manyResponseLevels(response: response, levels: levels)
  }
}

extension Evaluator {
  /// The numbers of an expression, none of them negative.
  fileprivate mutating func counts(_ expression: Expression) throws(FormulaError) -> [Double] {
    try checkPresent(expression)
    let values = try finiteNumbers(expression)
    if let row = values.firstIndex(where: { $0 < 0 }) {
      throw .negativeCount(
        expression: expression.description, value: values[row], row: rowNumber(row))
    }
    return values
  }
}
