import Families
import LinearAlgebra

/// Thresholds and slopes with what the rows say there.
struct OrdinalPoint: Sendable {
  let thresholds: [Double]
  let slopes: [Double]
  /// η of each row, offset included.
  let predictor: [Double]
  let terms: [CategoryTerms]
  /// Σ w log p.
  let logLikelihood: Double

  /// Nil where thresholds are out of order or some row's category has no probability. Complexity: O(n p).
  init?(_ problem: OrdinalProblem, thresholds: [Double], slopes: [Double]) {
    guard (thresholds + slopes).allSatisfy(\.isFinite),
      zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    var predictor = product(problem.design, slopes)
    if let offset = problem.offset {
      for row in predictor.indices { predictor[row] += offset[row] }
    }
    guard let found = rowTerms(problem, thresholds, predictor, problem.link) else { return nil }
    self.thresholds = thresholds
    self.slopes = slopes
    self.predictor = predictor
    (terms, logLikelihood) = found
  }

  /// The slope of the log-likelihood in thresholds and slopes, in this order.
  func score(_ problem: OrdinalProblem) -> [Double] {
    var byThreshold = [Double](repeating: 0, count: thresholds.count)
    var byPredictor = predictor
    for (row, own) in terms.enumerated() {
      let weight = problem.weights?[row] ?? 1
      let code = problem.codes[row]
      if code < thresholds.count { byThreshold[code] += weight * own.upperScore }
      if code > 0 { byThreshold[code - 1] += weight * own.lowerScore }
      byPredictor[row] = weight * own.predictorScore
    }
    return byThreshold
      + weightedTransposedProduct(problem.design, weights: nil, byPredictor)
  }

  /// The point some share of a step away; nil where it is not possible.
  func moved(_ problem: OrdinalProblem, by step: [Double], share: Double) -> OrdinalPoint? {
    let k = thresholds.count
    return OrdinalPoint(
      problem, thresholds: zip(thresholds, step).map { $0 + share * $1 },
      slopes: zip(slopes, step[k...]).map { $0 + share * $1 })
  }
}

/// The terms of each row and the log-likelihood; nil where a row's category has no probability.
private func rowTerms<L: Link>(
  _ problem: OrdinalProblem, _ thresholds: [Double], _ predictor: [Double], _ link: L
) -> (terms: [CategoryTerms], logLikelihood: Double)? {
  let isLogistic = link is LogitLink
  var terms: [CategoryTerms] = []
  terms.reserveCapacity(predictor.count)
  for (row, eta) in predictor.enumerated() {
    let code = problem.codes[row]
    let own = CategoryTerms(
      from: code > 0 ? CumulativeEnd(thresholds[code - 1] - eta, link) : .bottom,
      to: code < thresholds.count ? CumulativeEnd(thresholds[code] - eta, link) : .top,
      isLogistic: isLogistic)
    guard own.probability > 0 else { return nil }
    terms.append(own)
  }
  let sum = blockwiseSum(count: terms.count) { row in
    (problem.weights?[row] ?? 1) * logarithm(terms[row].probability)
  }
  return (terms, sum)
}
