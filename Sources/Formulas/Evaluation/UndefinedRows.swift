import Tables

/// The rows in which an expression of a formula is not defined though its columns have values, such
/// as `log(-1)` or `0/0`.
///
/// Only expressions that do not depend on the training rows are looked at, the arguments of trained
/// functions included; random terms and parts after `|` too. Infinite values are not undefined.
///
/// - Parameters:
///   - formula: the formula, of which every part is looked at.
///   - table: the rows, which may have missing cells.
///   - rows: which of its rows count, in this order; all if nil.
///   - options: what will be given to the schema; its factors are checked to exist.
/// - Returns: one entry for each expression with such rows, in the order written; positions among
///   the rows that count, from 0, ascending.
/// - Throws: ``FormulaError`` for columns that do not exist and types that do not fit.
package func undefinedRows(
  of formula: Formula, in table: Table, rows: [Int]? = nil, options: SchemaOptions = SchemaOptions()
) throws(FormulaError) -> [(expression: String, rows: [Int])] {
  try options.checkFactors(in: table)
  let formula = try formula.expandingDot(columns: table.columnNames)
  _ = try formula.columnNames(in: table)
  var candidates: [Expression] = []
  if let response = formula.response { response.collectStateless(into: &candidates) }
  let sides = [formula] + formula.randomTerms.map(\.effects) + formula.barParts
  for side in sides {
    let terms = try Terms(Formula(response: nil, predictors: side.predictors))
    for variable in terms.variables + terms.offsets { variable.collectStateless(into: &candidates) }
  }
  var result: [(expression: String, rows: [Int])] = []
  var seen: Set<String> = []
  for candidate in candidates where seen.insert(candidate.description).inserted {
    let undefined = try undefinedRows(of: candidate, in: Evaluator(table: table, rows: rows))
    if !undefined.isEmpty { result.append((candidate.description, undefined)) }
  }
  return result
}

private func undefinedRows(
  of expression: Expression, in evaluator: Evaluator
) throws(FormulaError) -> [Int] {
  var evaluator = evaluator
  var rows: [Int]
  let values: Evaluated
  do {
    values = try evaluator.evaluate(expression)
  } catch {
    throw try evaluator.blamingColumn(of: expression, for: error)
  }
  switch values {
  case .numbers(let values): rows = values.indices.filter { values[$0].isNaN }
  case .truths(let values): rows = values.indices.filter { values[$0] == .unknown }
  case .number(let value): rows = value.isNaN ? Array(0..<evaluator.rowCount) : []
  case .truth(let value): rows = value == .unknown ? Array(0..<evaluator.rowCount) : []
  case .categories, .text: rows = []
  }
  for name in expression.columnNames {
    guard let missing = try usedColumn(name, of: evaluator.table).missing else { continue }
    rows.removeAll { missing[evaluator.tableRow($0)] }
  }
  return rows
}

extension Expression {
  /// The largest parts that need evaluating and do not depend on the training rows.
  fileprivate func collectStateless(into candidates: inout [Expression]) {
    switch self {
    case .column, .number, .text, .truth: return
    case .call(.cbind, let arguments):
      for argument in arguments { argument.value.collectStateless(into: &candidates) }
    case .call(let function, let arguments)
    where function.isTrained || function.place == .factor || function == .contrasts:
      arguments.first?.value.collectStateless(into: &candidates)
    case let whole where whole.contains(where: \.isTrainedCall):
      for part in parts { part.collectStateless(into: &candidates) }
    default: candidates.append(self)
    }
  }
}
