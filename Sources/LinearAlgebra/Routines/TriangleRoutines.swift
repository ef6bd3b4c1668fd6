// | our name                        | BLAS or LAPACK routine           |
// |---------------------------------|----------------------------------|
// | solveUpper                      | dtrsv, dtrsm (upper, from left)  |
// | invertUpper                     | dtrtri (upper)                   |
// | multiplyByOwnTranspose          | dlauum (upper): U U′             |
// | multiplyFromRight(byUpper:)     | dtrmm (right, upper)             |

import CLAPACK

/// Solves U x = v, or U′x = v, in place. The strict lower triangle is not read.
///
/// A zero on the diagonal divides: the result is then not finite.
func solveUpper(_ u: Matrix, transposed: Bool, _ v: inout [Double]) {
  precondition(u.rowCount == u.columnCount && v.count == u.rowCount, "\(v.count) for \(u.rowCount)")
  if v.isEmpty { return }
  clapack_dtrsv(
    BLAS.upper, transposed ? BLAS.transposed : BLAS.plain, BLAS.plain, BLAS.integer(u.rowCount),
    u.elements, BLAS.integer(u.rowCount), &v, 1)
}

/// Solves U X = B, or U′X = B, in place.
func solveUpper(_ u: Matrix, transposed: Bool, _ b: inout Matrix) {
  precondition(u.rowCount == u.columnCount && b.rowCount == u.rowCount)
  if b.rowCount == 0 || b.columnCount == 0 { return }
  let rows = BLAS.integer(b.rowCount)
  clapack_dtrsm(
    BLAS.left, BLAS.upper, transposed ? BLAS.transposed : BLAS.plain, BLAS.plain, rows,
    BLAS.integer(b.columnCount), 1, u.elements, rows, &b.elements, rows)
}

/// Replaces the upper triangle by its inverse; the strict lower triangle is left alone. False when
/// an element of the diagonal is 0.
func invertUpper(_ u: inout Matrix) -> Bool {
  precondition(u.rowCount == u.columnCount)
  if u.rowCount == 0 { return true }
  let size = BLAS.integer(u.rowCount)
  let info = clapack_dtrtri(BLAS.upper, BLAS.plain, size, &u.elements, size)
  BLAS.requireValidArguments(info, "dtrtri")
  return info == 0
}

/// U U′ for an upper triangle U, both triangles filled.
func multiplyByOwnTranspose(_ u: Matrix) -> Matrix {
  precondition(u.rowCount == u.columnCount)
  if u.rowCount == 0 { return u }
  var result = u
  let size = BLAS.integer(u.rowCount)
  let info = clapack_dlauum(BLAS.upper, size, &result.elements, size)
  BLAS.requireValidArguments(info, "dlauum")
  result.mirrorUpperTriangle()
  return result
}

/// B = B U in place, for the `rowCount` × size matrix without gaps at the start of `b`.
func multiplyFromRight(_ b: inout [Double], rowCount: Int, byUpper u: Matrix) {
  precondition(u.rowCount == u.columnCount && b.count >= rowCount * u.rowCount)
  if rowCount == 0 || u.rowCount == 0 { return }
  let size = BLAS.integer(u.rowCount)
  clapack_dtrmm(
    BLAS.right, BLAS.upper, BLAS.plain, BLAS.plain, BLAS.integer(rowCount), size, 1, u.elements,
    size, &b, BLAS.integer(rowCount))
}
