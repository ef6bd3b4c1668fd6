import LinearAlgebra

/// A parameter in which the covariance of the observations is linear: an entry of the covariance of one
/// factor's effects.
struct VarianceDirection {
  let factor: Int
  let row, column: Int
}

extension LevelStructure {
  /// The entries of the random effects' covariances that are free, in the order of θ.
  var varianceDirections: [VarianceDirection] {
    factors.enumerated().flatMap { index, factor in
      factor.template.entries.map {
        VarianceDirection(factor: index, row: $0.row, column: $0.column)
      }
    }
  }
}

extension ConnectedLevels {
  /// E Y for the derivative E of the random effects' covariance in a direction: rows of Y exchanged
  /// within each level of the factor, zero elsewhere.
  func image(of y: Matrix, along direction: VarianceDirection) -> Matrix {
    var result = Matrix(rowCount: y.rowCount, columnCount: y.columnCount)
    for member in members where member.factor == direction.factor {
      let (r, c) = (member.start + direction.row, member.start + direction.column)
      for column in 0..<y.columnCount {
        result[r, column] = y[c, column]
        if r != c { result[c, column] = y[r, column] }
      }
    }
    return result
  }
}

/// Σ a[i, j] b[j, i].
func traceOfProduct(_ a: Matrix, _ b: Matrix) -> Double {
  var sum = 0.0
  for j in 0..<a.columnCount {
    for i in 0..<a.rowCount { sum += a[i, j] * b[j, i] }
  }
  return sum
}
