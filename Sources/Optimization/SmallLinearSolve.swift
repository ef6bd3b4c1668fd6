/// The solution of a small square linear system by elimination with partial pivoting on rows scaled to
/// a largest entry of 1; nil if the matrix is singular to rounding or has entries that are not finite.
///
/// - Precondition: `rows` has as many rows, and each of them as many entries, as `rightHandSide`.
func solved(_ rows: [[Double]], _ rightHandSide: [Double]) -> [Double]? {
  let count = rightHandSide.count
  precondition(
    rows.count == count && rows.allSatisfy { $0.count == count },
    "a matrix of \(rows.count) rows for \(count) equations, or rows of other lengths")
  guard var (a, b) = equilibrated(rows, rightHandSide) else { return nil }
  for column in 0..<count {
    let pivot = (column..<count).max { a[$0][column].magnitude < a[$1][column].magnitude } ?? column
    guard a[pivot][column].magnitude > 1e-14 else { return nil }
    a.swapAt(column, pivot)
    b.swapAt(column, pivot)
    for row in (column + 1)..<max(count, column + 1) {
      let factor = a[row][column] / a[column][column]
      if factor == 0 { continue }
      for k in column..<count { a[row][k] -= factor * a[column][k] }
      b[row] -= factor * b[column]
    }
  }
  for row in (0..<count).reversed() {
    for k in (row + 1)..<max(count, row + 1) { b[row] -= a[row][k] * b[k] }
    b[row] /= a[row][row]
  }
  return b.allSatisfy(\.isFinite) ? b : nil
}

private func equilibrated(
  _ rows: [[Double]], _ rightHandSide: [Double]
) -> ([[Double]], [Double])? {
  var (a, b) = (rows, rightHandSide)
  for row in a.indices {
    let scale = a[row].reduce(0) { max($0, $1.magnitude) }
    guard scale > 0 && scale.isFinite && a[row].allSatisfy(\.isFinite) else { return nil }
    for k in a[row].indices { a[row][k] /= scale }
    b[row] /= scale
  }
  return (a, b)
}
