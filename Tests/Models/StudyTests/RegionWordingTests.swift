import Testing

@testable import SchoolStudy

@Suite struct RegionWordingTests {
  private func sentence(
    _ stretches: [SlopeRegion.Stretch], share: Double = 0.6, isPerCent: Bool = true
  ) -> String {
    regionSentence(
      SlopeRegion(
        outcome: "turnover", range: 2.4...97.8, stretches: stretches, share: share),
      isPerCent: isPerCent, context: WordingSamples.context)
  }

  @Test func aRegionAboveABound() {
    #expect(
      sentence([.init(lower: 30.2, upper: 97.8, isPositive: false)], share: 0.735) == """
        Turnover is lower where collaboration is higher at poverty above 30.2% (95% Johnson–Neyman \
        region); 74% of the schools lie there. Poverty in the data runs from 2.4% to 97.8%. Elsewhere the \
        slope was not distinguishable from zero.
        """)
  }

  @Test func aRegionBelowABoundAndBetweenTwo() {
    #expect(
      sentence([.init(lower: 2.4, upper: 40, isPositive: true)], isPerCent: false).contains(
        "Turnover is higher where collaboration is higher at poverty below 40 ("))
    #expect(
      sentence([.init(lower: 20, upper: 40, isPositive: true)]).contains(
        "at poverty from 20% to 40%"))
  }

  @Test func twoStretchesHaveTheirOwnSigns() {
    #expect(
      sentence([
        .init(lower: 2.4, upper: 10, isPositive: true),
        .init(lower: 35, upper: 97.8, isPositive: false),
      ]).hasPrefix(
        """
        Turnover is higher where collaboration is higher at poverty below 10%, and turnover is lower where \
        collaboration is higher at poverty above 35%
        """))
  }

  /// Without a shown interaction the region says what it is, and no more.
  @Test func aRegionIsNoEvidenceOfAnInteraction() {
    let region = SlopeRegion(
      outcome: "turnover", range: 2.4...97.8,
      stretches: [.init(lower: 30.2, upper: 97.8, isPositive: false)], share: 0.735)
    let text = regionSentence(
      region, dependsOnPoverty: false, isPerCent: true, context: WordingSamples.context)
    #expect(
      text.hasPrefix("Turnover is lower where collaboration is higher at poverty above 30.2%"))
    #expect(text.hasSuffix("not that the slope differs from one level to another."))
  }

  @Test func theInteractionComesFirst() throws {
    func sentence(_ lower: Double, _ upper: Double) throws -> String {
      interactionSentence(
        try WordingSamples.estimate((lower + upper) / 2, lower, upper, p: 0.2),
        outcome: "turnover", unit: "log odds of leaving", context: WordingSamples.context)
    }
    #expect(
      try sentence(-1, 0.5) == """
        These data do not show that the slope depends on poverty: from low to high poverty the difference \
        in turnover between high and low collaboration changes by −0.25 log odds of leaving (the \
        interaction; 95% interval −1.00 to 0.50, p = .200).
        """)
    #expect(try sentence(-3, -1).hasPrefix("The slope depends on poverty: from low to high"))
  }

  /// The ends of the data are no bounds of a region.
  @Test func endsOfTheDataAreNoBounds() {
    func bounds(_ lower: Double, _ upper: Double) -> ClosedRange<Double>? {
      SlopeRegion(
        outcome: "turnover", range: 2.4...97.8,
        stretches: [.init(lower: lower, upper: upper, isPositive: true)], share: 1
      ).bounds
    }
    #expect(bounds(30.2, 97.8) == 30.2...Double.infinity)
    #expect(bounds(2.4, 30.2) == -Double.infinity...30.2)
    #expect(bounds(10, 30.2) == 10...30.2)
    let result = ClaimResult.answered(
      .whereItMatters, statement: "S.", estimate: nil, pValue: 0.3, bounds: bounds(30.2, 97.8),
      context: WordingSamples.context)
    #expect(result.lower == 30.2 && result.upper == nil && result.pValue == 0.3)
  }

  @Test func everywhereHasNoElsewhere() {
    let text = sentence([.init(lower: 2.4, upper: 97.8, isPositive: false)], share: 1)
    #expect(text.contains("at every level of poverty in the data"))
    #expect(!text.contains("Elsewhere") && !text.contains("lie there"))
  }

  @Test func nowhereIsNotZero() {
    #expect(
      sentence([]) == """
        At no level of poverty in the data (2.4% to 97.8%) was the slope of turnover in collaboration \
        distinguishable from zero (95% Johnson–Neyman region). That does not show it to be zero.
        """)
  }
}
