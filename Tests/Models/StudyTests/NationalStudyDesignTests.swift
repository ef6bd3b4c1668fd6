import TestSupport
import Testing

@testable import SchoolStudy

@Suite struct NationalStudyDesignTests {
  let design = NationalStudyDesign.published

  static let rounding = Tolerance(.relative(1e-13), because: "a few roundings of exp and log")
  static let solved = Tolerance(.relative(1e-12), because: "a sum of 400 differences of shares")

  @Test func claimsHaveThePublishedPopulationValues() {
    expectClose(design.turnoverRatioLow, 3.5, within: Self.rounding)
    expectClose(design.turnoverRatioHigh, 1, within: Self.rounding)
    expectClose(design.turnoverRatioOfRatios, 1 / 3.5, within: Self.rounding)
    expectClose(design.elaGap, 0.125, within: Self.solved)
    expectClose(design.mathGap, 0.045, within: Self.solved)
  }

  @Test(arguments: [
    (ClaimName.turnoverGapLow, 3.5), (.turnoverGapHigh, 1), (.ela, 12.5), (.math, 4.5),
    (.commitment, 0.6),
  ])
  func claimsHaveTheirUnits(_ claim: ClaimName, _ value: Double) throws {
    expectClose(try #require(design.populationValue(of: claim)), value, within: Self.solved)
  }

  @Test func otherTargetsAreMetAsWell() {
    let design = NationalStudyDesign(
      claims: PopulationClaims(
        turnoverRatioLow: 2, turnoverRatioHigh: 1.3, elaGap: -0.08, mathGap: 0.2))
    expectClose(design.turnoverRatioLow, 2, within: Self.rounding)
    expectClose(design.turnoverRatioHigh, 1.3, within: Self.rounding)
    expectClose(design.elaGap, -0.08, within: Self.solved)
    expectClose(design.mathGap, 0.2, within: Self.solved)
  }

  /// Levels and coefficients from an independent program (Python 3.11, numpy 2.4 and scipy 1.17: the
  /// rounded quantiles by numpy.quantile, the coefficients by a linear solve at the four corners, the
  /// gains by scipy.optimize.brentq).
  @Test func levelsAndCoefficientsAgreeWithAnIndependentProgram() {
    let decimals = Tolerance(.relative(1e-12), because: "levels are sums of decimals")
    let levels = design.levels
    expectClose(
      [
        levels.lowPoverty, levels.highPoverty, levels.lowCollaboration, levels.highCollaboration,
      ], [15.77, 87.42, 2.629, 3.991], within: decimals)
    let solve = Tolerance(.relative(1e-9), because: "a linear system of condition 10⁵")
    for (surface, want) in [
      (design.turnover, Self.turnoverCoefficients), (design.ela, Self.elaCoefficients),
      (design.math, Self.mathCoefficients),
    ] {
      let got = surface.coefficients
      expectClose(
        [got.intercept, got.collaboration, got.poverty, got.interaction], want, within: solve)
    }
  }

  static let turnoverCoefficients = [
    -3.1838665468006377, 0.20235373039725202, 0.06284961076296255,
    -0.015747835320211113,
  ]
  static let elaCoefficients = [
    -0.05719207598477272, 0.3280192329693759, -0.023198241103059885,
    0.0012111628437373142,
  ]
  static let mathCoefficients = [
    0.35557077206525844, 0.1254687459864658, -0.024214443925061443,
    0.0004632749177951703,
  ]

  @Test func povertyAndCollaborationSpreadAsInSchools() {
    let poverty = design.povertyValues
    let collaboration = design.collaborationValues
    #expect(poverty.count == 400 && collaboration.count == 400)
    #expect(poverty == poverty.sorted() && collaboration == collaboration.sorted())
    #expect(poverty.allSatisfy { (2...98).contains($0) })
    #expect(collaboration.allSatisfy { (1...5).contains($0) })
    let loose = Tolerance(.absolute(0.1), because: "the documented means have one decimal")
    expectClose(poverty.reduce(0, +) / 400, 52.2, within: loose)
    expectClose(collaboration.reduce(0, +) / 400, 3.3, within: loose)
  }

  @Test func retentionRisesWithCollaborationAtEachLevelOfPoverty() {
    #expect(design.retentionGap(atPoverty: design.levels.lowPoverty) > 0)
    #expect(design.retentionGap(atPoverty: design.levels.highPoverty) > 0.2)
    let overall = design.povertyValues.map { design.retentionGap(atPoverty: $0) }
    expectClose(
      design.retentionGap, overall.reduce(0, +) / 400,
      within: Tolerance(.relative(1e-12), because: "the same sum in another order"))
    #expect(design.povertyOfNoTurnoverSlope < design.levels.lowPoverty)
    let there = design.povertyOfNoTurnoverSlope
    expectClose(
      design.turnover.value(poverty: there, collaboration: 1),
      design.turnover.value(poverty: there, collaboration: 5),
      within: Tolerance(.relative(1e-12), because: "the slope in collaboration is 0 there"))
  }

  @Test func commitmentGapClosesInThePopulation() {
    let exact = Tolerance(.absolute(1e-14), because: "differences of the stated means")
    expectClose(design.commitmentGapLow, -0.6, within: exact)
    expectClose(design.commitmentGapHigh, 0, within: exact)
  }

  @Test func districtsAddUp() {
    #expect(design.districts.count == 21)
    #expect(design.districts.reduce(0) { $0 + $1.schoolCount } == 400)
    #expect(Set(design.districts.map(\.state)) == ["CA", "IL", "MA", "ME", "MN", "NJ"])
    #expect(design.districts.allSatisfy { (8...35).contains($0.schoolCount) })
  }
}
