import Families
import LinearAlgebra

/// Sums and rows of an information over thresholds and the linear predictor.
struct OrdinalInformation: Sendable {
  /// K thresholds: the diagonal of their block.
  var diagonal: [Double]
  /// The entries beside the diagonal, K − 1.
  var beside: [Double]
  /// For each threshold n numbers: its entries with the linear predictor of each row.
  var crosses: [[Double]]
  /// n numbers: those of the linear predictor.
  var predictor: [Double]

  init(thresholdCount: Int, rowCount: Int) {
    diagonal = [Double](repeating: 0, count: thresholdCount)
    beside = [Double](repeating: 0, count: max(0, thresholdCount - 1))
    crosses = diagonal.map { _ in [Double](repeating: 0, count: rowCount) }
    predictor = [Double](repeating: 0, count: rowCount)
  }

  /// The information over thresholds and slopes, K + p in order. Complexity: O(n p (p + K)).
  func matrix(_ design: PartitionedMatrix) -> Matrix {
    let (k, p) = (diagonal.count, design.columnCount)
    var result = Matrix(rowCount: k + p, columnCount: k + p)
    for place in 0..<k {
      result[place, place] = diagonal[place]
      if place + 1 < k {
        result[place, place + 1] = beside[place]
        result[place + 1, place] = beside[place]
      }
      for (column, value) in weightedTransposedProduct(design, weights: nil, crosses[place])
        .enumerated()
      {
        result[place, k + column] = value
        result[k + column, place] = value
      }
    }
    let own = crossProduct(design, weights: predictor)
    for j in 0..<p {
      for i in 0..<p { result[k + i, k + j] = own[i, j] }
    }
    return result
  }
}

/// Minus the second derivatives of the log-likelihood.
func observedInformation(
  _ problem: OrdinalProblem, terms: [CategoryTerms]
) -> OrdinalInformation {
  let k = problem.thresholdCount
  var result = OrdinalInformation(thresholdCount: k, rowCount: terms.count)
  for (row, own) in terms.enumerated() {
    let weight = problem.weights?[row] ?? 1
    let code = problem.codes[row]
    result.predictor[row] = weight * own.predictorInformation
    if code < k {
      result.diagonal[code] += weight * own.upperInformation
      result.crosses[code][row] = weight * own.upperPredictor
    }
    if code > 0 {
      result.diagonal[code - 1] += weight * own.lowerInformation
      result.crosses[code - 1][row] = weight * own.lowerPredictor
    }
    if code > 0 && code < k { result.beside[code - 1] += weight * own.crossInformation }
  }
  return result
}

/// The expectation of the observed information, the response of each row having the probabilities of the
/// model. Complexity: O(n J).
func expectedInformation<L: Link>(
  _ problem: OrdinalProblem, thresholds: [Double], predictor: [Double], link: L
) -> OrdinalInformation {
  let k = thresholds.count
  let isLogistic = link is LogitLink
  var result = OrdinalInformation(thresholdCount: k, rowCount: predictor.count)
  for (row, eta) in predictor.enumerated() {
    let weight = problem.weights?[row] ?? 1
    let ends = categoryEnds(thresholds: thresholds, predictor: eta, link: link)
    for category in 0...k {
      let own = CategoryTerms(
        from: ends[category], to: ends[category + 1], isLogistic: isLogistic)
      // A category without probability takes no part, where scores are beyond the range of numbers.
      guard own.probability > 0 else { continue }
      let share = weight * own.probability
      result.predictor[row] += share * own.predictorScore * own.predictorScore
      if category < k {
        result.diagonal[category] += share * own.upperScore * own.upperScore
        result.crosses[category][row] += share * own.upperScore * own.predictorScore
      }
      if category > 0 {
        result.diagonal[category - 1] += share * own.lowerScore * own.lowerScore
        result.crosses[category - 1][row] += share * own.lowerScore * own.predictorScore
      }
      if category > 0 && category < k {
        result.beside[category - 1] += share * own.lowerScore * own.upperScore
      }
    }
  }
  return result
}
