/// The data of one least-squares problem held in memory, with the scales its columns are read in.
struct LeastSquaresProblem: Sendable {
  let design: PartitionedMatrix
  let response: [Double]
  let weights: [Double]?
  var scales: ColumnScales

  var rowCount: Int { design.rowCount }
  var columnCount: Int { design.columnCount }

  /// The weight of a row in scaled units; 1 without weights.
  @inline(__always)
  func weight(_ row: Int) -> Double {
    guard let weights else { return 1 }
    return weights[row] * scales.weight
  }

  /// The weights in scaled units; nil without weights.
  var scaledWeights: [Double]? {
    scales.weight == 1 ? weights : weights?.map { $0 * scales.weight }
  }

  /// The roots of the weights of some rows, in scaled units; nil without weights.
  func rootWeights(_ rows: Range<Int>) -> [Double]? {
    weights.map { weights in
      let factor = scales.weight.squareRoot()
      return rows.map { weights[$0].squareRoot() * factor }
    }
  }
}
