import Families
import RealModule

/// The log-likelihood of one observation as a function of its mean, up to terms without the mean, at
/// dispersion 1: its first two derivatives.
struct LikelihoodOracle {
  let first: (_ response: Double, _ mean: Double) -> Double
  let second: (_ response: Double, _ mean: Double) -> Double

  /// By a family's name; nil if the name is new to this test.
  init?(family: String) {
    switch family {
    case "gaussian":
      first = { $0 - $1 }
      second = { _, _ in -1 }
    case "binomial", "quasibinomial":
      first = { y, m in y / m - (1 - y) / (1 - m) }
      second = { y, m in -y / (m * m) - (1 - y) / ((1 - m) * (1 - m)) }
    case "poisson", "quasipoisson":
      first = { y, m in y / m - 1 }
      second = { y, m in -y / (m * m) }
    case "gamma":
      first = { y, m in y / (m * m) - 1 / m }
      second = { y, m in -2 * y / (m * m * m) + 1 / (m * m) }
    case "inverse-gaussian":
      first = { y, m in (y - m) / (m * m * m) }
      second = { y, m in -3 * y / (m * m * m * m) + 2 / (m * m * m) }
    default: return nil
    }
  }
}

/// A mean as a function of the linear predictor, with its first two derivatives.
struct MeanOracle {
  let value: (Double) -> (mean: Double, first: Double, second: Double)

  /// By a link's name; nil if the name is new to this test.
  init?(link: String) {
    switch link {
    case "identity": value = { ($0, 1, 0) }
    case "log": value = { (Double.exp($0), Double.exp($0), Double.exp($0)) }
    case "inverse": value = { (1 / $0, -1 / ($0 * $0), 2 / ($0 * $0 * $0)) }
    case "inverse-squared":
      value = { (Double.pow($0, -0.5), -0.5 * Double.pow($0, -1.5), 0.75 * Double.pow($0, -2.5)) }
    case "sqrt": value = { ($0 * $0, 2 * $0, 2) }
    case "logit":
      value = {
        let p = 1 / (1 + Double.exp(-$0))
        return (p, p * (1 - p), p * (1 - p) * (1 - 2 * p))
      }
    case "probit":
      value = {
        let density = Double.exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot()
        return (0.5 * Double.erfc(-$0 / 2.0.squareRoot()), density, -$0 * density)
      }
    case "cloglog":
      value = {
        let rate = Double.exp($0)
        let complement = Double.exp(-rate)
        return (1 - complement, rate * complement, rate * (1 - rate) * complement)
      }
    case "cauchit":
      value = {
        let square = 1 + $0 * $0
        return (
          0.5 + Double.atan($0) / Double.pi, 1 / (Double.pi * square),
          -2 * $0 / (Double.pi * square * square)
        )
      }
    default: return nil
    }
  }
}

/// The maximum of a likelihood by Newton's method with the observed second derivatives, from a point
/// near it: a second road to what Fisher scoring finds.
struct NewtonMaximum {
  /// The maximum.
  let estimates: [Double]
  /// The square roots of the diagonal of the inverse observed information.
  let scales: [Double]

  /// Maximises from a start over rows of the design, each with its response and weight.
  init(
    likelihood: LikelihoodOracle, mean: MeanOracle,
    rows: [(x: [Double], response: Double, weight: Double)], start: [Double]
  ) {
    var point = start
    var inverse: [[Double]] = []
    for _ in 0..<50 {
      var gradient = [Double](repeating: 0, count: start.count)
      var information = [[Double]](repeating: gradient, count: start.count)
      for row in rows {
        let predictor = zip(row.x, point).reduce(0) { $0 + $1.0 * $1.1 }
        let m = mean.value(predictor)
        let first = row.weight * likelihood.first(row.response, m.mean)
        let second =
          row.weight * likelihood.second(row.response, m.mean) * m.first * m.first
          + first * m.second
        for i in start.indices {
          gradient[i] += first * m.first * row.x[i]
          for j in start.indices { information[i][j] -= second * row.x[i] * row.x[j] }
        }
      }
      inverse = inverted(information)
      for i in start.indices {
        point[i] += zip(inverse[i], gradient).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    estimates = point
    scales = inverse.indices.map { inverse[$0][$0].squareRoot() }
  }
}

/// The inverse of a small matrix, by Gauss–Jordan elimination with row exchanges.
private func inverted(_ matrix: [[Double]]) -> [[Double]] {
  let size = matrix.count
  var work = matrix.enumerated().map { index, row in
    row + (0..<size).map { $0 == index ? 1 : 0 }
  }
  for column in 0..<size {
    let pivot = (column..<size).max { work[$0][column].magnitude < work[$1][column].magnitude }
    work.swapAt(column, pivot ?? column)
    let divisor = work[column][column]
    work[column] = work[column].map { $0 / divisor }
    for row in 0..<size where row != column {
      let factor = work[row][column]
      work[row] = zip(work[row], work[column]).map { $0 - factor * $1 }
    }
  }
  return work.map { Array($0[size...]) }
}
