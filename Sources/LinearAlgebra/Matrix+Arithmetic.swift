extension Matrix {
  /// The sum of two matrices of one size. Complexity: O(rows · columns).
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    var result = left
    result += right
    return result
  }

  /// The difference of two matrices of one size. Complexity: O(rows · columns).
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.requireSameSize(as: right)
    var result = left
    for i in result.elements.indices { result.elements[i] -= right.elements[i] }
    return result
  }

  /// Every element multiplied by a number. Complexity: O(rows · columns).
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    var result = matrix
    for i in result.elements.indices { result.elements[i] *= factor }
    return result
  }

  /// Adds a matrix of the same size in place.
  package static func += (left: inout Matrix, right: Matrix) {
    left.requireSameSize(as: right)
    for i in left.elements.indices { left.elements[i] += right.elements[i] }
  }

  /// (A + A′) / 2 of a square matrix: removes the asymmetry that rounding leaves.
  package var symmetrized: Matrix {
    precondition(rowCount == columnCount, "\(rowCount) × \(columnCount)")
    var result = self
    for j in 0..<columnCount {
      for i in 0..<j {
        let mean = elements[i + j * rowCount] / 2 + elements[j + i * rowCount] / 2
        result.elements[i + j * rowCount] = mean
        result.elements[j + i * rowCount] = mean
      }
    }
    return result
  }

  /// Copies the strict upper triangle of a square matrix into the lower.
  package mutating func mirrorUpperTriangle() {
    precondition(rowCount == columnCount, "\(rowCount) × \(columnCount)")
    for j in 0..<columnCount {
      for i in 0..<j { elements[j + i * rowCount] = elements[i + j * rowCount] }
    }
  }

  /// Sets the strict lower triangle to 0.
  mutating func clearLowerTriangle() {
    for j in 0..<columnCount {
      for i in min(j + 1, rowCount)..<rowCount { elements[i + j * rowCount] = 0 }
    }
  }

  /// The largest sum of magnitudes in a column: ‖A‖₁. 0 for an empty matrix.
  package var oneNorm: Double {
    var largest = 0.0
    for j in 0..<columnCount {
      var sum = 0.0
      for i in 0..<rowCount { sum += elements[i + j * rowCount].magnitude }
      if !(sum <= largest) { largest = sum }
    }
    return largest
  }

  /// Throws at the first element, column by column, that is not a finite number.
  package func requireFinite() throws(LinearAlgebraError) {
    for position in elements.indices where !elements[position].isFinite {
      throw .notFinite(row: position % rowCount, column: position / rowCount)
    }
  }

  private func requireSameSize(as other: Matrix) {
    precondition(
      rowCount == other.rowCount && columnCount == other.columnCount,
      "\(rowCount) × \(columnCount) with \(other.rowCount) × \(other.columnCount)")
  }
}
