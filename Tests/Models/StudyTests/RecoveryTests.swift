import Distributions
import Tables
import TestSupport
import Testing

@testable import SchoolStudy

/// The published figures come back from the drawn data, over many seeds, through a logistic regression that
/// shares no code with the draw. The Monte Carlo error of each mean is part of the test.
@Suite struct RecoveryTests {
  static let seeds: Range<UInt64> = 0..<240

  private struct Estimates {
    var logRatioLow: [Double] = []
    var logRatioHigh: [Double] = []
    var ela: [Double] = []
    var math: [Double] = []
    var commitmentGaps: [Double] = []
    var turnover: [Double] = []
  }

  private func estimates() -> Estimates {
    let design = NationalStudyDesign.published
    let levels = design.levels
    var estimates = Estimates()
    for seed in Self.seeds {
      let draw = NationalStudyDraw(design: design, seed: seed)
      func fit(_ successes: [Int], _ trials: [Int]) -> LogisticOracle {
        LogisticOracle(
          successes: successes, trials: trials, poverty: draw.poverty,
          collaboration: draw.collaboration)
      }
      func gap(_ fit: LogisticOracle) -> Double {
        design.povertyValues.reduce(0) {
          $0 + fit.share(poverty: $1, collaboration: levels.highCollaboration)
            - fit.share(poverty: $1, collaboration: levels.lowCollaboration)
        } / 400
      }
      let turnover = fit(draw.leavers, draw.staff)
      func logRatio(_ collaboration: Double) -> Double {
        PortableMath.log(
          turnover.share(poverty: levels.highPoverty, collaboration: collaboration)
            / turnover.share(poverty: levels.lowPoverty, collaboration: collaboration))
      }
      estimates.logRatioLow.append(logRatio(levels.lowCollaboration))
      estimates.logRatioHigh.append(logRatio(levels.highCollaboration))
      estimates.ela.append(gap(fit(draw.ela.atStandard, draw.ela.tested)))
      estimates.math.append(gap(fit(draw.math.atStandard, draw.math.tested)))
      let rates = zip(draw.leavers, draw.staff).map { Double($0) / Double($1) }
      estimates.turnover.append(rates.reduce(0, +) / 400)
    }
    return estimates
  }

  /// Records an issue unless the mean is within four standard errors of the truth plus `bias`, and unless
  /// the standard error is small enough for that to mean something.
  private func expectMean(
    _ values: [Double], is truth: Double, errorBelow limit: Double, bias: Double, _ what: String
  ) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let error = (variance / count).squareRoot()
    #expect(error < limit, "\(what): the Monte Carlo error is \(error)")
    expectClose(
      mean, truth,
      within: Tolerance(
        .absolute(4 * error + bias), because: "four Monte Carlo errors and the bias of order 1/G"),
      what)
  }

  @Test func publishedFiguresComeBack() {
    let estimates = estimates()
    let low = PortableMath.log(3.5)
    expectMean(
      estimates.logRatioLow, is: low, errorBelow: 0.015, bias: 0.005, "log ratio where low")
    expectMean(
      estimates.logRatioHigh, is: 0, errorBelow: 0.015, bias: 0.005, "log ratio where high")
    expectMean(estimates.ela, is: 0.125, errorBelow: 0.002, bias: 0.0005, "ELA")
    expectMean(estimates.math, is: 0.045, errorBelow: 0.002, bias: 0.0005, "mathematics")
    expectMean(estimates.turnover, is: 0.141, errorBelow: 0.002, bias: 0.001, "mean turnover")
  }
}
