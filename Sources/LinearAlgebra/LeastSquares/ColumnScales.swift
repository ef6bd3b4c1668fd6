/// Powers of two that bring columns, response and weights to a size whose squares neither overflow
/// nor vanish. Scaling by them is exact.
struct ColumnScales: Sendable, Equatable {
  /// One for each column of the design.
  let columns: [Double]
  /// For the response.
  let response: Double
  /// For the weights: an even power of two.
  let weight: Double

  /// No scaling.
  static func none(columnCount: Int) -> ColumnScales {
    ColumnScales(
      columns: [Double](repeating: 1, count: columnCount), response: 1, weight: 1)
  }

  /// Whether all are 1.
  var isTrivial: Bool { columns.allSatisfy { $0 == 1 } && response == 1 && weight == 1 }

  /// Columns and response together, as the buffer wants them.
  var all: [Double] { columns + [response] }

  /// Those of the dense columns and of the response.
  func dense(of design: PartitionedMatrix) -> [Double] {
    design.dense.map { columns[$0.position] } + [response]
  }
}

/// Magnitudes of elements and of roots of weights such that the squares of their products, summed
/// over any number of rows that fits in memory, stay within the normal range of `Double`.
private let comfortable = 0x1p-200...0x1p200

/// Throws at the first weight that is negative or not finite.
func requireValidWeights(_ weights: [Double]?) throws(LinearAlgebraError) {
  guard let weights else { return }
  for row in weights.indices where !(weights[row] >= 0 && weights[row].isFinite) {
    throw .invalidWeight(row: row)
  }
}

/// Checks every number of a problem and chooses its scales: 1 wherever magnitudes are ordinary.
///
/// - Throws: `notFinite`, `responseNotFinite`, `invalidWeight`.
func checkedScales(
  design: PartitionedMatrix, response: [Double], weights: [Double]?
) throws(LinearAlgebraError) -> ColumnScales {
  try requireValidWeights(weights)
  let rows = design.rowCount
  let largest = concurrentMap(count: design.dense.count) { index in
    design.dense[index].values.largestMagnitude(rowCount: rows)
  }
  var scales = [Double](repeating: 1, count: design.columnCount)
  for (column, magnitude) in zip(design.dense, largest) {
    guard magnitude.isFinite else {
      let row = (0..<rows).first { !column.values.element($0).isFinite } ?? 0
      throw .notFinite(row: row, column: column.position)
    }
    scales[column.position] = scale(for: magnitude)
  }
  if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
  let largestResponse = response.reduce(0) { max($0, $1.magnitude) }
  let largestWeight = weights?.reduce(0, max) ?? 1
  let weightScale = scale(for: largestWeight.squareRoot())
  return ColumnScales(
    columns: scales, response: scale(for: largestResponse), weight: weightScale * weightScale)
}

/// 1 for an ordinary magnitude, or the power of two that brings it near 1.
private func scale(for magnitude: Double) -> Double {
  if magnitude == 0 || comfortable.contains(magnitude) { return 1 }
  return Double(sign: .plus, exponent: min(1022, -Int(magnitude.exponent)), significand: 1)
}

extension DenseValues {
  /// The largest magnitude among some rows from the first; NaN if one is not finite.
  fileprivate func largestMagnitude(rowCount: Int) -> Double {
    if case .constant(let value) = self { return rowCount == 0 ? 0 : value.magnitude }
    let step = 4096
    var buffer = [Double](repeating: 0, count: min(step, rowCount))
    var largest = 0.0
    // Stays 0 unless there is a NaN or an infinity.
    var trace = 0.0
    for start in stride(from: 0, to: rowCount, by: step) {
      let rows = start..<min(start + step, rowCount)
      buffer.withUnsafeMutableBufferPointer { buffer in
        let part = UnsafeMutableBufferPointer(rebasing: buffer[0..<rows.count])
        copy(rows, to: part)
        for value in part {
          trace += value - value
          if value.magnitude > largest { largest = value.magnitude }
        }
      }
    }
    return trace == 0 ? largest : .nan
  }
}
