extension PartitionedSums {
  /// The sums laid out as one matrix over the columns of the matrix they are of, the response last
  /// if there is one; both triangles are filled.
  ///
  /// Complexity: O(p²).
  package func gram(of matrix: PartitionedMatrix) -> Matrix {
    let hasResponse = width > matrix.dense.count
    let size = matrix.columnCount + (hasResponse ? 1 : 0)
    let positions = matrix.dense.map(\.position) + (hasResponse ? [matrix.columnCount] : [])
    var gram = Matrix(rowCount: size, columnCount: size)
    for (j, column) in positions.enumerated() {
      for (i, row) in positions[...j].enumerated() { gram.setBoth(row, column, dense[i, j]) }
    }
    for (index, factor) in matrix.factors.enumerated() {
      for (level, column) in factor.columnOfLevel.enumerated() where column >= 0 {
        gram[Int(column), Int(column)] = levelWeights[index][level]
        for (j, other) in positions.enumerated() {
          gram.setBoth(Int(column), other, byLevel[index][level, j])
        }
      }
    }
    for (pair, sums) in zip(pairs, byPair) {
      let second = matrix.factors[pair.second].columnOfLevel
      for (i, row) in matrix.factors[pair.first].columnOfLevel.enumerated() where row >= 0 {
        for (j, column) in second.enumerated() where column >= 0 {
          gram.setBoth(Int(row), Int(column), sums[i, j])
        }
      }
    }
    return gram
  }
}

extension Matrix {
  fileprivate mutating func setBoth(_ row: Int, _ column: Int, _ value: Double) {
    self[row, column] = value
    self[column, row] = value
  }
}

/// A′WA of a partitioned matrix for a diagonal W of any signs; A′A without weights. Both triangles
/// are filled.
///
/// Complexity: n (d² + d f) operations for d dense columns and f factors, and O(p²).
package func crossProduct(_ a: PartitionedMatrix, weights: [Double]? = nil) -> Matrix {
  precondition(weights.map { $0.count == a.rowCount } ?? true, "weights of another length")
  return partitionedSums(a, response: nil, weights: weights).gram(of: a)
}
