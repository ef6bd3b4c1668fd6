import LinearAlgebra

/// The values of a variable in a table's rows, before they are laid out as columns.
enum VariableValues {
  /// A column of the table as it stands there.
  case plain(DenseValues)
  /// Columns of numbers.
  case numbers([[Double]])
  /// A factor: the code of each row, the number of levels, and the contrasts.
  case codes([Int32], levelCount: Int, ContrastCoding)

  /// The columns the variable has in a term of several.
  func sources(byContrasts: Bool, rows: Int) -> [ColumnSource] {
    switch self {
    case .plain(let values): [.numbers(values.array(rowCount: rows))]
    case .numbers(let columns): columns.map(ColumnSource.numbers)
    case .codes(let codes, let levelCount, let coding):
      switch (byContrasts, coding) {
      case (false, _): (0..<levelCount).map { .indicator(codes, of: Int32($0)) }
      case (true, .treatment): (1..<levelCount).map { .indicator(codes, of: Int32($0)) }
      case (true, _): lookups(codes, coding.matrix(levelCount: levelCount))
      }
    }
  }

  private func lookups(_ codes: [Int32], _ matrix: Matrix) -> [ColumnSource] {
    (0..<matrix.columnCount).map { .lookup(codes, matrix.column($0)) }
  }
}

/// Where the numbers of one column come from: they stand there, are 1 for one code and 0 for all
/// others, or a code is looked up.
enum ColumnSource {
  case numbers([Double])
  case indicator([Int32], of: Int32)
  case lookup([Int32], [Double])
}

extension Evaluator {
  /// The values of a variable in the rows, all finite; or, where finiteness is deferred, the numbers
  /// of a plain column unread, for somebody else to find that one is infinite.
  mutating func values(
    of variable: Variable, defersFiniteness: Bool
  ) throws(FormulaError) -> VariableValues {
    let expression = variable.expression
    try checkPresent(expression)
    switch variable.kind {
    case .numeric:
      if let plain = try plainColumn(expression) {
        if !defersFiniteness { _ = try finiteNumbers(expression) }
        return .plain(plain)
      }
      return .numbers([try finiteNumbers(expression)])
    case .polynomial(let degree, let isRaw):
      return .numbers(try polynomial(expression, degree: degree, isRaw: isRaw))
    case .factor(let levels, let coding):
      let codes = try codes(of: expression.factorParts.values, in: levels, named: variable.name)
      return .codes(codes, levelCount: levels.labels.count, coding)
    }
  }

  /// The numbers of an expression that is a column of numbers, where they stand; nil for others.
  private func plainColumn(_ expression: Expression) throws(FormulaError) -> DenseValues? {
    guard case .column(let name) = expression else { return nil }
    switch try usedColumn(name, of: table).values {
    case .number(let values): return .numbers(values, rows: rows)
    case .integer(let values): return .integers(values, rows: rows)
    case .truth, .category, .text: return nil
    }
  }

  private mutating func polynomial(
    _ call: Expression, degree: Int, isRaw: Bool
  ) throws(FormulaError) -> [[Double]] {
    guard let argument = call.polynomial?.argument else { return [] }
    let points = try finiteNumbers(argument)
    let columns: [[Double]]
    if isRaw {
      columns = rawPowers(of: points, degree: degree)
    } else if case .polynomial(let trained) = transform(for: call) {
      columns = trained.columns(at: points)
    } else {
      preconditionFailure("\(call) was not trained")
    }
    for column in columns { try checkFinite(column, of: call) }
    return columns
  }
}

/// The products of one source of each variable, the first variable's varying fastest.
func products(of sources: [[ColumnSource]], rows: Int) -> [[Double]] {
  guard let first = sources.first, sources.allSatisfy({ !$0.isEmpty }) else { return [] }
  var columns: [[Double]] = []
  var choice = [Int](repeating: 0, count: sources.count)
  while true {
    var column = first[choice[0]].array
    for variable in 1..<max(1, sources.count) {
      multiply(&column, by: sources[variable][choice[variable]])
    }
    columns.append(column)
    // Count up, the first place being the lowest.
    var place = 0
    while place < sources.count {
      choice[place] += 1
      if choice[place] < sources[place].count { break }
      choice[place] = 0
      place += 1
    }
    if place == sources.count { return columns }
  }
}

extension ColumnSource {
  /// The numbers of all rows.
  fileprivate var array: [Double] {
    switch self {
    case .numbers(let values): values
    case .indicator(let codes, let level): codes.map { $0 == level ? 1 : 0 }
    case .lookup(let codes, let table): codes.map { table[Int($0)] }
    }
  }
}

private func multiply(_ column: inout [Double], by source: ColumnSource) {
  switch source {
  case .numbers(let values):
    for row in values.indices { column[row] *= values[row] }
  case .indicator(let codes, let level):
    for row in codes.indices where codes[row] != level { column[row] = 0 }
  case .lookup(let codes, let table):
    for row in codes.indices { column[row] *= table[Int(codes[row])] }
  }
}
