import Concord
import Foundation

/// The claims whose population value is one known number.
let recoveredClaims: [ClaimName] = [
  .turnoverGapLow, .turnoverGapHigh, .turnoverGapCloses, .retention, .commitment, .ela, .math,
]

/// How the estimates of one claim lie about its true value over many draws.
struct ClaimRecovery: Sendable {
  let claim: ClaimName
  /// The population value, in the claim's unit.
  let truth: Double
  /// Whether bias is taken on the log scale, as for every ratio.
  let isRatio: Bool
  /// The draws with an estimate and an interval.
  let count: Int
  /// The mean estimate in the claim's unit; the geometric mean of a ratio.
  let mean: Double
  /// The mean estimate minus the truth; of the logarithms for a ratio.
  let bias: Double
  /// The Monte Carlo standard error of the bias.
  let biasError: Double
  /// The share of the 95 % intervals that hold the truth.
  let coverage: Double
  /// The Monte Carlo standard error of the coverage.
  let coverageError: Double

  init?(of claim: ClaimName, in draws: [StudyDraw]) {
    guard let truth = NationalStudyDesign.published.populationValue(of: claim) else { return nil }
    let isRatio = claim.estimand == .ratio || claim.estimand == .ratioOfRatios
    let scale = { (value: Double) in isRatio ? log(value) : value }
    let answers = draws.compactMap { draw -> (estimate: Double, isCovered: Bool)? in
      guard let answer = draw.answers?[claim], let estimate = answer.estimate,
        let lower = answer.lower, let upper = answer.upper
      else { return nil }
      return (scale(estimate), lower <= truth && truth <= upper)
    }
    guard answers.count > 1 else { return nil }
    let count = Double(answers.count)
    let mean = answers.reduce(0) { $0 + $1.estimate } / count
    let variance =
      answers.reduce(0) { $0 + ($1.estimate - mean) * ($1.estimate - mean) } / (count - 1)
    let coverage = Double(answers.filter(\.isCovered).count) / count
    self.claim = claim
    self.truth = truth
    self.isRatio = isRatio
    self.count = answers.count
    self.mean = isRatio ? exp(mean) : mean
    bias = mean - scale(truth)
    biasError = (variance / count).squareRoot()
    self.coverage = coverage
    coverageError = (coverage * (1 - coverage) / count).squareRoot()
  }
}
