/// The b that minimises Σ wᵢ (yᵢ − xᵢ′b)², with what inference needs: see `LeastSquaresSolution`.
///
/// Columns that are combinations of columns before them are removed and reported, in the manner of
/// R's `lm`; no column of zeros, no factor with all its levels beside an intercept is an error. The
/// result does not depend on the units of the columns or of the response: entries near the ends of
/// the range of `Double` are scaled by powers of two. Bits do not depend on the number of threads.
///
/// - Parameters:
///   - design: X, n × p; any n and p, 0 included.
///   - response: y, n values.
///   - weights: w, n values of at least 0; nil for all 1. A weight says how many times a row counts
///     in the sums; rows with weight 0 have residuals and nothing else.
///   - method: which gear. The solution says which was used.
/// - Precondition: `response` and `weights` have n elements.
/// - Returns: the solution; with dependent columns, over the kept ones.
/// - Throws: `notFinite`, `responseNotFinite`, `invalidWeight` at the first offending number, also
///   in rows of weight 0; `tooLarge`.
/// - Complexity: `gram` n p² + 4 n p for each pass over the residuals; `triangle` twice the former;
///   `refined` about four times that.
public func leastSquares(
  design: Matrix, response: [Double], weights: [Double]? = nil,
  method: LeastSquaresMethod = .automatic
) throws(LinearAlgebraError) -> LeastSquaresSolution {
  try leastSquares(
    design: PartitionedMatrix(design), response: response, weights: weights, method: method)
}

/// The same for a design kept by parts. Its dense columns are read where they stand, without a copy.
///
/// The columns of factors are eliminated where that is safe: then a factor of L levels costs
/// n (d + 1) operations for d dense columns, not n L². Where it isn't, because columns depend on each
/// other or nearly do, factors are spread out as zeros and ones, in blocks of rows.
///
/// - Throws: as above, and `dependentFactor` where factors would have to be spread out over too many
///   columns.
public func leastSquares(
  design: PartitionedMatrix, response: [Double], weights: [Double]? = nil,
  method: LeastSquaresMethod = .automatic
) throws(LinearAlgebraError) -> LeastSquaresSolution {
  try leastSquares(design: design, response: response, weights: weights, method: method) {
    LowOrderHalves()
  }
}

/// The same for columns that are known better than to a double: what rounding took from them is asked
/// for only where the solution is refined.
package func leastSquares(
  design: PartitionedMatrix, response: [Double], weights: [Double]?, method: LeastSquaresMethod,
  lowOrderHalves: () -> LowOrderHalves
) throws(LinearAlgebraError) -> LeastSquaresSolution {
  try requireMatchingRows(design, response, weights)
  var problem = LeastSquaresProblem(
    design: design, response: response, weights: weights,
    scales: .none(columnCount: design.columnCount))
  try requireValidWeights(weights)
  var isChecked = false
  // Fewer rows than columns have singular cross-products, which would take memory by the square of p.
  let isWide = problem.rowCount < problem.columnCount
  if !isWide && (method == .automatic || method == .gram) {
    var sums = accumulatedSums(problem)
    if !hasOrdinaryDiagonal(sums) {
      problem.scales = try checkedScales(design: design, response: response, weights: weights)
      isChecked = true
      if !problem.scales.isTrivial { sums = accumulatedSums(problem) }
    }
    if design.factors.isEmpty {
      if let system = gramSystem(sums.dense) {
        return solution(system, problem, method: .gram, mostSteps: 3)
      }
    } else if problem.scales.isTrivial, let system = EliminatedSystem(sums, of: design) {
      return eliminatedSolution(system, sums, problem)
    }
  }
  if !isChecked {
    problem.scales = try checkedScales(design: design, response: response, weights: weights)
  }
  try requireExpandable(design)
  let system = triangleSystem(isWide ? wideTriangle(problem) : accumulatedTriangle(problem))
  if method == .refined
    || method == .automatic && isWorthRefining(system, rowCount: problem.rowCount),
    let (refined, residuals) = refinedInPairs(system, problem, halves: lowOrderHalves())
  {
    return LeastSquaresSolution(
      refined, scales: problem.scales, residuals: residuals, method: .refined, refinementSteps: 1)
  }
  let isCorrectable = system.conditionNumber < largestCorrectableCondition
  return solution(system, problem, method: .triangle, mostSteps: isCorrectable ? 3 : 0)
}

