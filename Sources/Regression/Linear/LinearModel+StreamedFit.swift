import LinearAlgebra
import Modeling
import Tables

extension LinearModel {
  /// Fits by least squares to rows that are read in blocks and not kept.
  ///
  /// The estimates are those of ``fit(to:)``: cross-products of the blocks, or the triangle where
  /// those lose too much, then corrections by true residuals until nothing changes. The rows are
  /// read once for levels, once or twice for the sums, and once or twice for residuals; each robust
  /// covariance asked of the fit reads them once more. Columns that such covariances group by are
  /// to be named in the options' `required`.
  ///
  /// Memory: one block, the sums (p² numbers; a factor by its levels), and nothing by row.
  /// Complexity: O(n p²) time.
  ///
  /// ```swift
  /// let fit = try model.fit(streaming: CSVBlocks(contentsOf: file))
  /// let inference = try fit.inference(using: .heteroskedastic(.hc1))
  /// ```
  /// - Throws: as `fit(to:)`, and as ``StreamedFrame``; ``ModelingError/conflictingOptions(_:)`` if
  ///   the refined gear is asked for, which needs all rows at once, and where factors have so many
  ///   pairs of levels that their counts would not fit.
  public func fit(streaming blocks: some TableBlocks) throws -> StreamedLinearFit {
    try refuseForeignTerms(in: formula, model: "a linear model")
    if method == .refined {
      throw ModelingError.conflictingOptions(
        "the refined gear needs all rows at once; fit without streaming, or with another gear")
    }
    let frame = try StreamedFrame(formula, blocks: blocks, options: options)
    let sums = try streamedSums(frame, method: method)
    let estimates = try correctedEstimates(frame, sums)
    if estimates.summary.isBelowRange, estimates.summary.responseSumOfSquares > 0 {
      throw belowRange(sums.responseName)
    }
    try requireVarianceRange(
      estimates.solution.unscaledCovariance,
      names: estimates.solution.kept.map { frame.schema.columnNames[$0] })
    return StreamedLinearFit(frame, estimates)
  }
}

/// What the first passes over the rows give.
private struct StreamedEquations {
  let system: StreamedSystem
  let responseMean: ResponseMean
  let observations: Double
  let responseName: String
}

/// The most numbers that sums may hold: 200 megabytes.
private let mostStreamedSums = 25_000_000

/// Sums over all rows: cross-products if they can be trusted, else the triangle, which always makes a
/// system.
private func streamedSums(
  _ frame: StreamedFrame, method: LeastSquaresMethod
) throws -> StreamedEquations {
  let gears: [LeastSquaresMethod] = method == .triangle ? [.triangle] : [.gram, .triangle]
  for gear in gears {
    if let equations = try streamedSums(frame, as: gear) { return equations }
  }
  preconditionFailure("a triangle without a system")
}

private func streamedSums(
  _ frame: StreamedFrame, as method: LeastSquaresMethod
) throws -> StreamedEquations? {
  var sums = StreamedSums(method: method)
  var mean = ResponseMean()
  var observations = 0.0
  var responseName = ""
  try frame.forEachBlock { block in
    if block.response.trials != nil { throw binomialResponse(block.response.name) }
    if StreamedSums.size(block.design.parts) > mostStreamedSums {
      throw ModelingError.conflictingOptions(
        "the pairs of levels of the factors are too many for a streamed fit; leave one factor out, "
          + "or fit without streaming")
    }
    let response = block.adjustedResponse
    try block.locating { () throws(LinearAlgebraError) in
      try sums.add(block.design.parts, response: response, weights: block.weights?.values)
    }
    mean.add(response, weights: block.weights)
    observations += block.observationCount
    responseName = block.response.name
  }
  return sums.system().map {
    StreamedEquations(
      system: $0, responseMean: mean, observations: observations, responseName: responseName)
  }
}

