// | our name                  | LAPACK routine                                  |
// |---------------------------|-------------------------------------------------|
// | factorQR                  | dgeqrf                                          |
// | factorPivotedQR           | dgeqp3 (all columns free)                       |
// | formQ                     | dorgqr                                          |
// | multiplyByQ               | dormqr (from left)                              |
// | absorbRows                | dtpqrt, L = 0: triangle over a full block       |
// | absorbTriangle            | dtpqrt, L = N: triangle over a triangle         |

import CLAPACK

/// Columns a blocked routine treats together; the workspace is this many rows of the matrix.
private let blockSize = 32

/// Replaces A by its Householder QR factorization in LAPACK's form; returns the factors τ.
func factorQR(_ a: inout Matrix) -> [Double] {
  let count = min(a.rowCount, a.columnCount)
  var tau = [Double](repeating: 0, count: count)
  if count == 0 { return tau }
  var work = [Double](repeating: 0, count: blockSize * a.columnCount)
  let info = clapack_dgeqrf(
    BLAS.integer(a.rowCount), BLAS.integer(a.columnCount), &a.elements, BLAS.integer(a.rowCount),
    &tau, &work, BLAS.integer(work.count))
  BLAS.requireValidArguments(info, "dgeqrf")
  return tau
}

/// Replaces A P by its QR factorization, each column the longest left; returns τ and the original
/// index of each column, from 0.
func factorPivotedQR(_ a: inout Matrix) -> (tau: [Double], pivots: [Int]) {
  let count = min(a.rowCount, a.columnCount)
  var tau = [Double](repeating: 0, count: count)
  if count == 0 { return (tau, Array(0..<a.columnCount)) }
  var pivots = [CInt](repeating: 0, count: a.columnCount)
  var work = [Double](repeating: 0, count: 2 * a.columnCount + (a.columnCount + 1) * blockSize)
  let info = clapack_dgeqp3(
    BLAS.integer(a.rowCount), BLAS.integer(a.columnCount), &a.elements, BLAS.integer(a.rowCount),
    &pivots, &tau, &work, BLAS.integer(work.count))
  BLAS.requireValidArguments(info, "dgeqp3")
  return (tau, pivots.map { Int($0) - 1 })
}

/// The first `tau.count` columns of Q, from the factors in `a`.
func formQ(_ a: Matrix, _ tau: [Double]) -> Matrix {
  var q = a.selectingColumns(Array(0..<tau.count))
  if tau.isEmpty { return q }
  var work = [Double](repeating: 0, count: blockSize * tau.count)
  let info = clapack_dorgqr(
    BLAS.integer(a.rowCount), BLAS.integer(tau.count), BLAS.integer(tau.count), &q.elements,
    BLAS.integer(a.rowCount), tau, &work, BLAS.integer(work.count))
  BLAS.requireValidArguments(info, "dorgqr")
  return q
}

/// C = Q C or Q′C in place, with the full square Q.
func multiplyByQ(_ a: Matrix, _ tau: [Double], transposed: Bool, to c: inout Matrix) {
  precondition(c.rowCount == a.rowCount, "\(c.rowCount) rows for \(a.rowCount)")
  if tau.isEmpty || c.columnCount == 0 { return }
  // dormqr keeps its own triangular factor of 65 × 64 at the end of the workspace.
  var work = [Double](repeating: 0, count: 64 * c.columnCount + 65 * 64)
  let info = clapack_dormqr(
    BLAS.left, transposed ? BLAS.transposed : BLAS.plain, BLAS.integer(c.rowCount),
    BLAS.integer(c.columnCount), BLAS.integer(tau.count), a.elements, BLAS.integer(a.rowCount),
    tau, &c.elements, BLAS.integer(c.rowCount), &work, BLAS.integer(work.count))
  BLAS.requireValidArguments(info, "dormqr")
}

/// The upper triangle of the QR factorization of [T; B]: T is replaced, B (`rowCount` rows without
/// gaps at the start of `block`) is destroyed.
func absorbRows(
  _ block: inout [Double], rowCount: Int, into triangle: inout Matrix, workspace: inout [Double]
) {
  stack(&block, rowCount: rowCount, triangularRows: 0, onto: &triangle, workspace: &workspace)
}

/// The upper triangle of the QR factorization of [T; S] for two upper triangles.
func absorbTriangle(_ other: Matrix, into triangle: inout Matrix) {
  precondition(other.columnCount == triangle.columnCount)
  var block = other.elements
  var workspace: [Double] = []
  stack(
    &block, rowCount: other.rowCount, triangularRows: other.rowCount, onto: &triangle,
    workspace: &workspace)
}

private func stack(
  _ block: inout [Double], rowCount: Int, triangularRows: Int, onto triangle: inout Matrix,
  workspace: inout [Double]
) {
  let size = triangle.columnCount
  precondition(triangle.rowCount == size && block.count >= rowCount * size)
  if size == 0 || rowCount == 0 { return }
  let panel = min(blockSize, size)
  let needed = 2 * panel * size
  if workspace.count < needed { workspace = [Double](repeating: 0, count: needed) }
  let info = workspace.withUnsafeMutableBufferPointer { space -> CInt in
    guard let base = space.baseAddress else { preconditionFailure("no workspace") }
    return clapack_dtpqrt(
      BLAS.integer(rowCount), BLAS.integer(size), BLAS.integer(triangularRows),
      BLAS.integer(panel), &triangle.elements, BLAS.integer(size), &block,
      BLAS.integer(rowCount), base, BLAS.integer(panel), base + panel * size)
  }
  BLAS.requireValidArguments(info, "dtpqrt")
}
