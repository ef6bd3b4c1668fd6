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
