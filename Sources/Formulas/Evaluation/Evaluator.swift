import Tables

/// Turns expressions into values, a table's rows at a time: the one place where formulas meet
/// numbers.
///
/// Missing and undefined values pass through, as NaN, `unknown` or code −1; whoever asked decides
/// what they mean. Trained functions take their state from ``transforms``, and put it there while
/// training.
struct Evaluator {
  let table: Table
  /// The rows of the table that count, in this order; nil for all of them.
  let rows: [Int]?
  /// The state of trained functions by the printed call.
  private(set) var transforms: [String: TrainedTransform]
  let stage: Stage
  /// The numbers to call rows by, or nil to count those of the table from 1.
  let rowNumbers: [Int]?
  /// How often each row counts in what trained functions learn; nil for once.
  let counts: [Double]?

  /// What is to happen to trained functions.
  enum Stage {
    /// Their arguments are evaluated for the types only; the table has no rows.
    case typing
    /// Their states are computed from this table.
    case training
    /// Their states are known.
    case applying
  }

  init(
    table: Table, rows: [Int]? = nil, stage: Stage = .applying,
    transforms: [String: TrainedTransform] = [:], rowNumbers: [Int]? = nil,
    counts: [Double]? = nil
  ) {
    let count = rows?.count ?? table.rowCount
    precondition(
      rowNumbers == nil || rowNumbers?.count == count,
      "\(rowNumbers?.count ?? 0) row numbers for \(count) rows")
    precondition(
      counts == nil || counts?.count == count, "\(counts?.count ?? 0) counts for \(count) rows")
    self.table = table
    self.rows = rows
    self.transforms = transforms
    self.stage = stage
    self.rowNumbers = rowNumbers
    self.counts = counts
  }

  /// The number of rows that count.
  var rowCount: Int { rows?.count ?? table.rowCount }

  /// The row of the table behind a row (from 0).
  func tableRow(_ row: Int) -> Int { rows?[row] ?? row }

  /// The number a row (from 0) is called by.
  func rowNumber(_ row: Int) -> Int { rowNumbers?[row] ?? tableRow(row) + 1 }

  /// The values of a column in the rows that count.
  func values(ofColumn name: String) throws(FormulaError) -> Evaluated {
    let column = try usedColumn(name, of: table)
    return Evaluated(rows.map { column.selecting(rows: $0) } ?? column)
  }

  /// The value of an expression.
  ///
  /// - Throws: ``FormulaError`` for columns that the table has not and for types that do not fit.
  mutating func evaluate(_ expression: Expression) throws(FormulaError) -> Evaluated {
    switch expression {
    case .number(let value): return .number(value)
    case .text(let value): return .text(value)
    case .truth(let value): return .truth(Truth(value))
    case .column(let name): return try values(ofColumn: name)
    case .parenthesized(let inner): return try evaluate(inner)
    case .unary(let symbol, let operand): return try evaluate(symbol, operand)
    case .chain(let first, let links):
      var result = try evaluate(first)
      for (index, link) in links.enumerated() {
        let written = { index == 0 ? first : Expression.chain(first, Array(links[..<index])) }
        result = try combine(result, written, link)
      }
      return result
    case .call(let function, let arguments):
      return try evaluate(function, arguments, call: expression)
    case .allOthers: throw .unexpandedDot
    case .list:
      throw .wrongType(
        expression: expression.description, found: "a list", expected: "a single value")
    }
  }

  private mutating func evaluate(
    _ symbol: UnaryOperator, _ operand: Expression
  ) throws(FormulaError) -> Evaluated {
    let value = try evaluate(operand)
    switch symbol {
    case .plus: return Evaluated(try Operand(value, of: operand))
    case .minus: return Evaluated(try Operand(value, of: operand).map { -$0 })
    case .not: return Evaluated(try Condition(value, of: operand).map { !$0 })
    }
  }

  private mutating func combine(
    _ left: Evaluated, _ written: () -> Expression, _ link: Expression.Link
  ) throws(FormulaError) -> Evaluated {
    if link.symbol == .within, case .list(let items) = link.operand {
      return Evaluated(try membership(of: left, written, in: items))
    }
    let (left, right) = try dated(left, written, try evaluate(link.operand), link.operand)
    switch link.symbol.precedence {
    case .comparison:
      let (a, b) = try asWritten(left, written, link.symbol, right, link.operand)
      return Evaluated(try compare(a, written, link.symbol, b, { link.operand }))
    case .and, .or:
      let a = try Condition(left, of: written())
      let b = try Condition(right, of: link.operand)
      return Evaluated(
        link.symbol.precedence == .and ? a.with(b) { $0.and($1) } : a.with(b) { $0.or($1) })
    default:
      let a = try Operand(left, of: written())
      let b = try Operand(right, of: link.operand)
      return Evaluated(calculate(a, link.symbol, b))
    }
  }

  private mutating func evaluate(
    _ function: Function, _ arguments: [Expression.Argument], call: Expression
  ) throws(FormulaError) -> Evaluated {
    guard let first = arguments.first?.value else {
      throw .wrongType(expression: call.description, found: "empty", expected: function.usage)
    }
    switch function {
    case .asIs: return try evaluate(first)
    case .factor, .asFactor, .contrasts: return try categories(first)
    case .scale, .center, .groupMean:
      return .numbers(try transformed(function, arguments, call: call))
    case .poly, .offset, .cbind:
      throw .wrongType(
        expression: call.description, found: "not one number a row", expected: "a number")
    default:
      if function.takesDate { try checkDate(first) }
      return Evaluated(try Operand(try evaluate(first), of: first).applying(function))
    }
  }

  /// The numbers of an expression, one a row.
  ///
  /// - Throws: ``FormulaError/wrongType(expression:found:expected:)`` for categories and strings.
  mutating func numbers(_ expression: Expression) throws(FormulaError) -> [Double] {
    let operand: Operand
    do {
      operand = try Operand(try evaluate(expression), of: expression)
    } catch {
      throw try blamingColumn(of: expression, for: error)
    }
    switch operand {
    case .each(let values): return values
    case .all(let value): return [Double](repeating: value, count: rowCount)
    }
  }

  /// Keeps the state of a trained function.
  mutating func keep(_ transform: TrainedTransform, for call: Expression) {
    transforms[call.description] = transform
  }

  /// The state of a trained function, if it is known.
  func transform(for call: Expression) -> TrainedTransform? { transforms[call.description] }
}
