import LinearAlgebra

/// Columns with mean 0 and root mean square 1, in which the search does not depend on units and origins, and
/// the way back.
///
/// Columns of factors stay as they are, between 0 and 1.
struct OrdinalCentring: Sendable {
  /// n × p.
  let design: PartitionedMatrix
  /// The offset less its mean.
  let offset: [Double]?
  /// What was subtracted from each column, and what was divided by.
  private let means: [Double]
  private let scales: [Double]
  private let offsetMean: Double

  /// Complexity: a copy of the dense columns.
  init(_ given: PartitionedMatrix, offset: [Double]?) {
    let rows = Double(max(1, given.rowCount))
    var means = [Double](repeating: 0, count: given.columnCount)
    var scales = [Double](repeating: 1, count: given.columnCount)
    let dense = given.dense.map { column in
      let place = column.position
      var values = product(given.selectingColumns([place]), [1])
      let mean = values.reduce(0) { $0 + $1 / rows }
      let largest = values.reduce(0) { max($0, ($1 - mean).magnitude) }
      guard largest > 0, largest.isFinite else { return column }
      var square = 0.0
      for row in values.indices {
        values[row] = (values[row] - mean) / largest
        square += values[row] * values[row]
      }
      let root = (square / rows).squareRoot()
      for row in values.indices { values[row] /= root }
      means[place] = mean
      scales[place] = root * largest
      return DenseColumn(position: place, values: .numbers(values))
    }
    design = PartitionedMatrix(
      rowCount: given.rowCount, columnCount: given.columnCount, dense: dense,
      factors: given.factors)
    self.means = means
    self.scales = scales
    let offsetMean = offset.map { $0.reduce(0) { $0 + $1 / rows } } ?? 0
    self.offsetMean = offsetMean
    self.offset = offset.map { $0.map { $0 - offsetMean } }
  }

  /// Thresholds and slopes in the units of the data.
  func given(
    thresholds: [Double], slopes: [Double]
  ) -> (thresholds: [Double], slopes: [Double]) {
    let shift = shift(slopes: slopes)
    return (thresholds.map { $0 + shift }, zip(slopes, scales).map { $0 / $1 })
  }

  /// What thresholds and linear predictors have more in the units of the data.
  func shift(slopes: [Double]) -> Double {
    var sum = offsetMean
    for (column, slope) in slopes.enumerated() { sum += means[column] * (slope / scales[column]) }
    return sum
  }

  /// The covariance of thresholds and slopes, in this order, in the units of the data: T V T′.
  func given(covariance: Matrix, thresholdCount: Int) -> Matrix {
    let size = covariance.rowCount
    var back = Matrix.identity(size)
    for (column, scale) in scales.enumerated() {
      let place = thresholdCount + column
      back[place, place] = 1 / scale
      for row in 0..<thresholdCount { back[row, place] = means[column] / scale }
    }
    return product(back, product(covariance, back.transposed)).symmetrized
  }
}
