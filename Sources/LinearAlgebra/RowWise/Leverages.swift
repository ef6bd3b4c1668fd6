/// The leverage of each row: hᵢ = wᵢ ‖R⁻ᵀ xᵢ‖², the diagonal of the weighted hat matrix.
///
/// - Parameters:
///   - design: X over the kept columns, n × k.
///   - inverseTriangle: R⁻¹, k × k upper triangular, as in `LeastSquaresSolution`.
///   - weights: w, n values, or nil for all 1.
/// - Returns: n values; between 0 and 1 up to rounding when R belongs to this design and these
///   weights.
/// - Complexity: n k² operations, rows in blocks and in parallel; no copy of the design is kept.
package func leverages(
  design: Matrix, inverseTriangle: Matrix, weights: [Double]? = nil
) -> [Double] {
  let size = design.columnCount
  let columns = PartitionedMatrix(design)
  precondition(
    inverseTriangle.rowCount == size && inverseTriangle.columnCount == size,
    "a triangle of \(inverseTriangle.rowCount) for \(size) columns")
  precondition(weights.map { $0.count == design.rowCount } ?? true, "weights of another length")
  let blocks = RowBlocks(rowCount: design.rowCount, columns: size)
  let parts = concurrentMap(count: blocks.leafCount) { leaf -> [Double] in
    var block = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: size)
    var result: [Double] = []
    result.reserveCapacity(blocks.leaf(leaf).count)
    blocks.forEachStep(ofLeaf: leaf) { rows in
      block.loadDense(columns, rows: rows)
      var squares = block.rowSquares(timesUpper: inverseTriangle)
      if let weights {
        for (i, row) in rows.enumerated() { squares[i] *= weights[row] }
      }
      result.append(contentsOf: squares)
    }
    return result
  }
  return parts.count == 1 ? parts[0] : Array(parts.joined())
}

extension RowBlockBuffer {
  /// ‖U′x‖² for each row x of the block, which is overwritten by its product with U.
  mutating func rowSquares(timesUpper u: Matrix) -> [Double] {
    var squares = [Double](repeating: 0, count: rowCount)
    let width = columnCount
    withElements { elements, count in
      multiplyFromRight(&elements, rowCount: count, byUpper: u)
      for column in 0..<width {
        for i in 0..<count {
          let value = elements[i + column * count]
          squares[i] += value * value
        }
      }
    }
    return squares
  }
}
