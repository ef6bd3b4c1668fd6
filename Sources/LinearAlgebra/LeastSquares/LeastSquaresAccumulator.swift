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
    try requireMatchingRows(PartitionedMatrix(design), response, weights)
    _ = try checkedScales(
      design: PartitionedMatrix(design), response: response, weights: weights)
    let problem = LeastSquaresProblem(
      design: PartitionedMatrix(design), response: response, weights: weights,
      scales: .none(columnCount: columnCount))
    var block = self
    block.rowCount = problem.rowCount
    block.triangle =
      method == .gram ? accumulatedSums(problem).dense : accumulatedTriangle(problem)
    var sum = self
    sum.merge(block)
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
      mergeTriangle(other.triangle, into: &triangle)
    }
  }
}

/// The cross-products [X y]′W[X y] of a problem: leaves in parallel, merged in the fixed tree.
func accumulatedSums(_ problem: LeastSquaresProblem) -> PartitionedSums {
  let design = problem.design
  let empty = PartitionedSums(design, hasResponse: true)
  let blocks = RowBlocks(
    rowCount: problem.rowCount, crossProductColumns: empty.width,
    sumElements: PartitionedSums.size(design))
  let scales = problem.scales.isTrivial ? nil : problem.scales.dense(of: design)
  let weights = problem.scaledWeights
  // Beyond the kernel's width rows are multiplied by the roots of their weights for dsyrk.
  let usesRoots = weights != nil && design.factors.isEmpty && empty.width > widestKernel
  let leaves = concurrentMap(count: blocks.leafCount) { leaf in
    var sums = empty
    design.withReader(
      capacity: blocks.stepRows, response: problem.response, scales: scales
    ) { reader in
      blocks.forEachStep(ofLeaf: leaf) { rows in
        reader.load(rows, factors: usesRoots ? problem.rootWeights(rows) : nil)
        sums.add(
          reader, factors: design.factors, weights: usesRoots ? nil : weights,
          firstWeight: rows.lowerBound)
      }
    }
    return sums
  }
  return mergedInTree(leaves) { $0.merge($1) } ?? empty
}

/// The upper triangle of the QR factorization of √W [X y], the columns of factors spread out: leaves
/// in parallel, merged in the fixed tree.
func accumulatedTriangle(_ problem: LeastSquaresProblem) -> Matrix {
  let width = problem.columnCount + 1
  let blocks = RowBlocks(
    rowCount: problem.rowCount, columns: width, minimumLeafRows: 4 * width,
    sumElements: width * width)
  let scales = problem.scales.isTrivial ? nil : problem.scales.all
  let empty = Matrix(rowCount: width, columnCount: width)
  let leaves = concurrentMap(count: blocks.leafCount) { leaf in
    var triangle = empty
    var block = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: width)
    var workspace: [Double] = []
    blocks.forEachStep(ofLeaf: leaf) { rows in
      block.loadExpanded(
        problem.design, rows: rows, response: problem.response,
        factors: problem.rootWeights(rows), scales: scales)
      block.withElements { elements, count in
        absorbRows(&elements, rowCount: count, into: &triangle, workspace: &workspace)
      }
    }
    return triangle
  }
  return mergedInTree(leaves) { mergeTriangle($1, into: &$0) } ?? empty
}

/// The upper trapezoid of the QR factorization of √W [X y] for fewer rows than columns, which has as many
/// rows as they. What stands below the diagonal means nothing.
func wideTriangle(_ problem: LeastSquaresProblem) -> Matrix {
  let (rows, width) = (problem.rowCount, problem.columnCount + 1)
  var trapezoid = Matrix(rowCount: rows, columnCount: width)
  if rows == 0 { return trapezoid }
  var block = RowBlockBuffer(rowCapacity: rows, columnCount: width)
  block.loadExpanded(
    problem.design, rows: 0..<rows, response: problem.response,
    factors: problem.rootWeights(0..<rows),
    scales: problem.scales.isTrivial ? nil : problem.scales.all)
  block.withElements { elements, _ in
    trapezoid = Matrix(rowCount: rows, columnCount: width, elements: elements)
    elements = []
  }
  _ = factorQR(&trapezoid)
  return trapezoid
}

/// Stacks a triangle, whose lower part means nothing, onto another.
func mergeTriangle(_ other: Matrix, into triangle: inout Matrix) {
  var block = other
  block.clearLowerTriangle()
  absorbTriangle(block, into: &triangle)
}

/// Checks that response and weights have the rows of the design, and that BLAS can index it.
func requireMatchingRows(
  _ design: PartitionedMatrix, _ response: [Double], _ weights: [Double]?
) throws(LinearAlgebraError) {
  precondition(
    response.count == design.rowCount, "\(response.count) responses for \(design.rowCount) rows")
  if let weights {
    precondition(
      weights.count == design.rowCount, "\(weights.count) weights for \(design.rowCount) rows")
  }
  try BLAS.requireIndexable(rows: design.rowCount, columns: design.columnCount)
}
