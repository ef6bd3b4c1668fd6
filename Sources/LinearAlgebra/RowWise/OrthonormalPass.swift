/// What one pass over the rows of a fit in orthonormal coordinates gives: uᵢ = F′xᵢ with (X′WX)⁻¹ = F F′.
package struct OrthonormalPass: Sendable {
  /// hᵢ = wᵢ ‖uᵢ‖².
  package let leverages: [Double]
  /// Σ vᵢ f(hᵢ) uᵢuᵢ′, p × p.
  package let meat: Matrix
}

/// Leverages and a weighted sum of squares of the rows, block by block; no n × p array is made.
///
/// - Parameters:
///   - design: X, n × p.
///   - factor: F, p × p.
///   - leverageWeights: w, n values.
///   - squares: v, n values of any sign.
///   - share: f, what a row of some leverage is multiplied by; nil for 1.
/// - Returns: n leverages and the sum.
/// - Complexity: 2 n p² operations, rows in parallel, bits whatever the number of threads.
package func orthonormalPass(
  _ design: PartitionedMatrix, factor: Matrix, leverageWeights: [Double], squares: [Double],
  share: (@Sendable (Double) -> Double)?
) -> OrthonormalPass {
  let size = design.columnCount
  precondition(factor.rowCount == size && factor.columnCount == size)
  precondition(leverageWeights.count == design.rowCount && squares.count == design.rowCount)
  let blocks = RowBlocks(rowCount: design.rowCount, crossProductColumns: size)
  let isUpper = factor.isUpperTriangular
  let (leverages, parts) = concurrentFill(blocks) { leaf, target -> [Double] in
    var block = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: size)
    var sums = [Double](repeating: 0, count: size * size)
    var weights = [Double](repeating: 0, count: blocks.stepRows)
    var position = 0
    blocks.forEachStep(ofLeaf: leaf) { rows in
      block.loadExpanded(design, rows: rows)
      block.multiplyFromRight(by: factor, isUpper: isUpper)
      block.addRowSquares(into: &weights)
      for (i, row) in rows.enumerated() {
        let leverage = weights[i] * leverageWeights[row]
        target.initializeElement(at: position, to: leverage)
        position += 1
        weights[i] = share.map { $0(leverage) * squares[row] } ?? squares[row]
      }
      block.addCrossProduct(weights: weights, to: &sums)
    }
    return sums
  }
  var meat = Matrix(rowCount: size, columnCount: size)
  if let total = mergedInTree(parts, { $0.addElements(of: $1) }) { meat.elements = total }
  meat.mirrorUpperTriangle()
  return OrthonormalPass(leverages: leverages, meat: meat)
}

extension RowBlockBuffer {
  /// Replaces the block B by B F.
  mutating func multiplyFromRight(by factor: Matrix, isUpper: Bool) {
    let panel = self.panel
    let width = columnCount
    withElements { elements, count in
      if isUpper {
        LinearAlgebra.multiplyFromRight(&elements, rowCount: count, byUpper: factor)
      } else {
        var product = [Double](repeating: 0, count: elements.count)
        panel.multiply(Panel(factor), into: &product)
        precondition(product.count >= count * width)
        swap(&elements, &product)
      }
    }
  }

  /// Puts ‖b‖² of each row b of the block into the first elements of `squares`.
  func addRowSquares(into squares: inout [Double]) {
    precondition(squares.count >= rowCount)
    for i in 0..<rowCount { squares[i] = 0 }
    elements.withUnsafeBufferPointer { elements in
      squares.withUnsafeMutableBufferPointer { squares in
        for column in 0..<columnCount {
          let start = column * rowCount
          for i in 0..<rowCount {
            squares[i] += elements[start + i] * elements[start + i]
          }
        }
      }
    }
  }
}

extension [Double] {
  fileprivate mutating func addElements(of other: [Double]) {
    for i in indices { self[i] += other[i] }
  }
}

extension Matrix {
  /// Whether everything below the diagonal is 0. Complexity: O(n²).
  package var isUpperTriangular: Bool {
    (0..<columnCount).allSatisfy { column in
      elements[column * rowCount + min(column + 1, rowCount)..<(column + 1) * rowCount]
        .allSatisfy { $0 == 0 }
    }
  }
}
