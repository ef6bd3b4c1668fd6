import Families
import LinearAlgebra

/// The scale on which coefficients of different columns are comparable: a standard deviation of the column,
/// and for an intercept the middle of the data.
struct EffectScale: Sendable {
  /// The root mean square of each column about its mean, where a constant is among the columns.
  private let spreads: [Double]
  /// The place of the constant.
  private let constant: Int?

  /// From the columns as they are in standard coordinates, S: C = S U⁻¹.
  init(_ fixed: StandardColumns) {
    let inverse = fixed.inverse
    let constant = inverse.columnCount > 0 && isConstant(fixed.read, 0) ? 0 : nil
    self.constant = constant
    spreads = (0..<inverse.columnCount).map { column in
      (0..<inverse.rowCount).reduce(0) { sum, row in
        row == constant && column != constant
          ? sum : sum + inverse[row, column] * inverse[row, column]
      }.squareRoot()
    }
  }

  /// Each coefficient with its standard error on that scale.
  func effects(
    _ coefficients: [Double], _ covariance: Matrix, standard: (values: [Double], covariance: Matrix)
  ) -> [(value: Double, error: Double)] {
    coefficients.indices.map { index in
      index == constant
        ? (standard.values[index], standard.covariance[index, index].squareRoot())
        : (
          spreads[index] * coefficients[index],
          spreads[index] * covariance[index, index].squareRoot()
        )
    }
  }
}

private func isConstant(_ matrix: PartitionedMatrix, _ position: Int) -> Bool {
  guard let column = matrix.dense.first(where: { $0.position == position }) else { return false }
  if case .constant = column.values { return true }
  return false
}

/// The places of effects that the data hardly hold: beside fitted means at the end of their range a sign that
/// there is no finite estimate.
func looseEffects(
  _ effects: [(value: Double, error: Double)], extremeRows: Int
) -> [Int] {
  effects.indices.filter { index in
    let (value, error) = effects[index]
    return !(error < 50 * max(1, value.magnitude)) || (extremeRows > 0 && error > 20)
  }
}

/// How many rows have a fitted mean at the end of its range.
func extremeCount(_ predictor: [Double], family: any Family, link: any Link) -> Int {
  predictor.count { eta in
    let value = link.inverse(eta)
    return family.variance(mean: value.mean, complement: value.complement) < 1e-7
  }
}

/// Whether all rows of a level have the response 0, or all 1, for each level.
func areUniform(_ response: [Double], _ codes: [Int32], levelCount: Int) -> Bool {
  var ofLevel = [Double](repeating: .nan, count: levelCount)
  for (value, code) in zip(response, codes) {
    if value != 0 && value != 1 { return false }
    if ofLevel[Int(code)].isNaN { ofLevel[Int(code)] = value }
    if ofLevel[Int(code)] != value { return false }
  }
  return true
}
