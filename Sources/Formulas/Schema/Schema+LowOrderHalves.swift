import LinearAlgebra
import Tables

extension Schema {
  /// What rounding took from the columns of a design and from the response: for columns computed from
  /// others by arithmetic, such as `I(x^3)`, `poly(x, 3, raw = TRUE)` and `a:b`, the exact values less
  /// those of the design.
  ///
  /// - Parameters:
  ///   - design: what ``design(for:rows:rowNumbers:)`` made of the same rows.
  ///   - response: what ``response(for:rows:rowNumbers:)`` made of them.
  ///   - table: the rows.
  ///   - rows: which of its rows count; all if nil.
  /// - Returns: the halves; columns of which nothing was rounded away are left out.
  /// - Throws: ``FormulaError``, none that making the design would not have thrown.
  /// - Complexity: O(rows × derived columns).
  package func lowOrderHalves(
    of design: DesignMatrix, response: Response, for table: Table, rows: [Int]?
  ) throws(FormulaError) -> LowOrderHalves {
    var evaluator = Evaluator(table: table, rows: rows, transforms: transforms)
    let count = evaluator.rowCount
    var dense: [Int: DenseValues] = [:]
    for column in design.parts.dense { dense[column.position] = column.values }
    var halves = LowOrderHalves()
    var position = hasIntercept ? 1 : 0
    for term in codedTerms {
      var choices: [[PairValues]] = []
      var isDerived = term.variables.filter { !variables[$0].isFactor }.count > 1
      for (index, byContrasts) in zip(term.variables, term.byContrasts) {
        let variable = variables[index]
        isDerived = isDerived || !(variable.isFactor || variable.expression.isPlainColumn)
        choices.append(try evaluator.columns(of: variable, byContrasts: byContrasts))
      }
      let width = zip(term.variables, term.byContrasts).reduce(1) {
        $0 * variables[$1.0].columnCount(byContrasts: $1.1)
      }
      if isDerived && choices.allSatisfy({ !$0.isEmpty }) {
        for (offset, factors) in combinations(of: choices).enumerated() {
          guard let stored = dense[position + offset]?.array(rowCount: count) else { continue }
          halves.columns[position + offset] = rest(of: factors, after: stored)
        }
      }
      position += width
    }
    if let expression = formula.response, !expression.isPlainColumn,
      let exact = try evaluator.pairs(expression)
    {
      halves.response = rest(of: [exact], after: response.values)
    }
    return halves
  }
}

/// The product of some values in each row less the double that stands for it; nil if it is 0 in all.
private func rest(of factors: [PairValues], after stored: [Double]) -> [Double]? {
  var isExact = true
  let low = stored.enumerated().map { row, value -> Double in
    let product = factors.dropFirst().reduce(factors[0](row)) { $0 * $1(row) }
    let rest = (product.high - value) + product.low
    // An overflow on the way says nothing about the rest.
    if rest == 0 || !rest.isFinite { return 0 }
    isExact = false
    return rest
  }
  return isExact ? nil : low
}

/// One of each, the first varying fastest.
private func combinations(of choices: [[PairValues]]) -> [[PairValues]] {
  choices.reduce([[]]) { chosen, next in
    next.flatMap { last in chosen.map { $0 + [last] } }
  }
}

extension Evaluator {
  /// The exact values of each column a variable has in a term; empty where they are not known.
  fileprivate mutating func columns(
    of variable: Variable, byContrasts: Bool
  ) throws(FormulaError) -> [PairValues] {
    switch variable.kind {
    case .numeric:
      return try pairs(variable.expression).map { [$0] } ?? []
    case .polynomial(let degree, let isRaw):
      guard isRaw, let argument = variable.expression.polynomial?.argument,
        let points = try pairs(argument)
      else { return [] }
      return (1...degree).map { power in { points($0).power(power) } }
    case .factor(let levels, let coding):
      let codes = try codes(
        of: variable.expression.factorParts.values, in: levels, named: variable.name)
      let values = VariableValues.codes(codes, levelCount: levels.labels.count, coding)
      return values.sources(byContrasts: byContrasts, rows: codes.count).map { source in
        { DoubleDouble(source.value(in: $0)) }
      }
    }
  }
}

extension ColumnSource {
  fileprivate func value(in row: Int) -> Double {
    switch self {
    case .numbers(let values): values[row]
    case .indicator(let codes, let level): codes[row] == level ? 1 : 0
    case .lookup(let codes, let table): table[Int(codes[row])]
    }
  }
}
