import LinearAlgebra

/// The most columns a design may have.
private let columnLimit = 1_000_000

/// The names and origins of a design's columns, in each term the first variable's varying fastest.
///
/// - Throws: ``FormulaError/designTooLarge(rows:columns:)``.
func designColumns(
  _ terms: [CodedTerm], _ variables: [Variable], hasIntercept: Bool, rows: Int
) throws(FormulaError) -> [DesignColumn] {
  try checkSize(terms, variables, rows: rows)
  var columns: [DesignColumn] = []
  if hasIntercept { columns.append(DesignColumn(name: Term.intercept.name, term: 0)) }
  for (index, term) in terms.enumerated() {
    var names: [String] = []
    for (variable, byContrasts) in zip(term.variables, term.byContrasts) {
      let own = variables[variable].columnNames(byContrasts: byContrasts)
      names = names.isEmpty ? own : own.flatMap { last in names.map { "\($0):\(last)" } }
    }
    columns += names.map { DesignColumn(name: $0, term: index + (hasIntercept ? 1 : 0)) }
  }
  return columns
}

/// Throws if the design would have too many columns.
private func checkSize(
  _ terms: [CodedTerm], _ variables: [Variable], rows: Int
) throws(FormulaError) {
  var total = 0
  for term in terms {
    var count = 1
    for (variable, byContrasts) in zip(term.variables, term.byContrasts) {
      let product = count.multipliedReportingOverflow(
        by: variables[variable].columnCount(byContrasts: byContrasts))
      count = product.overflow ? Int.max : product.partialValue
    }
    let sum = total.addingReportingOverflow(count)
    total = sum.overflow ? Int.max : sum.partialValue
  }
  if total > columnLimit { throw .designTooLarge(rows: rows, columns: total) }
}

/// Throws if a matrix of this size would not fit into memory.
func checkElements(rows: Int, columns: Int) throws(FormulaError) {
  do throws(LinearAlgebraError) {
    try requireMemory(for: .design(rows: rows, columns: columns))
  } catch {
    throw .designTooLarge(rows: rows, columns: columns)
  }
}
