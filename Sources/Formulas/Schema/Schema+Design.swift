import LinearAlgebra
import Tables

/// From this number of levels a factor by itself is kept as codes. Below, its columns cost less as
/// numbers: a sum by level is a scattered write, a column one multiplication beside others.
private let fewestLevelsAsCodes = 8

extension Schema {
  /// The design matrix of a table's rows, by what was trained.
  ///
  /// - Parameters:
  ///   - table: the rows; cells of the columns used must not be missing. The response need not be there.
  ///   - rows: which of its rows (from 0) count, in this order; all if nil.
  ///   - rowNumbers: the numbers to call the rows by in errors; by default they count from 1.
  /// - Returns: as many rows as count, in their order; the columns of ``columns``. Plain columns of
  ///   numbers are shared with the table, not copied.
  /// - Throws: ``FormulaError``: columns that do not exist or have another type, missing cells, values
  ///   that are undefined or infinite, levels and groups that were not there in training, or a
  ///   matrix that would not fit into memory, factors of many levels not counted.
  /// - Complexity: O(rows × columns); a plain column of numbers is read once, to find it finite.
  public func design(
    for table: Table, rows: [Int]? = nil, rowNumbers: [Int]? = nil
  ) throws(FormulaError) -> DesignMatrix {
    try design(for: table, rows: rows, rowNumbers: rowNumbers, defersFiniteness: false)
  }

  /// The same, where plain columns may be left unread: then an infinite number is for the fit to find
  /// (and ``requireFiniteColumns(in:rows:)`` to name).
  package func design(
    for table: Table, rows: [Int]? = nil, rowNumbers: [Int]? = nil, defersFiniteness: Bool
  ) throws(FormulaError) -> DesignMatrix {
    var evaluator = Evaluator(
      table: table, rows: rows, transforms: transforms, rowNumbers: rowNumbers)
    let count = evaluator.rowCount
    var values: [VariableValues] = []
    for variable in variables {
      values.append(try evaluator.values(of: variable, defersFiniteness: defersFiniteness))
    }
    try checkElements(rows: count, columns: columns.count - columnsKeptAsCodes(values))
    var layout = DesignLayout(rowCount: count)
    if hasIntercept { layout.append(.constant(1)) }
    for term in codedTerms {
      if let index = term.variables.first, term.variables.count == 1 {
        layout.append(values[index], byContrasts: term.byContrasts[0])
        continue
      }
      let sources = zip(term.variables, term.byContrasts).map { variable, byContrasts in
        values[variable].sources(byContrasts: byContrasts, rows: count)
      }
      let columns = products(of: sources, rows: count)
      try checkProducts(columns, of: term, rowNumber: evaluator.rowNumber)
      for column in columns { layout.append(.numbers(column)) }
    }
    return DesignMatrix(parts: layout.matrix, columns: columns, terms: terms)
  }

  /// Throws for the first number in a plain column that is not finite.
  ///
  /// - Throws: ``FormulaError/infiniteValue(expression:row:inputs:)``.
  package func requireFiniteColumns(in table: Table, rows: [Int]?) throws(FormulaError) {
    var evaluator = Evaluator(table: table, rows: rows, transforms: transforms)
    for variable in variables where !variable.isFactor {
      if case .column = variable.expression { _ = try evaluator.finiteNumbers(variable.expression) }
    }
  }

  /// How many columns come of factors that are kept as codes.
  private func columnsKeptAsCodes(_ values: [VariableValues]) -> Int {
    codedTerms.reduce(0) { sum, term in
      guard term.variables.count == 1, values[term.variables[0]].isKeptAsCodes(term.byContrasts[0])
      else { return sum }
      return sum + term.columnCount(variables)
    }
  }

  /// Throws if the product of finite numbers is not finite.
  private func checkProducts(
    _ products: [[Double]], of term: CodedTerm, rowNumber: (Int) -> Int
  ) throws(FormulaError) {
    let numbers = term.variables.filter { !variables[$0].isFactor }
    guard numbers.count > 1 else { return }
    for product in products {
      guard let row = firstNotFinite(product) else { continue }
      let name = term.variables.map { variables[$0].name }.joined(separator: ":")
      throw .infiniteValue(expression: name, row: rowNumber(row), inputs: [])
    }
  }
}

/// The columns of a design, laid out from the left.
private struct DesignLayout {
  let rowCount: Int
  private var dense: [DenseColumn] = []
  private var factors: [FactorColumns] = []
  private var columnCount = 0

  init(rowCount: Int) { self.rowCount = rowCount }

  var matrix: PartitionedMatrix {
    PartitionedMatrix(
      rowCount: rowCount, columnCount: columnCount, dense: dense, factors: factors)
  }

  mutating func append(_ values: DenseValues) {
    dense.append(DenseColumn(position: columnCount, values: values))
    columnCount += 1
  }

  /// A variable by itself.
  mutating func append(_ values: VariableValues, byContrasts: Bool) {
    switch values {
    case .plain(let values): append(values)
    case .codes(let codes, let levelCount, _) where values.isKeptAsCodes(byContrasts):
      let reference = byContrasts ? 1 : 0
      let first = columnCount - reference
      factors.append(
        FactorColumns(
          codes: codes,
          columnOfLevel: (0..<levelCount).map { $0 < reference ? -1 : Int32(first + $0) }))
      columnCount += levelCount - reference
    case .numbers, .codes:
      let sources = values.sources(byContrasts: byContrasts, rows: rowCount)
      for column in products(of: [sources], rows: rowCount) { append(.numbers(column)) }
    }
  }
}

extension VariableValues {
  /// Whether the variable by itself is laid out as codes.
  fileprivate func isKeptAsCodes(_ byContrasts: Bool) -> Bool {
    guard case .codes(_, let levelCount, let coding) = self else { return false }
    return levelCount >= fewestLevelsAsCodes && (!byContrasts || coding == .treatment)
  }
}

extension CodedTerm {
  /// The number of columns of the term.
  fileprivate func columnCount(_ all: [Variable]) -> Int {
    zip(variables, byContrasts).reduce(1) { $0 * all[$1.0].columnCount(byContrasts: $1.1) }
  }
}