/// Whether a solution is refined without being asked for: where that takes a fraction of a second, and
/// where the triangle's own corrections no longer come to an end.
///
/// In between the triangle's coefficients are corrected and its standard errors wrong by about
/// 2⁻⁵³ κ, nine digits in the worst case.
private func isWorthRefining(_ system: TriangularSystem, rowCount: Int) -> Bool {
  let count = Double(system.kept.count)
  return system.conditionNumber >= largestCorrectableCondition
    || system.conditionNumber > largestGramCondition && Double(rowCount) * count * count <= 1e8
}

/// The condition number up to which a correction through R′R brings the solution nearer: its error
/// is about 2⁻⁵² · κ² of the correction, here a fiftieth.
let largestCorrectableCondition = 1e7

/// Whether the sums of squares are all finite and none near underflow. A NaN or an infinity in the
/// data always shows here.
func hasOrdinaryDiagonal(_ sums: PartitionedSums) -> Bool {
  sums.dense.diagonal.allSatisfy(isOrdinary)
}

/// Whether a sum of squares is neither near underflow nor near overflow, nor NaN.
func isOrdinary(sumOfSquares: Double) -> Bool { sumOfSquares > 0x1p-900 && sumOfSquares < 0x1p1000 }

/// The most operations n p² for which the columns of factors are spread out: some minutes.
let mostExpandedOperations = 1e13

private func requireExpandable(_ design: PartitionedMatrix) throws(LinearAlgebraError) {
  let columns = Double(design.columnCount)
  if !design.factors.isEmpty && Double(design.rowCount) * columns * columns > mostExpandedOperations
  {
    throw .dependentFactor(columns: design.columnCount)
  }
}

/// Refines a system on its data and returns it to the units of the data.
private func solution(
  _ system: TriangularSystem, _ problem: LeastSquaresProblem, method: LeastSquaresMethod,
  mostSteps: Int
) -> LeastSquaresSolution {
  let (coefficients, pass, steps) = refined(system, problem, mostSteps: mostSteps)
  var system = system
  system.coefficients = coefficients
  system.residualSumOfSquares = pass.sumOfSquares
  let unit = 1 / problem.scales.response
  let residuals = unit == 1 ? pass.residuals : pass.residuals.map { $0 * unit }
  return LeastSquaresSolution(
    system, scales: problem.scales, residuals: residuals, method: method, refinementSteps: steps)
}

extension LeastSquaresAccumulator {
  /// The solution for the rows taken so far, without residuals and without refinement.
  ///
  /// - Throws: with `gram`, `notPositiveDefinite` when the columns are too nearly dependent for
  ///   cross-products (condition number above 10⁷); accumulate the triangle then.
  /// - Complexity: O(p³).
  public func solution() throws(LinearAlgebraError) -> LeastSquaresSolution {
    let system: TriangularSystem
    if method == .gram {
      guard let found = gramSystem(triangle, limit: 1e7) else {
        throw .notPositiveDefinite(order: columnCount)
      }
      system = found
    } else {
      system = triangleSystem(triangle)
    }
    return LeastSquaresSolution(
      system, scales: .none(columnCount: columnCount), residuals: [], method: method,
      refinementSteps: 0)
  }
}

extension LeastSquaresSolution {
  /// A system in the units of the data.
  init(
    _ system: TriangularSystem, scales: ColumnScales, residuals: [Double],
    method: LeastSquaresMethod, refinementSteps: Int
  ) {
    let factors = system.kept.map { system.units[$0] * scales.columns[$0] }
    let rootWeight = scales.weight.squareRoot()
    var inverseTriangle = system.inverseFactor
    var covariance = system.inverse
    for j in factors.indices {
      for i in factors.indices {
        inverseTriangle[i, j] *= factors[i] * rootWeight
        covariance[i, j] = covariance[i, j] * factors[i] * factors[j] * scales.weight
      }
    }
    coefficients = zip(system.coefficients, factors).map { $0 * ($1 / scales.response) }
    kept = system.kept
    aliased = system.aliased
    aliasRelations = zip(system.aliased, system.relations).map { alias, relation in
      zip(system.kept, relation).map { $1 * (scales.columns[$0] / scales.columns[alias]) }
    }
    unscaledCovariance = covariance
    self.inverseTriangle = inverseTriangle
    self.residuals = residuals
    residualSumOfSquares =
      system.residualSumOfSquares / scales.weight / scales.response / scales.response
    self.method = method
    conditionNumber = system.conditionNumber
    self.refinementSteps = refinementSteps
  }
}
