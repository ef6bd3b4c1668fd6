import Testing

@testable import SchoolStudy

@Suite struct EngagementAndMediationWordingTests {
  let context = WordingSamples.context(clusters: nil, levels: [])

  private func engagement(
    _ ratio: ClaimEstimate, adjusted: Double, behaviours: Int = 6, context: ClaimContext? = nil
  ) -> String {
    engagementSentence(
      EngagementFigures(
        behaviour: "shares ideas", ratio: ratio, standardizedDifference: 0.35,
        adjustedPValue: adjusted, behaviourCount: behaviours), context: context ?? self.context)
  }

  @Test func engagementIsReadFromTheAdjustedPValue() throws {
    let ratio = try WordingSamples.estimate(1.42, 1.1, 1.83, p: 0.008)
    #expect(
      engagement(ratio, adjusted: 0.024) == """
        “shares ideas” in schools with a formal partnership (1) is 1.42 times that in schools without one \
        (0) (95% interval for this behaviour alone 1.10 to 1.83; standardised difference 0.35; p = .024 \
        with the false discovery rate held over 6 behaviours).
        """)
    #expect(
      engagement(ratio, adjusted: 0.08) == """
        No difference in “shares ideas” between schools with a formal partnership (1) and schools without \
        one (0) was detected (p = .080 with the false discovery rate held over 6 behaviours), and one of \
        up to 1.83 times, higher with a partnership, cannot be ruled out: the ratio is 1.42, 95% interval \
        for this behaviour alone 1.10 to 1.83; standardised difference 0.35.
        """)
  }

  @Test func oneBehaviourNeedsNoAdjustment() throws {
    let text = engagement(
      try WordingSamples.estimate(0.7, 0.5, 0.98), adjusted: 0.038, behaviours: 1)
    #expect(text.contains("0.70 times that in schools without one (0), that is, lower"))
    #expect(text.contains("p = .038)") && !text.contains("discovery") && !text.contains("alone"))
  }

  @Test func partnershipMayBeALevel() throws {
    let levels = ClaimLevels(
      role: "partnership", column: "Strength", low: ClaimLevel(1, .percentile(10)),
      high: ClaimLevel(4, .percentile(90)))
    let text = engagement(
      try WordingSamples.estimate(1.42, 1.1, 1.83), adjusted: 0.01,
      context: WordingSamples.context(clusters: nil, levels: [levels]))
    #expect(text.contains("where partnership is strong (“Strength” 4, the 90th percentile)"))
    #expect(text.contains("where it is weak (“Strength” 1, the 10th percentile)"))
  }

  @Test func engagementWithoutAPositivePredictionHasNoRatio() throws {
    #expect(
      engagement(try WordingSamples.estimate(0.7, 0, 2), adjusted: 0.4).hasPrefix(
        "This could not be estimated"))
  }

  private func mediation(
    _ indirect: ClaimEstimate, direct: ClaimEstimate, total: ClaimEstimate, schools: Int = 400
  ) -> String {
    mediationSentence(
      MediationFigures(
        subject: .ela, measure: .atStandard, indirect: indirect, direct: direct, total: total,
        schools: schools, draws: 5000), context: context)
  }

  @Test func mediationGivesTheShareOnlyWhereItMeansSomething() throws {
    let indirect = try WordingSamples.estimate(3.1, 1.9, 4.4)
    let text = mediation(
      indirect, direct: try WordingSamples.estimate(0.9, -1.2, 3.0),
      total: try WordingSamples.estimate(4.0, 1.8, 6.2))
    #expect(
      text == """
        The path from partnership through collaboration to achievement in English language arts, with \
        poverty controlled, is positive in 400 schools: 3.1 percentage points (95% bootstrap interval 1.9 \
        to 4.4, 5,000 draws). What does not run through collaboration is 0.9 (−1.2 to 3.0); the path makes \
        up 78% of the total. It describes how the measures go together; it does not show which came first.
        """)
    let opposite = mediation(
      indirect, direct: try WordingSamples.estimate(-1.4, -3, 0.2),
      total: try WordingSamples.estimate(1.7, 0.2, 3.2))
    #expect(opposite.contains("of the opposite sign, so no share of the total is given"))
    let unsure = mediation(
      indirect, direct: try WordingSamples.estimate(0.2, -3, 3.4),
      total: try WordingSamples.estimate(3.3, -0.1, 6.7))
    #expect(!unsure.contains("% of the total"))
  }

  @Test func anUndetectedPathIsBounded() throws {
    let text = mediation(
      try WordingSamples.estimate(0.4, -0.8, 1.9), direct: try WordingSamples.estimate(1, -2, 4),
      total: try WordingSamples.estimate(1.4, -2, 5), schools: 1)
    #expect(text.contains("was not detected in 1 school, and one of up to 1.9 percentage points"))
    #expect(!text.contains("% of the total"))
  }
}
