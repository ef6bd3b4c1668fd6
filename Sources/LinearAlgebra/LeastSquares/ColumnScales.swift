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
  design: Matrix, response: [Double], weights: [Double]?
) throws(LinearAlgebraError) -> ColumnScales {
  try requireValidWeights(weights)
  let largest = concurrentMap(count: design.columnCount) { column in
    largestMagnitude(design, column: column)
  }
  for (column, magnitude) in largest.enumerated() where !magnitude.isFinite {
    let values = design.elements[column * design.rowCount..<(column + 1) * design.rowCount]
    let position = values.firstIndex { !$0.isFinite } ?? values.startIndex
    throw .notFinite(row: position - values.startIndex, column: column)
  }
  if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
  let largestResponse = response.reduce(0) { max($0, $1.magnitude) }
  let largestWeight = weights?.reduce(0, max) ?? 1
  let weightScale = scale(for: largestWeight.squareRoot())
  return ColumnScales(
    columns: largest.map(scale(for:)), response: scale(for: largestResponse),
    weight: weightScale * weightScale)
}

/// 1 for an ordinary magnitude, or the power of two that brings it near 1.
private func scale(for magnitude: Double) -> Double {
  if magnitude == 0 || comfortable.contains(magnitude) { return 1 }
  return Double(sign: .plus, exponent: min(1022, -Int(magnitude.exponent)), significand: 1)
}

/// The largest magnitude in a column, or NaN or infinity when there is one.
private func largestMagnitude(_ design: Matrix, column: Int) -> Double {
  let start = column * design.rowCount
  var largest = 0.0
  for i in start..<start + design.rowCount {
    let magnitude = design.elements[i].magnitude
    if !(magnitude <= largest) { largest = magnitude }
    if largest.isNaN { return largest }
  }
  return largest
}
