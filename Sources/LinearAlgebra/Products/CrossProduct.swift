/// A′WA for a diagonal W of any signs; A′A without weights. Both triangles are filled and the
/// result is exactly symmetric.
///
/// Rows are taken in blocks and in parallel; the bits of the result do not depend on the number of
/// threads.
///
/// Complexity: rows · columns² operations, twice that for wide blocks with negative weights.
package func crossProduct(_ a: Matrix, weights: [Double]? = nil) -> Matrix {
  precondition(weights.map { $0.count == a.rowCount } ?? true, "weights of another length")
  let size = a.columnCount
  let blocks = RowBlocks(rowCount: a.rowCount, crossProductColumns: size)
  let parts = concurrentMap(count: blocks.leafCount) { leaf -> [Double] in
    var sum = [Double](repeating: 0, count: size * size)
    if size > widestKernel, let weights {
      addWideCrossProduct(a, weights: weights, blocks: blocks, leaf: leaf, to: &sum)
      return sum
    }
    blocks.forEachStep(ofLeaf: leaf) { rows in
      let panel = Panel(a, rows: rows)
      if size > widestKernel {
        panel.addCrossProduct(into: &sum)
      } else {
        panel.addWeightedCrossProduct(weights: weights, firstRow: rows.lowerBound, into: &sum)
      }
    }
    return sum
  }
  var result = Matrix(rowCount: size, columnCount: size, elements: summedInTree(parts))
  result.mirrorUpperTriangle()
  return result
}

/// Rows with negative weights are subtracted in a second update, so that no root of a negative
/// number is needed.
private func addWideCrossProduct(
  _ a: Matrix, weights: [Double], blocks: RowBlocks, leaf: Int, to sum: inout [Double]
) {
  let columns = PartitionedMatrix(a)
  var block = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: a.columnCount)
  blocks.forEachStep(ofLeaf: leaf) { rows in
    block.loadDense(columns, rows: rows, factors: rows.map { max(weights[$0], 0).squareRoot() })
    block.panel.addCrossProduct(into: &sum)
    if rows.contains(where: { weights[$0] < 0 }) {
      block.loadDense(columns, rows: rows, factors: rows.map { max(-weights[$0], 0).squareRoot() })
      block.panel.addCrossProduct(factor: -1, into: &sum)
    }
  }
}
