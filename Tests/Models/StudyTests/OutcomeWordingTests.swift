import Testing

@testable import SchoolStudy

@Suite struct OutcomeWordingTests {
  let context = WordingSamples.context

  @Test func achievementIsInPercentagePoints() throws {
    #expect(
      achievementSentence(
        .ela, try WordingSamples.estimate(12.49, 8.7, 16.3, p: 0.00002), context: context) == """
          At the same poverty, averaged over that of the schools, the share of students at or above \
          standard in English language arts is 12.5 percentage points higher where collaboration is high \
          (3.99, the 90th percentile) than where collaboration is low (2.63, the 10th percentile); 95% \
          interval 8.7 to 16.3, p < .001.
          """)
  }

  @Test func scoresAreOnTheScaleOfTheirColumn() throws {
    let text = achievementSentence(
      .math, try WordingSamples.estimate(-0.12, -0.2, -0.04),
      measure: .score(column: "Average Math Proficiency"), context: context)
    #expect(
      text.contains(
        "the mean score in mathematics is 0.12 points on the scale of “Average Math Proficiency” lower"
      ))
  }

  @Test func anUndetectedDifferenceIsNotCalledNone() throws {
    let text = achievementSentence(
      .math, try WordingSamples.estimate(2.1, -1.4, 5.6, p: 0.22), context: context)
    #expect(text.contains("no difference in the share of students at or above standard"))
    #expect(
      text.contains(
        """
        was detected, and one of up to 5.6 percentage points, higher where collaboration is high, cannot \
        be ruled out: the estimate is 2.1, 95% interval −1.4 to 5.6, p = .220.
        """))
  }

  @Test func equivalenceOfAGapHasItsMarginInTheUnit() throws {
    let gap = try WordingSamples.estimate(0.2, -0.6, 1.0)
    let passed = ClaimEquivalence(margin: 2, pValue: 0.001, equivalent: true)
    let one = ClaimEquivalence(margin: 1, pValue: 0.03, equivalent: true)
    let failed = ClaimEquivalence(margin: 0.5, pValue: 0.3, equivalent: false)
    func text(_ equivalence: ClaimEquivalence) -> String {
      achievementSentence(.ela, gap, equivalence: equivalence, context: context)
    }
    #expect(text(passed).contains("beyond the margin of 2 percentage points either way"))
    #expect(text(one).contains("beyond the margin of 1 percentage point either way"))
    #expect(text(failed).contains("no difference in"))
    #expect(text(failed).contains("was detected, and one of up to 1.0 percentage points"))
    #expect(
      text(failed).hasSuffix("within the margin of 0.5 percentage points either way (p = .300)."))
  }

  @Test func commitmentGivesBothGapsAndTestsTheirDifference() throws {
    let text = commitmentSentence(
      CommitmentFigures(
        gapLow: try WordingSamples.estimate(-0.6, -0.76, -0.44),
        gapHigh: try WordingSamples.estimate(0.01, -0.14, 0.16),
        difference: try WordingSamples.estimate(0.61, 0.4, 0.82, p: 0.0001), column: "commitment"),
      context: context)
    #expect(
      text == """
        Mean commitment in high-poverty schools (87.4%, the 90th percentile) minus that in low-poverty \
        schools (15.8%, the 10th percentile) is −0.60 (95% interval −0.76 to −0.44) points on the scale of \
        “commitment” where collaboration is low (2.63, the 10th percentile) and 0.01 (95% interval −0.14 \
        to 0.16) where collaboration is high (3.99, the 90th percentile). The second minus the first is \
        0.61 (95% interval 0.40 to 0.82, p < .001): the gap is narrower where collaboration is high.
        """)
  }

  @Test(arguments: [
    (-0.2, -0.9, -0.7, "the gap is wider where collaboration is high"),
    (-0.5, 0.6, 1.1, "the gap runs the other way where collaboration is high"),
  ])
  func commitmentMayWidenOrTurn(low: Double, high: Double, change: Double, reading: String) throws {
    let text = commitmentSentence(
      CommitmentFigures(
        gapLow: try WordingSamples.estimate(low, low - 0.1, low + 0.1),
        gapHigh: try WordingSamples.estimate(high, high - 0.1, high + 0.1),
        difference: try WordingSamples.estimate(change, change - 0.15, change + 0.15),
        column: "commitment"), context: context)
    #expect(text.contains(reading))
  }

  @Test func anUndetectedChangeOfCommitmentIsBounded() throws {
    let text = commitmentSentence(
      CommitmentFigures(
        gapLow: try WordingSamples.estimate(-0.3, -0.5, -0.1),
        gapHigh: try WordingSamples.estimate(-0.1, -0.35, 0.15),
        difference: try WordingSamples.estimate(0.2, -0.1, 0.5, p: 0.19), column: "commitment"),
      context: context)
    #expect(
      text.hasSuffix(
        """
        No change in the gap was detected, and one of up to 0.50 points cannot be ruled out (95% interval \
        −0.10 to 0.50, p = .190).
        """))
  }
}
