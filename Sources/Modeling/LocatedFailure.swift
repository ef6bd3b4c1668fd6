import LinearAlgebra

/// Names the column and row behind an error of the numbers.
package func locatedFailure(_ error: LinearAlgebraError, in selection: DesignSelection) -> any Error
{
  let frame = selection.frame
  switch error {
  case .notFinite(let row, let column):
    do { try frame.requireFiniteColumns() } catch { return error }
    return ModelingError.numericalFailure(
      "\(selection.name(of: column)) is not a finite number in row \(frame.tableRow(row)); "
        + "keep such rows out with a filter")
  case .responseNotFinite(let row):
    return ModelingError.numericalFailure(
      "\(frame.response.name) is not a finite number in row \(frame.tableRow(row)); "
        + "keep such rows out with a filter")
  case .overflow(let column):
    return ModelingError.numericalFailure(
      "the sums of squares of \(selection.name(of: column)) are beyond the range of numbers; "
        + "divide it by a power of ten")
  case .inProblem(_, let failure): return locatedFailure(failure, in: selection)
  case .notPositiveDefinite, .invalidWeight, .notConverged, .tooLarge, .dependentFactor:
    return error
  }
}
