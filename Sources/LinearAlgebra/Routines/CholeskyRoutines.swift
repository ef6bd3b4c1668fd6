// | our name                     | LAPACK routine   |
// |------------------------------|------------------|
// | factorCholesky               | dpotrf (upper)   |
// | solveCholesky                | dpotrs (upper)   |
// | invertCholesky               | dpotri (upper)   |
// | reciprocalConditionCholesky  | dpocon (upper)   |
// | invertLeadingCholesky        | dpotri (upper)   |
// | solveLeadingTransposed       | dtrsm (upper)    |

import CLAPACK

/// Replaces the upper triangle of A by R with R′R = A; the strict lower triangle is left alone.
/// Returns 0, or the order of the first leading minor that is not positive.
package func factorCholesky(_ a: inout Matrix) -> Int {
  precondition(a.rowCount == a.columnCount, "\(a.rowCount) × \(a.columnCount)")
  if a.rowCount == 0 { return 0 }
  let size = BLAS.integer(a.rowCount)
  let info = clapack_dpotrf(BLAS.upper, size, &a.elements, size)
  BLAS.requireValidArguments(info, "dpotrf")
  return Int(info)
}

/// Solves R′R X = B in place.
func solveCholesky(_ r: Matrix, _ b: inout Matrix) {
  precondition(b.rowCount == r.rowCount, "\(b.rowCount) rows for \(r.rowCount)")
  if b.rowCount == 0 || b.columnCount == 0 { return }
  let size = BLAS.integer(r.rowCount)
  let info = clapack_dpotrs(
    BLAS.upper, size, BLAS.integer(b.columnCount), r.elements, size, &b.elements, size)
  BLAS.requireValidArguments(info, "dpotrs")
}

/// (R′R)⁻¹, both triangles filled. R has no zero on its diagonal.
func invertCholesky(_ r: Matrix) -> Matrix {
  if r.rowCount == 0 { return r }
  var result = r
  let size = BLAS.integer(r.rowCount)
  let info = clapack_dpotri(BLAS.upper, size, &result.elements, size)
  BLAS.requireValidArguments(info, "dpotri")
  precondition(info == 0, "a zero on the diagonal of a Cholesky factor")
  result.mirrorUpperTriangle()
  return result
}

/// An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁) for A = R′R of the given one-norm; 1 for the empty matrix.
func reciprocalConditionCholesky(_ r: Matrix, oneNorm: Double) -> Double {
  if r.rowCount == 0 { return 1 }
  let size = BLAS.integer(r.rowCount)
  var result = 0.0
  var work = [Double](repeating: 0, count: 3 * r.rowCount)
  var integers = [CInt](repeating: 0, count: r.rowCount)
  let info = clapack_dpocon(
    BLAS.upper, size, r.elements, size, oneNorm, &result, &work, &integers)
  BLAS.requireValidArguments(info, "dpocon")
  return result
}

/// Replaces the leading block of R, of an order, by the upper triangle of (R′R)⁻¹ of that block. The
/// block has no zero on its diagonal; what is beside it is left alone.
package func invertLeadingCholesky(_ r: inout Matrix, order: Int) {
  precondition(order <= r.rowCount && r.rowCount == r.columnCount, "\(order) of \(r.rowCount)")
  if order == 0 { return }
  let info = clapack_dpotri(
    BLAS.upper, BLAS.integer(order), &r.elements, BLAS.integer(r.rowCount))
  BLAS.requireValidArguments(info, "dpotri")
  precondition(info == 0, "a zero on the diagonal of a Cholesky factor")
}

/// Solves R′X = B in place with the leading block of R, of an order.
package func solveLeadingTransposed(_ r: Matrix, order: Int, _ b: inout Matrix) {
  precondition(b.rowCount == order && order <= r.rowCount, "\(b.rowCount) rows for \(order)")
  if order == 0 || b.columnCount == 0 { return }
  clapack_dtrsm(
    BLAS.left, BLAS.upper, BLAS.transposed, BLAS.plain, BLAS.integer(order),
    BLAS.integer(b.columnCount), 1, r.elements, BLAS.integer(r.rowCount), &b.elements,
    BLAS.integer(order))
}
