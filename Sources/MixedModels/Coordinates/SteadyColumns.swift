import LinearAlgebra

/// Columns with the same span as those given, neither far from zero nor nearly dependent, so that
/// their cross-products keep their digits: C D for the columns C given.
///
/// Constants and the columns of factors stay as they are. Every other column is what a least-squares fit
/// to those and to the ones before it leaves, in units of its own root mean square: a year becomes a
/// distance from the mean year, a square what no straight line tells.
struct SteadyColumns: Sendable {
  /// C D, n × q.
  private(set) var columns: PartitionedMatrix
  /// D.
  private(set) var basis: Matrix
  /// D⁻¹.
  private(set) var inverse: Matrix

  /// - Parameters:
  ///   - given: C.
  ///   - groups: the columns that may be mixed with each other; a group of one stays as it is.
  ///   - weights: those of the rows.
  /// - Complexity: a least-squares fit for each column of numbers.
  /// - Throws: what `leastSquares` throws.
  init(
    _ given: PartitionedMatrix, groups: [Range<Int>], weights: [Double]?
  ) throws(LinearAlgebraError) {
    columns = given
    basis = .identity(given.columnCount)
    inverse = .identity(given.columnCount)
    let total = weights?.reduce(0, +) ?? Double(given.rowCount)
    func size(_ values: [Double]) -> Double {
      var sum = 0.0
      for (row, value) in values.enumerated() { sum += (weights?[row] ?? 1) * value * value }
      return (sum / total).squareRoot()
    }
    for group in groups where group.count > 1 {
      let moving = given.dense.filter { group.contains($0.position) && !$0.values.isConstant }
      var settled = group.filter { position in !moving.contains { $0.position == position } }
      for column in moving {
        let values = column.values.array(rowCount: given.rowCount)
        settled.sort()
        let others = columns.selectingColumns(settled)
        let found = try leastSquares(
          design: others, response: values, weights: weights, method: .automatic)
        let left = size(found.residuals)
        // What depends on the others is theirs already.
        guard left > 1e-13 * size(values), left.isFinite else { continue }
        settle(
          column.position, found.residuals.map { $0 / left }, size: left,
          shares: zip(found.kept.map { settled[$0] }, found.coefficients))
        settled.append(column.position)
      }
    }
  }

  private mutating func settle(
    _ position: Int, _ values: [Double], size: Double,
    shares: Zip2Sequence<[Int], [Double]>
  ) {
    columns = columns.replacing(position, with: .numbers(values))
    inverse[position, position] = size
    for (other, share) in shares {
      inverse[other, position] = share
      for row in 0..<basis.rowCount { basis[row, position] -= share * basis[row, other] }
    }
    for row in 0..<basis.rowCount { basis[row, position] /= size }
  }
}

extension DenseValues {
  /// Whether it is one number in every row, as it was written.
  fileprivate var isConstant: Bool {
    if case .constant = self { true } else { false }
  }
}

extension PartitionedMatrix {
  /// The same with other numbers in a dense column.
  func replacing(_ position: Int, with values: DenseValues) -> PartitionedMatrix {
    PartitionedMatrix(
      rowCount: rowCount, columnCount: columnCount,
      dense: dense.map {
        $0.position == position ? DenseColumn(position: position, values: values) : $0
      }, factors: factors)
  }
}
