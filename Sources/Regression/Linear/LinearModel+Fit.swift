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

/// The error of a sum of squares that underflows.
func belowRange(_ response: String) -> ModelingError {
  .numericalFailure(
    "the sum of squares of \(response) is beyond the range of numbers; multiply the outcome by a power of "
      + "ten")
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
    if summary.isBelowRange, response.contains(where: { $0 != response.first }) {
      throw belowRange(frame.response.name)
    }
    try requireVarianceRange(
      solution.unscaledCovariance,
      names: solution.kept.map { frame.design.columns[selection.columns[$0]].name })
    self.init(selection: selection, solution: solution, summary: summary, requested: method)
  }
}
