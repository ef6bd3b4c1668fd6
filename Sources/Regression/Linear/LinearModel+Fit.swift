import LinearAlgebra
import Modeling
import Tables

extension LinearModel {
  /// Fits by least squares.
  ///
  /// Complexity: O(n p²) time; the design matrix is the only n × p array.
  ///
  /// - Throws: `FormulaError`, `TableError` or `ModelingError`, with column, row and mend.
  public func fit(to table: Table) throws -> LinearFit {
    let frame = try linearFrame(for: table, options: options)
    return try LinearFit(DesignSelection(frame), method: method)
  }

  /// The frame of the model, once it is known to be one for least squares.
  func linearFrame(for table: Table, options: ModelOptions) throws -> ModelFrame {
    try refuseForeignTerms(in: formula, model: "a linear model")
    let frame = try ModelFrame(formula, table: table, options: options)
    if frame.response.trials != nil { throw binomialResponse(frame.response.name) }
    return frame
  }
}

/// The error of a count of successes where a number is wanted.
func binomialResponse(_ name: String) -> ModelingError {
  .unsupportedTerm(
    term: name, model: "a linear model",
    mend: "choose the binomial family, or write the proportion as successes/(total)")
}

/// The error of a sum of squares that overflows.
func beyondRange(_ response: String) -> ModelingError {
  .numericalFailure(
    "the residual sum of squares of \(response) is beyond the range of numbers; divide the outcome "
      + "by a power of ten")
}

extension LinearFit {
  /// The least-squares fit on some columns of a frame's design.
  init(_ selection: DesignSelection, method: LeastSquaresMethod) throws {
    let frame = selection.frame
    let response = adjusted(frame.response.values, for: frame.offset)
    let solution: LeastSquaresSolution
    do {
      solution = try leastSquares(
        design: selection.matrix, response: response, weights: frame.weights?.values,
        method: method
      ) { selection.lowOrderHalves() }
    } catch {
      throw locatedFailure(error, in: selection)
    }
    let summary = linearSummary(
      response: response, solution: solution,
      weights: frame.weights, hasIntercept: selection.hasIntercept,
      observations: observations(in: frame))
    guard summary.residualSumOfSquares.isFinite else {
      throw beyondRange(frame.response.name)
    }
    self.init(selection: selection, solution: solution, summary: summary, requested: method)
  }
}

/// Names the column and row behind an error of the numbers.
func locatedFailure(_ error: LinearAlgebraError, in selection: DesignSelection) -> any Error {
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
func locatedFailure(
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
  case .notPositiveDefinite, .invalidWeight, .notConverged, .tooLarge, .dependentFactor:
    return error
  }
}

/// The response less the known part of the linear predictor.
func adjusted(_ response: [Double], for offset: [Double]?) -> [Double] {
  guard let offset else { return response }
  return zip(response, offset).map { $0 - $1 }
}
