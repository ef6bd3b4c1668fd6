extension ClaimName {
  /// The turnover gap where collaboration is high over that where it is low.
  public static let turnoverGapCloses = ClaimName(TurnoverGapCloses())
}

struct TurnoverGapCloses: Claim {
  let name = "turnoverGapCloses"
  let label = "Turnover gap: high ÷ low"
  let question = "Does the poverty gap in turnover change between low and high collaboration?"
  let estimand = ClaimEstimand.ratioOfRatios
  let unit = ClaimUnit.ratio
  let outcomes: [StudyOutcome] = [.turnover]

  func reasonNotToAsk(of roles: Roles) -> String? { roles.reasonNotToAskOfTurnover }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    let answers = subject.answers
    let change = try answers.ratioChange.get()
    let estimate = try ratioEstimate(change)
    let context = subject.context(degreesOfFreedom: change.degreesOfFreedom)
    let figures = TurnoverGapChange(
      ratioLow: try answers.ratioLow.get().value, ratioHigh: try answers.ratioHigh.get().value,
      change: estimate)
    return .answered(
      .turnoverGapCloses, statement: turnoverGapChangeSentence(figures, context: context),
      estimate: estimate, context: context)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { design.turnoverRatioOfRatios }
}

/// The figures behind the claim that the turnover gap closes.
package struct TurnoverGapChange: Sendable, Equatable {
  /// High- over low-poverty turnover where collaboration is low.
  package let ratioLow: Double
  /// The same where collaboration is high.
  package let ratioHigh: Double
  /// The second over the first, tested itself.
  package let change: ClaimEstimate

  /// The two ratios and the ratio between them.
  package init(ratioLow: Double, ratioHigh: Double, change: ClaimEstimate) {
    self.ratioLow = ratioLow
    self.ratioHigh = ratioHigh
    self.change = change
  }
}

/// The sentence on the change of the turnover gap, which is tested itself: that one gap is detected and
/// the other is not says nothing of their difference.
package func turnoverGapChangeSentence(
  _ figures: TurnoverGapChange, context: ClaimContext
) -> String {
  let change = figures.change
  guard change.lower > 0, figures.ratioLow > 0, figures.ratioHigh > 0 else {
    return notEstimableSentence(because: notPositiveReason)
  }
  let interval = context.interval(ratio: change)
  let groups =
    "\(context.povertySchools(high: true)) and \(context.povertySchools(high: false))"
  let low = "\(ratioText(figures.ratioLow)) \(context.whereCollaboration(isHigh: false))"
  let high = "\(ratioText(figures.ratioHigh)) \(context.whereCollaboration(isHigh: true))"
  let value = ratioText(change.value)
  let wide = change.upper > 100 * change.lower ? RatioSentence.almostNothing : ""
  if change.excludes(1) {
    return """
      The ratio of predicted turnover between \(groups) is \(low) and \(high): the second is \(value) \
      times the first (\(interval)). \(gapReading(figures))\(wide)
      """
  }
  let isHigher = change.upper * change.lower >= 1
  let largest = reachText(isHigher ? change.upper : 1 / change.lower)
  return """
    No change in the turnover gap between \(groups) was detected from low to high collaboration, and \
    one of \(largest) times, to a \(isHigher ? "higher" : "lower") ratio, cannot be ruled out: \
    the ratio is \(low) and \(high), the second \(value) times the first (\(interval)).\(wide)
    """
}

/// What a change of the ratio means for the gap, which is a ratio's distance from 1 either way.
private func gapReading(_ figures: TurnoverGapChange) -> String {
  let before = max(figures.ratioLow, 1 / figures.ratioLow)
  let after = max(figures.ratioHigh, 1 / figures.ratioHigh)
  let turnsRound = (figures.ratioLow > 1) != (figures.ratioHigh > 1)
  let size = after < before ? "narrower" : "wider"
  return turnsRound
    ? "By the estimates the gap is \(size) where collaboration is high, and runs the other way there."
    : "The gap is \(size) where collaboration is high."
}
