import LinearAlgebra
import RealModule

/// The models of RCovariances, fitted to SmallData.
enum SmallFits {
  static let names = ["ols", "wls", "logit", "prob", "wlogit", "pois"]

  static var design: Matrix {
    Matrix(columns: [
      [Double](repeating: 1, count: SmallData.x.count), SmallData.x, SmallData.z,
    ])
  }

  static func fit(_ name: String) throws -> ArrayFit {
    switch name {
    case "ols": try .leastSquares(design, SmallData.y)
    case "wls": try .leastSquares(design, SmallData.y, weights: SmallData.weights)
    case "fols":
      try .leastSquares(design, SmallData.y, multiplicities: SmallData.multiplicities)
    case "pois":
      try .generalized(
        design, SmallData.count, start: 1, mean: { (.exp($0), .exp($0)) }, variance: { $0 })
    case "prob":
      try .generalized(
        design, SmallData.binary, start: 0,
        mean: { eta in
          (
            .erfc(-eta / Double.sqrt(2)) / 2,
            .exp(-eta * eta / 2) / Double.sqrt(2 * .pi)
          )
        }, variance: { $0 * (1 - $0) })
    default:
      try .generalized(
        design, SmallData.binary, priors: name == "wlogit" ? SmallData.multiplicities : nil,
        start: 0, mean: logistic, variance: { $0 * (1 - $0) })
    }
  }

  private static func logistic(_ eta: Double) -> (mean: Double, derivative: Double) {
    let mean = 1 / (1 + Double.exp(-eta))
    return (mean, mean * (1 - mean))
  }

  /// Clusters counted from 0.
  static var clusters: [Int32] { SmallData.clusters.map { $0 - 1 } }
  static var times: [Int32] { SmallData.times.map { $0 - 1 } }
}

/// The lower triangle of a square matrix, column after column.
func lowerTriangle(_ matrix: Matrix) -> [Double] {
  (0..<matrix.columnCount).flatMap { j in (j..<matrix.rowCount).map { matrix[$0, j] } }
}
