import LinearAlgebra

/// The values of a variable in a table's rows, before they are laid out as columns.
enum VariableValues {
  /// Columns of numbers.
  case numbers([[Double]])
  /// A factor: the code of each row, the number of levels, and the contrasts.
  case codes([Int32], levelCount: Int, ContrastCoding)

  /// The columns the variable has in a term.
  func sources(byContrasts: Bool) -> [ColumnSource] {
    switch self {
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
  /// The values of a variable in the table's rows, all finite.
  mutating func values(of variable: Variable) throws(FormulaError) -> VariableValues {
    let expression = variable.expression
    try checkPresent(expression)
    switch variable.kind {
    case .numeric:
      return .numbers([try finiteNumbers(expression)])
    case .polynomial(let degree, let isRaw):
      return .numbers(try polynomial(expression, degree: degree, isRaw: isRaw))
    case .factor(let levels, let coding):
      let codes = try codes(of: expression.factorParts.values, in: levels, named: variable.name)
      return .codes(codes, levelCount: levels.labels.count, coding)
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

/// Appends the products of one source of each variable, the first variable's varying fastest.
func appendProducts(of sources: [[ColumnSource]], to elements: inout [Double], rows: Int) {
  guard let first = sources.first, sources.allSatisfy({ !$0.isEmpty }) else { return }
  var choice = [Int](repeating: 0, count: sources.count)
  while true {
    append(first[choice[0]], to: &elements)
    for variable in 1..<sources.count {
      multiply(&elements, from: elements.count - rows, by: sources[variable][choice[variable]])
    }
    // Count up, the first place being the lowest.
    var place = 0
    while place < sources.count {
      choice[place] += 1
      if choice[place] < sources[place].count { break }
      choice[place] = 0
      place += 1
    }
    if place == sources.count { return }
  }
}

private func append(_ source: ColumnSource, to elements: inout [Double]) {
  switch source {
  case .numbers(let values): elements.append(contentsOf: values)
  case .indicator(let codes, let level):
    elements.append(contentsOf: codes.lazy.map { $0 == level ? 1 : 0 })
  case .lookup(let codes, let table):
    elements.append(contentsOf: codes.lazy.map { table[Int($0)] })
  }
}

/// Multiplies the last column, which begins at a position, by a source.
private func multiply(_ elements: inout [Double], from start: Int, by source: ColumnSource) {
  switch source {
  case .numbers(let values):
    for row in values.indices { elements[start + row] *= values[row] }
  case .indicator(let codes, let level):
    for row in codes.indices where codes[row] != level { elements[start + row] = 0 }
  case .lookup(let codes, let table):
    for row in codes.indices { elements[start + row] *= table[Int(codes[row])] }
  }
}
