import Testing

@testable import SchoolStudy

/// What holds of every sentence, over a sweep of estimates.
@Suite struct CautiousWordingTests {
  /// Words that would say that one thing brings about another.
  static let causal = [
    "cause", "effect", "because of", "due to", "leads to", "led to", "impact", "improve", "reduce",
    "increase", "decrease", "boost", "results in", "thanks to", "odds", "prove",
  ]

  /// Sentences of all claims for estimates that are negative, null and positive, sure and not.
  private func sentences() throws -> [String] {
    let context = WordingSamples.context(clusters: 21, degreesOfFreedom: 11.4)
    let equivalences: [ClaimEquivalence?] = [
      nil, ClaimEquivalence(margin: 1.25, pValue: 0.01, equivalent: true),
      ClaimEquivalence(margin: 1.25, pValue: 0.4, equivalent: false),
    ]
    var texts = [associationNote] + ClaimName.all(behaviours: ["x"]).map(\.question)
    for value in [-2.0, -0.2, 0, 0.3, 4] {
      for width in [0.1, 1, 30] {
        let gap = try WordingSamples.estimate(value, value - width, value + width, p: 0.2)
        let ratio = try WordingSamples.estimate(
          1 + value / 4, (1 + value / 4) / (1 + width), (1 + value / 4) * (1 + width), p: 0.2)
        for equivalence in equivalences {
          texts.append(
            turnoverGapSentence(
              collaborationIsHigh: true, ratio: ratio, equivalence: equivalence, context: context))
          texts.append(
            achievementSentence(.ela, gap, equivalence: equivalence, context: context))
        }
        texts.append(
          turnoverGapChangeSentence(
            TurnoverGapChange(ratioLow: 2, ratioHigh: 1.1, change: ratio), context: context))
        texts.append(
          retentionSentence(
            RetentionFigures(overall: gap, lowPoverty: gap, highPoverty: gap, difference: gap),
            context: context))
        texts.append(
          commitmentSentence(
            CommitmentFigures(gapLow: gap, gapHigh: gap, difference: gap, column: "c"),
            context: context))
      }
    }
    return try texts
      + [WordingSamples.estimate(1, 0.9, 1.1)].map {
        ClaimResult.answered(.ela, statement: "S.", estimate: $0, context: context).sentence
      }
  }

  @Test func nothingSaysThatOneThingBringsAboutAnother() throws {
    for text in try sentences() {
      let lower = text.lowercased()
      for word in Self.causal { #expect(!lower.contains(word), "“\(word)” in: \(text)") }
    }
  }

  /// "No difference" is followed by "was detected" or by the margin of a passed test.
  @Test func noDifferenceIsNeverSaidAlone() throws {
    for text in try sentences() where text.lowercased().contains("no difference") {
      let isUndetected = text.contains("detected") && text.contains("cannot be ruled out")
      let isEquivalent = text.contains("beyond the margin of")
      #expect(isUndetected || isEquivalent, "\(text)")
    }
  }

  @Test func sentencesAreWellFormed() throws {
    for text in try sentences() {
      #expect(text.hasSuffix(".") || text.hasSuffix("?"), "\(text)")
      #expect(text.first?.isUppercase == true || text.hasPrefix("“"), "\(text)")
      // A p-value has no digit before its point: "p = .012", "p < .001".
      let words = text.replacing(/p [=<>] \./, with: "p is 0.")
      for flaw in ["  ", "..", " .", " ,", "nan", "inf ", "-0", "−0.0 ", "−0.00 ", "Optional"] {
        #expect(!words.contains(flaw), "“\(flaw)” in: \(text)")
      }
    }
  }
}
