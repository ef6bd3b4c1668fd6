/// Takes the rows of a least-squares problem in blocks, keeps only a (p + 1) × (p + 1) triangle, and
/// merges with other accumulators: fits in memory, streamed and pooled fits all go through it.
///
/// What is kept is either the upper triangle of the QR factorization of √W [X y] or, for `gram`, of
/// the cross-products [X y]′W [X y]. The triangle costs twice the arithmetic and keeps full
/// accuracy; it is the default.
///
/// The rows themselves are gone afterwards, so `solution()` has no residuals and cannot refine.
///
/// ```swift
/// var sums = LeastSquaresAccumulator(columnCount: 3)
/// for block in blocks { try sums.add(design: block.design, response: block.response) }
/// let solution = try sums.solution()
/// ```
public struct LeastSquaresAccumulator: Sendable, Equatable {
  /// The number of columns of the design, p.
  public let columnCount: Int
  /// The rows taken so far, those with weight 0 included.
  public private(set) var rowCount = 0
  /// `gram` or `triangle`.
  public let method: LeastSquaresMethod
  /// The upper triangle; what stands below the diagonal means nothing.
  private(set) var triangle: Matrix

  /// An accumulator without rows.
  ///
  /// - Parameters:
  ///   - columnCount: columns of the design, at least 0.
  ///   - method: `gram` for cross-products; anything else keeps the triangle.
  public init(columnCount: Int, method: LeastSquaresMethod = .triangle) {
    precondition(columnCount >= 0, "\(columnCount) columns")
    self.columnCount = columnCount
    self.method = method == .gram ? .gram : .triangle
    triangle = Matrix(rowCount: columnCount + 1, columnCount: columnCount + 1)
  }

  /// Takes the rows of a block. Complexity: rows · p² operations for `gram`, twice that for the
  /// triangle; large blocks are worked on in parallel.
  ///
  /// - Precondition: `design` has `columnCount` columns, `response` and `weights` its rows.
  /// - Throws: `notFinite`, `responseNotFinite`, `invalidWeight` with rows counted in this block;
  ///   `overflow` when squares leave the range of `Double`; `tooLarge`. The accumulator is then as
  ///   it was.
  public mutating func add(
    design: Matrix, response: [Double], weights: [Double]? = nil
  ) throws(LinearAlgebraError) {
    precondition(design.columnCount == columnCount, "\(design.columnCount) for \(columnCount)")
    try requireMatchingRows(design, response, weights)
    _ = try checkedScales(design: design, response: response, weights: weights)
    var sum = self
    sum.merge(
      accumulated(
        LeastSquaresProblem(
          design: design, response: response, weights: weights,
          scales: .none(columnCount: columnCount)),
        method: method))
    for column in 0...columnCount {
      for row in 0...column where !sum.triangle[row, column].isFinite {
        throw .overflow(column: column)
      }
    }
    self = sum
  }

  /// Takes the rows of another accumulator. The order of merges shows in the last bits only.
  ///
  /// - Precondition: the same number of columns and the same method.
  public mutating func merge(_ other: LeastSquaresAccumulator) {
    precondition(columnCount == other.columnCount, "\(columnCount) and \(other.columnCount)")
    precondition(method == other.method, "\(method) and \(other.method)")
    if other.rowCount == 0 { return }
    if rowCount == 0 {
      self = other
      return
    }
    rowCount += other.rowCount
    if method == .gram {
      triangle += other.triangle
    } else {
      var block = other.triangle
      block.clearLowerTriangle()
      absorbTriangle(block, into: &triangle)
    }
  }

  /// Takes the rows of a leaf of a problem, in steps.
  mutating func add(_ problem: LeastSquaresProblem, leaf: Int, of blocks: RowBlocks) {
    rowCount += blocks.leaf(leaf).count
    if method == .gram && columnCount < widestKernel && problem.scales.isTrivial {
      blocks.forEachStep(ofLeaf: leaf) { rows in
        Panel(problem.design, rows: rows).addWeightedCrossProduct(
          response: problem.response, weights: problem.weights, firstRow: rows.lowerBound,
          into: &triangle.elements)
      }
      return
    }
    var block = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: columnCount + 1)
    var workspace: [Double] = []
    let scales = problem.scales.isTrivial ? nil : problem.scales.all
    blocks.forEachStep(ofLeaf: leaf) { rows in
      block.load(
        problem.design, rows: rows, response: problem.response,
        factors: problem.rootWeights(rows), scales: scales)
      if method == .gram {
        block.panel.addCrossProduct(into: &triangle.elements)
      } else {
        block.withElements { elements, count in
          absorbRows(&elements, rowCount: count, into: &triangle, workspace: &workspace)
        }
      }
    }
  }
}

/// All rows of a problem in one accumulator: leaves in parallel, merged in the fixed tree.
func accumulated(
  _ problem: LeastSquaresProblem, method: LeastSquaresMethod
) -> LeastSquaresAccumulator {
  let width = problem.columnCount + 1
  let blocks =
    method == .gram
    ? RowBlocks(rowCount: problem.rowCount, crossProductColumns: width)
    : RowBlocks(rowCount: problem.rowCount, columns: width, minimumLeafRows: 4 * width)
  let empty = LeastSquaresAccumulator(columnCount: problem.columnCount, method: method)
  let leaves = concurrentMap(count: blocks.leafCount) { leaf in
    var sum = empty
    sum.add(problem, leaf: leaf, of: blocks)
    return sum
  }
  return mergedInTree(leaves) { $0.merge($1) } ?? empty
}

/// Checks that response and weights have the rows of the design, and that BLAS can index it.
func requireMatchingRows(
  _ design: Matrix, _ response: [Double], _ weights: [Double]?
) throws(LinearAlgebraError) {
  precondition(
    response.count == design.rowCount, "\(response.count) responses for \(design.rowCount) rows")
  if let weights {
    precondition(
      weights.count == design.rowCount, "\(weights.count) weights for \(design.rowCount) rows")
  }
  try BLAS.requireIndexable(design)
}
