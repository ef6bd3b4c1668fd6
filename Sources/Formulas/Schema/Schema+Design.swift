import LinearAlgebra
import Tables

extension Schema {
  /// The design matrix of a table's rows, by what was trained.
  ///
  /// - Parameters:
  ///   - table: the rows; cells of the columns used must not be missing. The response need not be there.
  ///   - rowNumbers: the numbers to call the rows by in errors; by default they count from 1.
  /// - Returns: as many rows as the table has, in its order; the columns of ``columns``.
  /// - Throws: ``FormulaError``: columns that do not exist or have another type, missing cells, values
  ///   that are undefined or infinite, levels and groups that were not there in training, or a
  ///   matrix of more than 2³¹ elements.
  /// - Complexity: O(rows × columns); a plain column of numbers costs a copy.
  public func design(
    for table: Table, rowNumbers: [Int]? = nil
  ) throws(FormulaError) -> DesignMatrix {
    let rows = table.rowCount
    try checkElements(rows: rows, columns: columns.count)
    var evaluator = Evaluator(table: table, transforms: transforms, rowNumbers: rowNumbers)
    var values: [VariableValues] = []
    for variable in variables { values.append(try evaluator.values(of: variable)) }
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns.count)
    if hasIntercept { elements.append(contentsOf: repeatElement(1, count: rows)) }
    for term in codedTerms {
      let sources = zip(term.variables, term.byContrasts).map { variable, byContrasts in
        values[variable].sources(byContrasts: byContrasts)
      }
      let start = elements.count
      appendProducts(of: sources, to: &elements, rows: rows)
      if sources.count > 1 {
        try checkProducts(elements[start...], of: term, rowNumber: evaluator.rowNumber)
      }
    }
    let matrix = Matrix(rowCount: rows, columnCount: columns.count, elements: elements)
    return DesignMatrix(matrix: matrix, columns: columns, terms: terms)
  }

  /// Throws if the product of finite numbers is not finite.
  private func checkProducts(
    _ products: ArraySlice<Double>, of term: CodedTerm, rowNumber: (Int) -> Int
  ) throws(FormulaError) {
    let numbers = term.variables.filter { !variables[$0].isFactor }
    guard numbers.count > 1, let position = products.firstIndex(where: { !$0.isFinite }) else {
      return
    }
    let rows = products.count / max(1, term.columnCount(variables))
    let name = term.variables.map { variables[$0].name }.joined(separator: ":")
    throw .infiniteValue(
      expression: name, row: rowNumber((position - products.startIndex) % max(1, rows)), inputs: [])
  }
}

extension CodedTerm {
  /// The number of columns of the term.
  fileprivate func columnCount(_ all: [Variable]) -> Int {
    zip(variables, byContrasts).reduce(1) { $0 * all[$1.0].columnCount(byContrasts: $1.1) }
  }
}
