import LinearAlgebra

/// The one matrix of the same row space whose pivots are 1, stand right of those above, and are alone in
/// their columns.
///
/// The matrix is q × p of full row rank; pivots are chosen by rows, and what is below 10⁻¹² of the
/// largest element of a row counts as zero. Complexity: O(q² p).
func reducedRowEchelonForm(_ matrix: Matrix) -> Matrix {
  var rows = (0..<matrix.rowCount).map { matrix.row($0) }
  for index in rows.indices {
    let largest = rows[index].reduce(0) { max($0, $1.magnitude) }
    if largest > 0 { rows[index] = rows[index].map { $0 / largest } }
  }
  var done = 0
  for column in 0..<matrix.columnCount where done < rows.count {
    guard
      let pivot = (done..<rows.count).max(by: {
        rows[$0][column].magnitude < rows[$1][column].magnitude
      }), rows[pivot][column].magnitude > 1e-12
    else { continue }
    rows.swapAt(done, pivot)
    let factor = rows[done][column]
    for j in 0..<matrix.columnCount { rows[done][j] /= factor }
    for other in rows.indices where other != done && rows[other][column] != 0 {
      let share = rows[other][column]
      for j in 0..<matrix.columnCount { rows[other][j] -= share * rows[done][j] }
    }
    done += 1
  }
  return Matrix(rows: rows)
}
