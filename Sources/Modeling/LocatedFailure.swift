import LinearAlgebra

/// Names the column and row behind an error of the numbers.
package func locatedFailure(
  _ error: LinearAlgebraError, in selection: DesignSelection
) -> any Error {
  let frame = selection.frame
  if case .notFinite = error {
    do { try frame.requireFiniteColumns() } catch { return error }
  }
  return locatedFailure(
    error, columnNames: selection.columns.map { frame.design.columns[$0].name },
    response: frame.response.name, tableRow: frame.tableRow)
}

/// The same for columns of these names, the response after the last, and rows of the design that
/// `tableRow` finds in the table.
package func locatedFailure(
  _ error: LinearAlgebraError, columnNames: [String], response: String, tableRow: (Int) -> Int
) -> any Error {
  switch error {
  case .notFinite(let row, let column):
    return ModelingError.numericalFailure(
      "\(columnNames[column]) is not a finite number in row \(tableRow(row)); "
        + "keep such rows out with a filter")
  case .responseNotFinite(let row):
    return ModelingError.numericalFailure(
      "\(response) is not a finite number in row \(tableRow(row)); "
        + "keep such rows out with a filter")
  case .overflow(let column):
    return ModelingError.numericalFailure(
      "the sums of squares of \(column < columnNames.count ? columnNames[column] : response) are "
        + "beyond the range of numbers; divide it by a power of ten")
  case .inProblem(_, let failure):
    return locatedFailure(
      failure, columnNames: columnNames, response: response, tableRow: tableRow)
  case .notPositiveDefinite, .invalidWeight, .notConverged, .tooLarge, .dependentFactor,
    .insufficientMemory:
    return error
  }
}