/// The solution with the scalars of the fit.
struct StreamedEstimates {
  let solution: LeastSquaresSolution
  /// One coefficient for each column of the design, 0 for aliased columns.
  let coefficients: [Double]
  let summary: LinearSummary
  let isCompensated: Bool
}

/// Corrects the coefficients by true residuals until the fitted values change by rounding only.
///
/// Each correction reads the rows once. The last is made without another look at the residuals where
/// it changes them by less than 10⁻¹² of their length, so that the sum of squares is known from the
/// equations: RSS(b + δ) = RSS(b) − δ′X′Wr.
private func correctedEstimates(
  _ frame: StreamedFrame, _ equations: StreamedEquations
) throws -> StreamedEstimates {
  let system = equations.system
  let hasIntercept = frame.schema.hasIntercept
  var coefficients = system.coefficients
  var lastChange = Double.infinity
  var steps = 0
  while true {
    var pass = try residualTotals(
      frame, coefficients: coefficients, compensated: system.isCompensated,
      centre: hasIntercept ? equations.responseMean.value : DoubleDouble(0))
    let rounding = 4 * Double.ulpOfOne * pass.summary.responseSumOfSquares.squareRoot()
    let correction = system.correction(for: pass.gradient)
    let squares = max(0, zip(correction, pass.gradient).reduce(0) { $0 + $1.0 * $1.1 })
    let change = squares.squareRoot()
    var isLast = true
    if system.isCorrectable, steps < 3, change < lastChange / 2 {
      for index in coefficients.indices { coefficients[index] += correction[index] }
      steps += 1
      lastChange = change
      isLast = change <= max(rounding, 1e-12 * pass.sumOfSquares.squareRoot())
      if isLast { pass.sumOfSquares = max(0, pass.sumOfSquares - squares) }
    }
    if !isLast { continue }
    guard pass.sumOfSquares.isFinite else {
      throw beyondRange(equations.responseName)
    }
    let solution = system.solution(
      coefficients: coefficients, residualSumOfSquares: pass.sumOfSquares, refinementSteps: steps)
    return StreamedEstimates(
      solution: solution, coefficients: coefficients,
      summary: pass.summary.summary(
        of: solution, hasIntercept: hasIntercept, observations: equations.observations),
      isCompensated: system.isCompensated)
  }
}

/// Sums over the residuals of all rows.
private struct ResidualTotals {
  var gradient: [Double]
  var sumOfSquares: Double
  var summary: SummarySums
}

private func residualTotals(
  _ frame: StreamedFrame, coefficients: [Double], compensated: Bool, centre: DoubleDouble
) throws -> ResidualTotals {
  var gradient = [DoubleDouble](repeating: DoubleDouble(0), count: coefficients.count)
  var totals = ResidualTotals(gradient: [], sumOfSquares: 0, summary: SummarySums(centre: centre))
  try frame.forEachBlock { block in
    let response = block.adjustedResponse
    let pass = blockResiduals(
      block.design.parts, response: response, weights: block.weights?.values,
      coefficients: coefficients, compensated: compensated)
    for index in gradient.indices { gradient[index].add(pass.gradient[index]) }
    totals.sumOfSquares += pass.sumOfSquares
    totals.summary.add(response, residuals: pass.residuals, weights: block.weights)
  }
  totals.gradient = gradient.map(\.value)
  return totals
}

extension FrameBlock {
  /// Rows or, with frequency weights, their sum.
  fileprivate var observationCount: Double {
    guard let weights, weights.kind == .frequency else { return Double(rows.count) }
    return weights.values.reduce(0, +)
  }

  /// Names the column and row behind an error of the numbers.
  fileprivate func locating(_ body: () throws(LinearAlgebraError) -> Void) throws {
    do throws(LinearAlgebraError) {
      try body()
    } catch {
      throw locatedFailure(
        error, columnNames: design.columnNames, response: response.name, tableRow: tableRow)
    }
  }
}
