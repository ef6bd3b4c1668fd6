/// A B. Complexity: 2 · rows(A) · columns(A) · columns(B) operations, columns of B in parallel.
public func product(_ a: Matrix, _ b: Matrix) -> Matrix {
  precondition(a.columnCount == b.rowCount, "\(a.columnCount) columns times \(b.rowCount) rows")
  let parts = columnParts(of: b, operationsPerColumn: 2 * a.rowCount * a.columnCount)
  let results = concurrentMap(count: parts.count) { index -> [Double] in
    let columns = parts[index]
    var part = [Double](repeating: 0, count: a.rowCount * columns.count)
    Panel(a).multiply(Panel(b, columns: columns), into: &part)
    return part
  }
  return Matrix(
    rowCount: a.rowCount, columnCount: b.columnCount,
    elements: results.count == 1 ? results[0] : Array(results.joined()))
}

/// A v. Complexity: 2 · rows · columns operations, rows in parallel.
///
/// A row's result does not depend on the other rows.
public func product(_ a: Matrix, _ v: [Double]) -> [Double] { product(PartitionedMatrix(a), v) }

/// A′B. Complexity: 2 · rows · columns(A) · columns(B) operations, rows in parallel.
public func transposedProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
  precondition(a.rowCount == b.rowCount, "\(a.rowCount) rows and \(b.rowCount) rows")
  let blocks = RowBlocks(
    rowCount: a.rowCount, columns: a.columnCount + b.columnCount,
    minimumLeafRows: 2 * max(a.columnCount, b.columnCount))
  let parts = concurrentMap(count: blocks.leafCount) { leaf -> [Double] in
    var sum = [Double](repeating: 0, count: a.columnCount * b.columnCount)
    let rows = blocks.leaf(leaf)
    Panel(a, rows: rows).multiplyTransposed(Panel(b, rows: rows), addingInto: &sum)
    return sum
  }
  return Matrix(
    rowCount: a.columnCount, columnCount: b.columnCount, elements: summedInTree(parts))
}

/// A′v. Complexity: 2 · rows · columns operations, rows in parallel.
public func transposedProduct(_ a: Matrix, _ v: [Double]) -> [Double] {
  precondition(a.rowCount == v.count, "\(a.rowCount) rows and \(v.count) elements")
  return weightedTransposedProduct(a, weights: nil, v)
}

/// A′(w ∘ v), the sums of the columns of A weighted by w v; A′v without weights.
///
/// Complexity: 2 · rows · columns operations, rows in parallel.
package func weightedTransposedProduct(
  _ a: Matrix, weights: [Double]?, _ v: [Double]
) -> [Double] {
  weightedTransposedProduct(PartitionedMatrix(a), weights: weights, v)
}

/// v′M v. Complexity: O(n²).
package func quadraticForm(_ v: [Double], _ m: Matrix) -> Double { bilinearForm(v, m, v) }

/// u′M v. Complexity: O(rows · columns).
package func bilinearForm(_ u: [Double], _ m: Matrix, _ v: [Double]) -> Double {
  precondition(
    u.count == m.rowCount && v.count == m.columnCount,
    "\(u.count) and \(v.count) elements for \(m.rowCount) × \(m.columnCount)")
  return dot(u, product(m, v))
}

/// Columns cut so that a part is worth a thread; one part when the whole is not.
private func columnParts(of b: Matrix, operationsPerColumn: Int) -> [Range<Int>] {
  let width = max(8, (4_000_000 / max(1, operationsPerColumn)) + 1)
  if b.columnCount <= width { return [0..<b.columnCount] }
  return stride(from: 0, to: b.columnCount, by: width).map { start in
    start..<min(start + width, b.columnCount)
  }
}
