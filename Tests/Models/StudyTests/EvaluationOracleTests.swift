import Modeling
import TestSupport
import Testing

@testable import SchoolStudy

/// The answers of the whole study against R 4.2.2 with clubSandwich 0.5-8: `glm` (epsilon 1e-14) and `lm`, the
/// claims by the delta method on averaged predictions, `vcovCR(type = "CR2")` by district, and
/// `linear_contrast(test = "Satterthwaite")` on the same gradients. Data: the synthetic study of seed 2017,
/// written as CSV.
@Suite struct EvaluationOracleTests {
  struct Oracle: Sendable {
    let claim: ClaimName
    let estimate: Double
    /// Half the 95 % interval, of the logarithm for ratios: R's qt(0.975, df) times the standard error.
    let halfInterval: Double
    let degreesOfFreedom: Double
  }

  static let oracles: [Oracle] = [
    Oracle(
      claim: .turnoverGapLow, estimate: 4.19082737616, halfInterval: 0.298819435945,
      degreesOfFreedom: 11.0185041642),
    Oracle(
      claim: .turnoverGapHigh, estimate: 0.840464416737, halfInterval: 0.435520015925,
      degreesOfFreedom: 13.4132244678),
    Oracle(
      claim: .turnoverGapCloses, estimate: 0.200548565068, halfInterval: 0.504297526312,
      degreesOfFreedom: 13.3786135169),
    Oracle(
      claim: .retention, estimate: 11.3062560003, halfInterval: 2.47280015987,
      degreesOfFreedom: 14.2877210589),
    Oracle(
      claim: .ela, estimate: 12.2267012962, halfInterval: 2.09841070014,
      degreesOfFreedom: 14.9102222721),
    Oracle(
      claim: .math, estimate: 3.218570478, halfInterval: 3.86162760716,
      degreesOfFreedom: 15.0191835917),
    Oracle(
      claim: .commitment, estimate: 0.38133341527, halfInterval: 0.18686977804,
      degreesOfFreedom: 12.6080723484),
  ]

  private static let digits = Tolerance(
    .relative(1e-7), because: "R's iteration stops at 1e-14 of the deviance, half that in digits")

  @Test(arguments: oracles) func claimsAgreeWithR(_ oracle: Oracle) throws {
    let result = try #require(try EvaluationSamples.synthetic().result(of: oracle.claim))
    let degrees = try #require(result.model?.degreesOfFreedom)
    let interval = try #require(result.interval)
    expectClose(try #require(result.estimate), oracle.estimate, within: Self.digits, "estimate")
    expectClose(degrees, oracle.degreesOfFreedom, within: Self.digits, "degrees of freedom")
    let isRatio = result.unit == ClaimUnit.ratio.rawValue
    let (lower, upper) =
      isRatio
      ? (log(interval.lowerBound), log(interval.upperBound))
      : (interval.lowerBound, interval.upperBound)
    expectClose((upper - lower) / 2, oracle.halfInterval, within: Self.digits, "half the interval")
  }

  /// The root of |slope| / SE − t(0.975, df) in poverty, all three of them from clubSandwich, by `uniroot`.
  @Test func theRegionAgreesWithR() throws {
    let region = try #require(try EvaluationSamples.synthetic().regionModel?.curves.region)
    #expect(region.boundsInRange.count == 1)
    expectClose(
      try #require(region.boundsInRange.first), 33.1885683979, within: Self.digits, "bound")
  }

  /// R's `coef`.
  @Test func theModelAgreesWithR() throws {
    let model = try #require(try EvaluationSamples.synthetic().model(of: .turnover))
    #expect(
      model.coefficients.map(\.label)
        == ["(Intercept)", "collaboration", "poverty", "collaboration:poverty"])
    expectClose(
      model.coefficients.map(\.estimate),
      [-3.8826810242125, 0.4062178455625, 0.0772521458769, -0.0200196950331],
      within: Self.digits, "coefficients")
  }
}
