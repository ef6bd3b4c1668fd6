/// A v. Complexity: 2 · rows · (dense columns + factors) operations, rows in parallel.
///
/// A row's result does not depend on the other rows.
package func product(_ a: PartitionedMatrix, _ v: [Double]) -> [Double] {
  precondition(a.columnCount == v.count, "\(a.columnCount) columns times \(v.count) elements")
  let blocks = RowBlocks(rowCount: a.rowCount, columns: a.dense.count + 1)
  let factors = PartitionedFactors(v, of: a)
  return concurrentFill(blocks) { leaf, target in
    var filled = 0
    var values = [Double](repeating: 0, count: blocks.stepRows)
    a.withReader(capacity: blocks.stepRows) { reader in
      blocks.forEachStep(ofLeaf: leaf) { rows in
        for i in 0..<rows.count { values[i] = 0 }
        reader.load(rows)
        factors.addProduct(reader, of: a, to: &values)
        for i in 0..<rows.count { target.initializeElement(at: filled + i, to: values[i]) }
        filled += rows.count
      }
    }
  }.filled
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
      a.withReader(capacity: blocks.stepRows) { reader in
        blocks.forEachStep(ofLeaf: leaf) { rows in
          let values =
            weights.map { weights in rows.map { weights[$0] * v[$0] } } ?? Array(v[rows])
          reader.load(rows)
          addTransposedProduct(reader, of: a, values, to: &sum)
        }
      }
      return sum
    })
}

/// Factors of a partitioned matrix's columns, laid out as it is.
struct PartitionedFactors: Sendable {
  /// One for each dense column.
  let dense: [Double]
  /// For each factor one for each level, 0 for levels without a column.
  let byLevel: [[Double]]

  /// Lays out one factor for each column, multiplied by a sign.
  init(_ v: [Double], of matrix: PartitionedMatrix, sign: Double = 1) {
    dense = matrix.dense.map { sign * v[$0.position] }
    byLevel = matrix.factors.map { $0.columnOfLevel.map { $0 < 0 ? 0 : sign * v[Int($0)] } }
  }

  /// values += A v over the rows loaded.
  func addProduct(_ reader: BlockReader, of matrix: PartitionedMatrix, to values: inout [Double]) {
    reader.addProduct(dense, to: &values)
    for (factor, ofLevel) in zip(matrix.factors, byLevel) {
      for (i, row) in reader.rows.enumerated() { values[i] += ofLevel[Int(factor.codes[row])] }
    }
  }

  /// (high + low) += A v over the rows loaded, each row in twice the working precision.
  func addProduct(
    _ reader: BlockReader, of matrix: PartitionedMatrix, toHigh high: inout [Double],
    low: inout [Double]
  ) {
    reader.addProduct(dense, toHigh: &high, low: &low)
    for (factor, ofLevel) in zip(matrix.factors, byLevel) {
      for (i, row) in reader.rows.enumerated() {
        var sum = DoubleDouble(high: high[i], low: low[i])
        sum.add(DoubleDouble(high: ofLevel[Int(factor.codes[row])], low: 0))
        (high[i], low[i]) = (sum.high, sum.low)
      }
    }
  }
}

/// sums += A′v over the rows loaded; `v` may be longer than there are rows.
func addTransposedProduct(
  _ reader: BlockReader, of matrix: PartitionedMatrix, _ v: [Double], to sums: inout [Double]
) {
  var dense = [Double](repeating: 0, count: matrix.dense.count)
  reader.addTransposedProduct(v, to: &dense)
  for (index, column) in matrix.dense.enumerated() { sums[column.position] += dense[index] }
  for factor in matrix.factors {
    for (i, row) in reader.rows.enumerated() {
      let column = factor.columnOfLevel[Int(factor.codes[row])]
      if column >= 0 { sums[Int(column)] += v[i] }
    }
  }
}

/// sums += A′(high + low) over the rows loaded, each column in twice the working precision.
func addTransposedProduct(
  _ reader: BlockReader, of matrix: PartitionedMatrix, high: [Double], low: [Double],
  to sums: inout [DoubleDouble]
) {
  var dense = matrix.dense.map { sums[$0.position] }
  reader.addTransposedProduct(high: high, low: low, to: &dense)
  for (index, column) in matrix.dense.enumerated() { sums[column.position] = dense[index] }
  for factor in matrix.factors {
    for (i, row) in reader.rows.enumerated() {
      let column = factor.columnOfLevel[Int(factor.codes[row])]
      if column >= 0 { sums[Int(column)].add(DoubleDouble(high: high[i], low: low[i])) }
    }
  }
}
