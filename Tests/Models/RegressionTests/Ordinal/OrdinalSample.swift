import Families
import LinearAlgebra
import Modeling

@testable import Regression

/// Forty-eight rows in four categories.
enum OrdinalSample {
  static let rows = Array(0..<48)
  static let x = rows.map { Double(($0 * 7) % 12) / 4 - 1 }
  static let b = rows.map { ($0 * 5) % 3 == 1 ? 1.0 : 0 }
  static let c = rows.map { ($0 * 5) % 3 == 2 ? 1.0 : 0 }
  static let offset = rows.map { Double(($0 * 11) % 7) / 5 }
  static let weights = rows.map { 1 + Double(($0 * 5) % 3) }
  static let codes =
    [
      1, 3, 2, 4, 2, 1, 3, 4, 1, 2, 2, 3, 4, 4, 1, 2, 3, 3, 2, 1, 4, 2, 3, 1, 1, 2, 4, 3, 2, 3, 1,
      4,
      2, 2, 3, 1, 4, 3, 1, 2, 2, 4, 3, 3, 1, 2, 4, 1,
    ].map { $0 - 1 }
  static let categories = ["1", "2", "3", "4"]

  static func problem(
    _ columns: [[Double]] = [x, b, c], codes: [Int] = codes, categories: [String] = categories,
    weights: [Double]? = nil, offset: [Double]? = nil, link: any Link = LogitLink(),
    intercept: Int? = nil
  ) -> OrdinalProblem {
    OrdinalProblem(
      design: PartitionedMatrix(columns: columns, rowCount: codes.count), intercept: intercept,
      codes: codes, categories: categories, weights: weights, offset: offset, link: link)
  }

  static func fit(_ problem: OrdinalProblem) throws -> OrdinalEstimates {
    try ordinalEstimates(problem, control: IterationControl())
  }

  /// The log-likelihood written out: logarithms of differences of distribution functions.
  static func logLikelihood(_ problem: OrdinalProblem, _ parameters: [Double]) -> Double {
    let k = problem.thresholdCount
    let eta = product(problem.design, Array(parameters[k...]))
    return eta.indices.reduce(0) { sum, row in
      let own = eta[row] + (problem.offset?[row] ?? 0)
      func below(_ threshold: Int) -> Double {
        if threshold < 0 { return 0 }
        return threshold == k ? 1 : problem.link.inverse(parameters[threshold] - own).mean
      }
      let code = problem.codes[row]
      return sum + (problem.weights?[row] ?? 1) * logarithm(below(code) - below(code - 1))
    }
  }
}
