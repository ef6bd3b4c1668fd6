// | our name                       | BLAS routine         |
// |--------------------------------|----------------------|
// | dot                            | ddot                 |
// | multiply(panel, vector)        | dgemv, plain         |
// | multiplyTransposed             | dgemv, transposed    |
// | multiply(panel, panel)         | dgemm, plain × plain |
// | multiplyTransposed(panel, …)   | dgemm, transposed    |
// | addCrossProduct                | dsyrk, upper, A′A    |

import CLAPACK

/// The inner product of two vectors of one length. Complexity: O(n).
package func dot(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count, "vectors of \(x.count) and \(y.count)")
  if x.isEmpty { return 0 }
  return clapack_ddot(BLAS.integer(x.count), x, 1, y, 1)
}

extension Panel {
  /// result = scale · result + factor · A v
  func multiply(
    _ v: [Double], factor: Double = 1, addingTo scale: Double = 0, into result: inout [Double]
  ) {
    precondition(
      v.count == columnCount && result.count >= rowCount, "\(v.count) for \(columnCount)")
    if isEmpty {
      for i in 0..<rowCount { result[i] = scale == 0 ? 0 : scale * result[i] }
      return
    }
    withPointer { a in
      clapack_dgemv(
        BLAS.plain, BLAS.integer(rowCount), BLAS.integer(columnCount), factor, a,
        BLAS.integer(stride), v, 1, scale, &result, 1)
    }
  }

  /// result = scale · result + A′v; `v` may be longer than the panel has rows.
  func multiplyTransposed(
    _ v: [Double], addingTo scale: Double = 0, into result: inout [Double]
  ) {
    precondition(v.count >= rowCount && result.count >= columnCount, "\(v.count) for \(rowCount)")
    if isEmpty {
      for j in 0..<columnCount { result[j] = scale == 0 ? 0 : scale * result[j] }
      return
    }
    withPointer { a in
      clapack_dgemv(
        BLAS.transposed, BLAS.integer(rowCount), BLAS.integer(columnCount), 1, a,
        BLAS.integer(stride), v, 1, scale, &result, 1)
    }
  }

  /// result = A B, without gaps.
  func multiply(_ b: Panel, into result: inout [Double]) {
    precondition(columnCount == b.rowCount && result.count >= rowCount * b.columnCount)
    if rowCount == 0 || b.columnCount == 0 { return }
    if columnCount == 0 {
      for i in 0..<rowCount * b.columnCount { result[i] = 0 }
      return
    }
    withPointer { a in
      b.withPointer { b1 in
        clapack_dgemm(
          BLAS.plain, BLAS.plain, BLAS.integer(rowCount), BLAS.integer(b.columnCount),
          BLAS.integer(columnCount), 1, a, BLAS.integer(stride), b1, BLAS.integer(b.stride), 0,
          &result, BLAS.integer(rowCount))
      }
    }
  }

  /// result = result + A′B, without gaps.
  func multiplyTransposed(_ b: Panel, addingInto result: inout [Double]) {
    precondition(rowCount == b.rowCount && result.count >= columnCount * b.columnCount)
    if isEmpty || b.isEmpty { return }
    withPointer { a in
      b.withPointer { b1 in
        clapack_dgemm(
          BLAS.transposed, BLAS.plain, BLAS.integer(columnCount), BLAS.integer(b.columnCount),
          BLAS.integer(rowCount), 1, a, BLAS.integer(stride), b1, BLAS.integer(b.stride), 1,
          &result, BLAS.integer(columnCount))
      }
    }
  }

  /// result = result + factor · A′A in the upper triangle of a square matrix without gaps.
  func addCrossProduct(factor: Double = 1, into result: inout [Double]) {
    precondition(result.count >= columnCount * columnCount)
    if isEmpty { return }
    withPointer { a in
      clapack_dsyrk(
        BLAS.upper, BLAS.transposed, BLAS.integer(columnCount), BLAS.integer(rowCount), factor, a,
        BLAS.integer(stride), 1, &result, BLAS.integer(columnCount))
    }
  }
}
