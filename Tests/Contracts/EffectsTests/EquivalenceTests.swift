import Distributions
import Inference
import RealModule
import TestSupport
import Testing

@testable import Effects

@Suite("Equivalence of ratios")
struct EquivalenceTests {
  private func estimate(_ log: Double, error: Double?, freedom: Double?) -> Estimate {
    Estimate(
      label: "log", scale: .logarithm, estimate: log, standardError: error, statistic: nil,
      degreesOfFreedom: freedom, pValue: nil,
      lower: nil, upper: nil)
  }

  /// The larger of the two one-sided p-values, by the distribution itself.
  @Test(arguments: [-0.4, -0.1, 0, 0.05, 0.22, 0.3], [nil, 4, 60] as [Double?])
  func agreesWithTwoOneSidedTests(_ log: Double, _ freedom: Double?) throws {
    let test = try estimate(log, error: 0.1, freedom: freedom).ratioEquivalence(
      margin: 1.25, level: 0.95)
    let bound = Double.log(1.25)
    let t = StudentTDistribution(degreesOfFreedom: freedom ?? .infinity)
    let want = max(t.upperTail((log + bound) / 0.1), t.upperTail((bound - log) / 0.1))
    expectClose(
      test.pValue ?? .nan, want,
      within: Tolerance(.relative(1e-13), because: "one call of the same tail"), "p")
    #expect(test.isEquivalent == (want < 0.05))
    #expect(test.margin == 1.25)
  }

  @Test func edges() throws {
    // At the margin itself the p-value is one half.
    let atMargin = try estimate(Double.log(1.25), error: 1e-9, freedom: nil).ratioEquivalence(
      margin: 1.25, level: 0.95)
    expectClose(
      atMargin.pValue ?? .nan, 0.5,
      within: Tolerance(.absolute(1e-6), because: "rounding of the logarithm over the error"))
    #expect(!atMargin.isEquivalent)
    // A small error inside the margin shows equivalence, a large one shows nothing.
    #expect(
      try estimate(0, error: 1e-6, freedom: 3).ratioEquivalence(margin: 1.01, level: 0.999)
        .isEquivalent)
    #expect(
      try !estimate(0, error: 10, freedom: 3).ratioEquivalence(margin: 1.01, level: 0.6)
        .isEquivalent)
    // A ratio and its inverse are judged alike.
    let up = try estimate(0.1, error: 0.05, freedom: 9).ratioEquivalence(margin: 1.2, level: 0.95)
    let down = try estimate(-0.1, error: 0.05, freedom: 9).ratioEquivalence(
      margin: 1.2, level: 0.95)
    #expect(up == down)
    // Without a standard error nothing is shown.
    let unknown = try estimate(0, error: nil, freedom: nil).ratioEquivalence(margin: 2, level: 0.95)
    #expect(unknown.pValue == nil && !unknown.isEquivalent)
  }
}
