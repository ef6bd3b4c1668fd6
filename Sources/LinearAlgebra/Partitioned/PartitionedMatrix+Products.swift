/// A v. Complexity: 2 · rows · (dense columns + factors) operations, rows in parallel.
package func product(_ a: PartitionedMatrix, _ v: [Double]) -> [Double] {
  precondition(a.columnCount == v.count, "\(a.columnCount) columns times \(v.count) elements")
  let blocks = RowBlocks(rowCount: a.rowCount, columns: a.dense.count + 1)
  let parts = concurrentMap(count: blocks.leafCount) { leaf -> [Double] in
    var part: [Double] = []
    part.reserveCapacity(blocks.leaf(leaf).count)
    var reader = PartitionedReader(a, blocks: blocks)
    var values = [Double](repeating: 0, count: blocks.stepRows)
    blocks.forEachStep(ofLeaf: leaf) { rows in
      for i in 0..<rows.count { values[i] = 0 }
      reader.load(rows)
      reader.addProduct(v, to: &values)
      part.append(contentsOf: values[0..<rows.count])
    }
    return part
  }
  return parts.count == 1 ? parts[0] : Array(parts.joined())
}

/// A′(w ∘ v), the sums of the columns of A weighted by w v; A′v without weights.
///
/// Complexity: 2 · rows · (dense columns + factors) operations, rows in parallel.
package func weightedTransposedProduct(
  _ a: PartitionedMatrix, weights: [Double]?, _ v: [Double]
) -> [Double] {
  precondition(a.rowCount == v.count, "\(a.rowCount) rows and \(v.count) elements")
  precondition(weights.map { $0.count == v.count } ?? true, "weights of another length")
  let blocks = RowBlocks(rowCount: a.rowCount, columns: a.dense.count + 1)
  return summedInTree(
    concurrentMap(count: blocks.leafCount) { leaf -> [Double] in
      var sum = [Double](repeating: 0, count: a.columnCount)
      var reader = PartitionedReader(a, blocks: blocks)
      blocks.forEachStep(ofLeaf: leaf) { rows in
        let values =
          weights.map { weights in rows.map { weights[$0] * v[$0] } } ?? Array(v[rows])
        reader.load(rows)
        reader.addTransposedProduct(values, to: &sum)
      }
      return sum
    })
}

/// Reads a partitioned matrix block by block: the dense columns into a buffer, factors in place.
struct PartitionedReader {
  let matrix: PartitionedMatrix
  private(set) var buffer: RowBlockBuffer
  private(set) var rows = 0..<0
  private var dense: [Double]

  init(_ matrix: PartitionedMatrix, blocks: RowBlocks) {
    self.matrix = matrix
    buffer = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: matrix.dense.count)
    dense = [Double](repeating: 0, count: matrix.dense.count)
  }

  /// Takes up some rows; `scales` are those of the dense columns.
  mutating func load(_ rows: Range<Int>, scales: [Double]? = nil) {
    self.rows = rows
    buffer.loadDense(matrix, rows: rows, scales: scales)
  }

  /// values = values + factor · A v over the rows loaded.
  mutating func addProduct(_ v: [Double], factor: Double = 1, to values: inout [Double]) {
    for (index, column) in matrix.dense.enumerated() { dense[index] = v[column.position] }
    buffer.panel.multiply(dense, factor: factor, addingTo: 1, into: &values)
    for part in matrix.factors {
      let ofLevel = part.columnOfLevel.map { $0 < 0 ? 0 : factor * v[Int($0)] }
      for (i, row) in rows.enumerated() { values[i] += ofLevel[Int(part.codes[row])] }
    }
  }

  /// sums += A′v over the rows loaded; `v` may be longer than there are rows.
  mutating func addTransposedProduct(_ v: [Double], to sums: inout [Double]) {
    buffer.panel.multiplyTransposed(v, into: &dense)
    for (index, column) in matrix.dense.enumerated() { sums[column.position] += dense[index] }
    for part in matrix.factors {
      for (i, row) in rows.enumerated() {
        let column = part.columnOfLevel[Int(part.codes[row])]
        if column >= 0 { sums[Int(column)] += v[i] }
      }
    }
  }

  /// (high + low) −= A v over the rows loaded, each row in twice the working precision.
  mutating func subtractProduct(_ v: [Double], fromHigh high: inout [Double], low: inout [Double]) {
    for (index, column) in matrix.dense.enumerated() { dense[index] = v[column.position] }
    buffer.panel.subtractProduct(dense, fromHigh: &high, low: &low)
    for part in matrix.factors {
      for (i, row) in rows.enumerated() {
        let column = part.columnOfLevel[Int(part.codes[row])]
        if column < 0 { continue }
        var sum = DoubleDouble(high: high[i], low: low[i])
        sum.add(DoubleDouble(high: -v[Int(column)], low: 0))
        (high[i], low[i]) = (sum.high, sum.low)
      }
    }
  }

  /// sums += A′(high + low) over the rows loaded, each column in twice the working precision.
  func addTransposedProduct(high: [Double], low: [Double], to sums: inout [DoubleDouble]) {
    var ofDense = matrix.dense.map { sums[$0.position] }
    buffer.panel.addTransposedProduct(high: high, low: low, to: &ofDense)
    for (index, column) in matrix.dense.enumerated() { sums[column.position] = ofDense[index] }
    for part in matrix.factors {
      for (i, row) in rows.enumerated() {
        let column = part.columnOfLevel[Int(part.codes[row])]
        if column >= 0 { sums[Int(column)].add(DoubleDouble(high: high[i], low: low[i])) }
      }
    }
  }
}
