import Testing

@testable import SchoolStudy

@Suite struct TurnoverWordingTests {
  private func sentence(
    _ ratio: ClaimEstimate, high: Bool = false, equivalence: ClaimEquivalence? = nil
  ) -> String {
    turnoverGapSentence(
      collaborationIsHigh: high, ratio: ratio, equivalence: equivalence,
      context: WordingSamples.context)
  }

  @Test func aRatioAboveOneIsNamedAsTimes() throws {
    #expect(
      sentence(try WordingSamples.estimate(3.412, 2.704, 4.305, p: 0.00001)) == """
        Where collaboration is low (2.63, the 10th percentile), predicted turnover in high-poverty \
        schools (87.4%, the 90th percentile) is 3.41 times that in low-poverty schools (15.8%, the 10th \
        percentile); 95% interval 2.70 to 4.31, p < .001.
        """)
  }

  @Test func aRatioBelowOneIsSaidToBeLower() throws {
    #expect(
      sentence(try WordingSamples.estimate(0.62, 0.45, 0.85, p: 0.004)).hasSuffix(
        "is 0.62 times that in low-poverty schools (15.8%, the 10th percentile), that is, lower; "
          + "95% interval 0.45 to 0.85, p = .004."))
  }

  @Test func noDetectedDifferenceSaysWhatIsNotRuledOut() throws {
    #expect(
      sentence(try WordingSamples.estimate(1.02, 0.78, 1.34, p: 0.87), high: true) == """
        Where collaboration is high (3.99, the 90th percentile), no difference in predicted turnover \
        between high-poverty schools (87.4%, the 90th percentile) and low-poverty schools (15.8%, the \
        10th percentile) was detected, and one of up to 1.34 times, higher in high-poverty schools, \
        cannot be ruled out: the ratio is 1.02, 95% interval 0.78 to 1.34, p = .870.
        """)
  }

  @Test func theLargestDifferenceMayBeTheOtherWay() throws {
    let text = sentence(try WordingSamples.estimate(0.8, 0.5, 1.25))
    #expect(text.contains("one of up to 2.00 times, higher in low-poverty schools, cannot be"))
  }

  @Test func noDifferenceNeedsTheEquivalenceTest() throws {
    let ratio = try WordingSamples.estimate(1.01, 0.93, 1.1, p: 0.8)
    let passed = ClaimEquivalence(margin: 1.25, pValue: 0.0004, equivalent: true)
    let failed = ClaimEquivalence(margin: 1.25, pValue: 0.12, equivalent: false)
    let equivalent = sentence(ratio, high: true, equivalence: passed)
    #expect(
      equivalent.contains(
        """
        there is no difference in predicted turnover between high-poverty schools (87.4%, the 90th \
        percentile) and low-poverty schools (15.8%, the 10th percentile) beyond the margin of 1.25 times \
        either way (equivalence test, p < .001): the ratio is 1.01, 95% interval 0.93 to 1.10
        """))
    #expect(!equivalent.contains("was detected"))
    let undecided = sentence(ratio, high: true, equivalence: failed)
    #expect(undecided.contains("no difference in predicted turnover"))
    #expect(undecided.contains("was detected, and one of up to 1.10 times"))
    #expect(
      undecided.hasSuffix(
        " The equivalence test does not show the ratio to lie within the margin of 1.25 times either "
          + "way (p = .120)."))
  }

  @Test func aSmallDifferenceMayBeWithinTheMargin() throws {
    let text = sentence(
      try WordingSamples.estimate(1.08, 1.02, 1.14, p: 0.01),
      equivalence: ClaimEquivalence(margin: 1.25, pValue: 0.0001, equivalent: true))
    #expect(text.contains("is 1.08 times that in"))
    #expect(
      text.hasSuffix(
        "That is a difference, but one within the margin of 1.25 times either way (equivalence test, "
          + "p < .001)."))
  }

  @Test func aHugeIntervalIsCalledThat() throws {
    let text = sentence(try WordingSamples.estimate(2, 0.0004, 9876))
    #expect(text.contains("one of more than 1,000 times"))
    #expect(text.contains("95% interval less than 0.001 to more than 1,000."))
    #expect(text.hasSuffix("so wide that the data say almost nothing about this ratio."))
  }

  @Test func aRatioOfWhatIsNotPositiveIsNotEstimable() throws {
    #expect(
      sentence(try WordingSamples.estimate(0.4, -0.2, 1)) == """
        This could not be estimated from these data: a predicted rate is not above zero, so that it has \
        no ratio.
        """)
  }

  @Test func theChangeOfTheGapIsTestedItself() throws {
    let closes = turnoverGapChangeSentence(
      TurnoverGapChange(
        ratioLow: 3.41, ratioHigh: 1.02, change: try WordingSamples.estimate(0.299, 0.19, 0.46)),
      context: WordingSamples.context)
    #expect(
      closes == """
        The ratio of predicted turnover between high-poverty schools (87.4%, the 90th percentile) and \
        low-poverty schools (15.8%, the 10th percentile) is 3.41 where collaboration is low (2.63, the \
        10th percentile) and 1.02 where collaboration is high (3.99, the 90th percentile): the second is \
        0.30 times the first (95% interval 0.19 to 0.46). The gap is narrower where collaboration is high.
        """)
  }

  @Test(arguments: [
    (1.2, 2.4, 2.0, 1.5, 2.7, "The gap is wider where collaboration is high."),
    (
      1.5, 0.8, 0.53, 0.4, 0.7,
      "By the estimates the gap is narrower where collaboration is high, and runs the other way there."
    ),
    (
      1.5, 0.4, 0.27, 0.2, 0.4,
      "By the estimates the gap is wider where collaboration is high, and runs the other way there."
    ),
  ])
  func theReadingFollowsTheDistanceFromOne(
    low: Double, high: Double, value: Double, lower: Double, upper: Double, reading: String
  ) throws {
    let text = turnoverGapChangeSentence(
      TurnoverGapChange(
        ratioLow: low, ratioHigh: high, change: try WordingSamples.estimate(value, lower, upper)),
      context: WordingSamples.context)
    #expect(text.hasSuffix(reading))
  }

  /// One gap detected and the other not is no change: only the ratio of ratios is looked at.
  @Test func anUndetectedChangeIsNotReadFromTheTwoGaps() throws {
    let text = turnoverGapChangeSentence(
      TurnoverGapChange(
        ratioLow: 1.9, ratioHigh: 1.3, change: try WordingSamples.estimate(0.68, 0.4, 1.16, p: 0.15)
      ),
      context: WordingSamples.context)
    #expect(text.hasPrefix("No change in the turnover gap between high-poverty schools"))
    #expect(text.contains("one of up to 2.50 times, to a lower ratio, cannot be ruled out"))
    #expect(!text.contains("narrower"))
  }

  @Test func retentionIsInPointsWithEachLevelsInterval() throws {
    let text = retentionSentence(
      RetentionFigures(
        overall: try WordingSamples.estimate(10.67, 8.21, 13.13, p: 0.0001),
        lowPoverty: try WordingSamples.estimate(0.5, -2.5, 3.5),
        highPoverty: try WordingSamples.estimate(23, 19.2, 26.8),
        difference: try WordingSamples.estimate(22.5, 17.9, 27.1)),
      context: WordingSamples.context)
    #expect(
      text == """
        Averaged over the schools’ poverty, predicted retention is 10.7 percentage points higher where \
        collaboration is high (3.99, the 90th percentile) than where collaboration is low (2.63, the 10th \
        percentile); 95% interval 8.2 to 13.1, p < .001. In low-poverty schools (15.8%, the 10th \
        percentile) the difference is 0.5 points (95% interval −2.5 to 3.5); in high-poverty schools \
        (87.4%, the 90th percentile) it is 23.0 points (95% interval 19.2 to 26.8). Those two are 22.5 \
        percentage points apart (95% interval 17.9 to 27.1).
        """)
  }

  @Test func undetectedRetentionSaysWhatIsNotRuledOut() throws {
    let text = retentionSentence(
      RetentionFigures(
        overall: try WordingSamples.estimate(-1.2, -6.1, 3.7),
        difference: try WordingSamples.estimate(2, -3, 7)),
      context: WordingSamples.context)
    #expect(
      text.contains(
        """
        was detected, and one of up to 6.1 percentage points, higher where collaboration is low, cannot \
        be ruled out: the estimate is −1.2, 95% interval −6.1 to 3.7.
        """))
    #expect(
      text.hasSuffix(
        "No difference between those two was detected, and one of up to 7.0 percentage points cannot "
          + "be ruled out (95% interval −3.0 to 7.0)."))
  }
}
