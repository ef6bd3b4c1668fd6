// | our name         | LAPACK routine                    |
// |------------------|-----------------------------------|
// | factorSymmetric  | dsyevd (values and vectors, upper) |

import CLAPACK

/// Replaces a symmetric matrix by its eigenvectors; returns the values, ascending, or nil when the
/// iteration does not converge. Only the upper triangle is read.
func factorSymmetric(_ a: inout Matrix) -> [Double]? {
  precondition(a.rowCount == a.columnCount, "\(a.rowCount) × \(a.columnCount)")
  let size = a.rowCount
  var values = [Double](repeating: 0, count: size)
  if size == 0 { return values }
  // The sizes dsyevd documents as sufficient; its blocked reduction profits from a little more.
  var work = [Double](repeating: 0, count: 1 + 6 * size + 2 * size * size + 64 * size)
  var integers = [CInt](repeating: 0, count: 3 + 5 * size)
  let info = clapack_dsyevd(
    BLAS.vectors, BLAS.upper, BLAS.integer(size), &a.elements, BLAS.integer(size), &values, &work,
    BLAS.integer(work.count), &integers, BLAS.integer(integers.count))
  BLAS.requireValidArguments(info, "dsyevd")
  return info == 0 ? values : nil
}
