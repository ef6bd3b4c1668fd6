import Testing

@testable import SchoolStudy

@Suite struct ClaimResultTests {
  static let everyClaim = ClaimName.all(behaviours: ["shares ideas"])

  @Test(arguments: everyClaim)
  func namesGoThereAndBack(_ claim: ClaimName) {
    #expect(ClaimName(rawValue: claim.rawValue) == claim)
  }

  @Test(arguments: ["", "engagement", "engagement.", "Ela", "turnover"])
  func otherNamesAreNoClaims(_ name: String) {
    #expect(ClaimName(rawValue: name) == nil)
  }

  @Test func claimsComeInTheOrderOfTheReport() {
    #expect(
      ClaimName.all(behaviours: ["b", "a"]).map(\.rawValue) == [
        "turnoverGapLow", "turnoverGapHigh", "turnoverGapCloses", "retention", "commitment", "ela",
        "math", "engagement.b", "engagement.a", "roleBalance", "mediation", "whereItMatters",
      ])
    #expect(ClaimName.all(behaviours: []).contains(.engagement("*")))
  }

  @Test func estimandsAreThoseOfTheReport() {
    #expect(
      Set(Self.everyClaim.map(\.estimand)) == Set(ClaimEstimand.allCases))
  }

  @Test func thePublishedFigureStandsBeside() throws {
    let inside = ClaimResult.answered(
      .turnoverGapLow, statement: "S.",
      estimate: try WordingSamples.estimate(3.4, 2.7, 4.3, p: 0.01),
      context: WordingSamples.context)
    #expect(inside.sentence == "S. The published figure, 3.5 times, lies inside this interval.")
    #expect(inside.published == 3.5 && inside.publishedText == "3.5 times")
    #expect(inside.estimate == 3.4 && inside.lower == 2.7 && inside.upper == 4.3)
    #expect(inside.pValue == 0.01 && inside.unit == "times" && inside.notAsked == nil)
    let outside = ClaimResult.answered(
      .math, statement: "S.", estimate: try WordingSamples.estimate(1, -2, 4),
      context: WordingSamples.context)
    #expect(outside.sentence == "S. The published figure, +4.5 points, lies outside this interval.")
    let words = ClaimResult.answered(
      .turnoverGapHigh, statement: "S.", estimate: try WordingSamples.estimate(1, 0.8, 1.2),
      context: WordingSamples.context)
    #expect(words.sentence == "S. Published: “no statistical difference”.")
  }

  @Test func scoresAreNotSetBesidePoints() throws {
    let result = ClaimResult.answered(
      .ela, statement: "S.", estimate: try WordingSamples.estimate(0.1, 0.05, 0.15),
      unit: .scalePoints, context: WordingSamples.context)
    #expect(result.published == nil && result.unit == "scale points")
    #expect(
      result.sentence == """
        S. The published figure, +12.5 points, is in another unit and cannot be set beside this one.
        """)
  }

  @Test func fewClustersAreSaid() throws {
    func note(_ count: Int?, _ degrees: Double?, _ covariance: String = "CR2") -> String? {
      WordingSamples.context(
        clusters: count, degreesOfFreedom: degrees, covariance: covariance
      ).referenceNote
    }
    #expect(
      note(21, 11.38) == """
        The interval rests on only 21 districts, so it uses CR2 standard errors and a t distribution with \
        11.4 degrees of freedom (Satterthwaite).
        """)
    #expect(note(39, 20) != nil && note(40, 20) == nil && note(nil, nil) == nil)
    let few = try #require(note(1, 2.5))
    #expect(few.contains("only 1 district,"))
    #expect(few.hasSuffix("Below 4 degrees of freedom neither is reliable."))
    #expect(
      note(12, nil, "CR1") == """
        The interval rests on only 12 districts and CR1 standard errors do not allow for so few: read it \
        with care.
        """)
  }

  @Test func aRegionHasBoundsAndNoEstimate() {
    let result = ClaimResult.answered(
      .whereItMatters, statement: "S.", estimate: nil, bounds: 30.2...97.8,
      context: WordingSamples.context)
    #expect(result.estimate == nil && result.lower == 30.2 && result.upper == 97.8)
    #expect(result.sentence == "S.")
  }

  @Test func whatIsNotEstimableHasNoNumbers() {
    let result = ClaimResult.notEstimable(
      .ela, because: "the model did not converge", context: WordingSamples.context)
    #expect(result.estimate == nil && result.lower == nil && result.upper == nil)
    #expect(result.pValue == nil && result.model != nil && result.notAsked == nil)
    #expect(
      result.sentence.hasPrefix(
        "This could not be estimated from these data: the model did not converge."))
    #expect(!result.sentence.contains("interval"))
  }

  @Test func whatWasNotAskedSaysWhy() {
    let result = ClaimResult.notAsked(.commitment, because: "no column is mapped to commitment")
    #expect(result.notAsked == "no column is mapped to commitment" && result.model == nil)
    #expect(result.sentence == "Not asked: no column is mapped to commitment.")
  }

  @Test(arguments: [
    (Double.nan, 1.0, 2.0), (1, -.infinity, 2), (1, 0, .infinity), (1, 2, 0),
  ])
  func aNumberThatDoesNotExistIsNoEstimate(value: Double, lower: Double, upper: Double) {
    #expect(ClaimEstimate(value, lower: lower, upper: upper) == nil)
  }
}
