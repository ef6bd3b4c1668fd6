/// Solves many problems min Σ wᵢ (yᵢ − xᵢ′b)² at once: the same columns, for each problem its own
/// rows, one problem's after the other's.
///
/// Each problem's result is that of `leastSquares` up to rounding; it is as good as `gram` with
/// corrections by true residuals. Problems whose cross-products cannot be trusted (condition number
/// above 10³, dependent columns, fewer rows than columns, numbers near the ends of the range) are
/// handed to `leastSquares` one by one. A problem without rows has rank 0.
///
/// - Parameters:
///   - design: X of all problems, n × p, stacked.
///   - response: y, n values.
///   - rowCounts: the number of rows of each problem, in order; 0 is allowed. Together n.
///   - weights: n values of at least 0, as in `leastSquares`; nil for all 1.
///   - hasIntercept: whether to put a column of ones before the first; it takes no memory.
/// - Precondition: no count is negative, and `response`, `weights` and the counts together fit n.
/// - Returns: the solutions in the order of the problems. Their bits depend neither on the number of
///   threads nor on the problems beside them.
/// - Throws: `inProblem` with the first problem, and in it the first row, counted from the problem's
///   first, that has a number that is not finite or a weight that is not at least 0.
/// - Complexity: n (p + 1)² / 2 + 2 n p, and O(p³) for each problem.
public func leastSquaresBatch(
  design: Matrix, response: [Double], rowCounts: [Int], weights: [Double]? = nil,
  hasIntercept: Bool = false
) throws(LinearAlgebraError) -> LeastSquaresBatch {
  try leastSquaresBatch(
    design: PartitionedMatrix(design), response: response, rowCounts: rowCounts, weights: weights,
    hasIntercept: hasIntercept)
}

/// The same for a design kept by parts: columns that stand in arrays of their own are not copied; the
/// columns of factors are spread out first, n numbers each.
public func leastSquaresBatch(
  design: PartitionedMatrix, response: [Double], rowCounts: [Int], weights: [Double]? = nil,
  hasIntercept: Bool = false
) throws(LinearAlgebraError) -> LeastSquaresBatch {
  precondition(
    response.count == design.rowCount && weights.map { $0.count == design.rowCount } ?? true,
    "a response or weights of another length")
  let whole = design.factors.isEmpty ? design : PartitionedMatrix(design.denseMatrix())
  let stack = StackedProblems(
    design: hasIntercept ? whole.addingLeadingOnes() : whole, response: response, weights: weights,
    rows: consecutiveRanges(rowCounts, total: design.rowCount))
  let runs = stack.runs()
  let parts = concurrentMap(count: runs.count) { run in
    Result { () throws(LinearAlgebraError) in try stack.solved(runs[run]) }
  }
  var result = LeastSquaresBatch(columnCount: stack.design.columnCount)
  for part in parts { result.append(try part.get()) }
  return result
}

/// The rows of each problem.
private func consecutiveRanges(_ counts: [Int], total: Int) -> [Range<Int>] {
  var start = 0
  let ranges = counts.map { count in
    precondition(count >= 0 && count <= total - start, "\(count) rows of \(total - start)")
    defer { start += count }
    return start..<start + count
  }
  precondition(start == total, "problems of \(start) rows together, for \(total) rows")
  return ranges
}

/// Problems one after the other.
private struct StackedProblems: Sendable {
  let design: PartitionedMatrix
  let response: [Double]
  let weights: [Double]?
  let rows: [Range<Int>]

  /// Consecutive problems of about the same work, cut by the size of the data only.
  func runs() -> [Range<Int>] {
    let columns = design.columnCount + 1
    let blocks = RowBlocks(
      rowCount: design.rowCount + rows.count * columns, crossProductColumns: columns)
    let share = blocks.rowCount / blocks.leafCount + 1
    var result: [Range<Int>] = []
    var (start, work) = (0, 0)
    for (problem, own) in rows.enumerated() {
      work += own.count + columns
      if work >= share || problem == rows.count - 1 {
        result.append(start..<problem + 1)
        (start, work) = (problem + 1, 0)
      }
    }
    return result
  }

  /// The solutions of some problems.
  func solved(_ problems: Range<Int>) throws(LinearAlgebraError) -> LeastSquaresBatch {
    for problem in problems { try requireWeights(of: problem) }
    let columns = design.columnCount
    var batch = LeastSquaresBatch(columnCount: columns)
    batch.coefficients.reserveCapacity(problems.count * columns)
    batch.unscaledVariances.reserveCapacity(problems.count * columns)
    let own = Array(rows[problems])
    solveSmallProblems(own, design: design, response: response, weights: weights) {
      index, found, residualSumOfSquares in
      let isSolved = residualSumOfSquares != nil
      for column in 0..<columns {
        batch.coefficients.append(isSolved ? found.coefficient(column) : .nan)
        batch.unscaledVariances.append(isSolved ? found.variance(column) : .nan)
      }
      batch.residualSumsOfSquares.append(residualSumOfSquares ?? 0)
      batch.isFromCrossProducts.append(isSolved)
      batch.ranks.append(isSolved ? columns : 0)
      batch.residualDegreesOfFreedom.append(
        positiveWeights(own[index]) - (isSolved ? columns : 0))
    }
    for (index, problem) in problems.enumerated() where !batch.isFromCrossProducts[index] {
      batch.replace(index, by: try solvedAlone(problem))
    }
    return batch
  }

  /// The solution of a problem by the door for any problem.
  private func solvedAlone(_ problem: Int) throws(LinearAlgebraError) -> LeastSquaresSolution {
    let own = rows[problem]
    do {
      return try leastSquares(
        design: design.selectingRows(Array(own)), response: Array(response[own]),
        weights: weights.map { Array($0[own]) })
    } catch {
      throw .inProblem(problem, error)
    }
  }

  private func positiveWeights(_ rows: Range<Int>) -> Int {
    guard let weights else { return rows.count }
    return weights[rows].reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
  }

  private func requireWeights(of problem: Int) throws(LinearAlgebraError) {
    guard let weights else { return }
    let own = rows[problem]
    for row in own where !(weights[row] >= 0 && weights[row].isFinite) {
      throw .inProblem(problem, .invalidWeight(row: row - own.lowerBound))
    }
  }
}

extension LeastSquaresBatch {
  /// Takes a solution for a problem that has none.
  fileprivate mutating func replace(_ problem: Int, by solution: LeastSquaresSolution) {
    for (position, column) in solution.kept.enumerated() {
      coefficients[problem * columnCount + column] = solution.coefficients[position]
      unscaledVariances[problem * columnCount + column] =
        solution.unscaledCovariance[position, position]
    }
    residualSumsOfSquares[problem] = solution.residualSumOfSquares
    ranks[problem] = solution.kept.count
    residualDegreesOfFreedom[problem] -= solution.kept.count
  }
}

extension PartitionedMatrix {
  /// The columns after a column of ones; there are no factors.
  fileprivate func addingLeadingOnes() -> PartitionedMatrix {
    PartitionedMatrix(
      rowCount: rowCount, columnCount: columnCount + 1,
      dense: [DenseColumn(position: 0, values: .constant(1))]
        + dense.map { DenseColumn(position: $0.position + 1, values: $0.values) })
  }
}
