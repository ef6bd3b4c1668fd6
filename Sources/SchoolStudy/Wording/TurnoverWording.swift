/// The sentence on the turnover gap at one level of collaboration.
///
/// A ratio whose interval reaches 0 or below is of a prediction that is not positive, and is not
/// estimable.
package func turnoverGapSentence(
  collaborationIsHigh: Bool, ratio: ClaimEstimate, equivalence: ClaimEquivalence? = nil,
  context: ClaimContext
) -> String {
  guard ratio.lower > 0 else { return notEstimableSentence(because: notPositiveReason) }
  return RatioSentence(
    opening: context.whereCollaboration(isHigh: collaborationIsHigh),
    subject: "predicted turnover",
    numerator: context.povertySchools(high: true), denominator: context.povertySchools(high: false),
    numeratorShort: "high-poverty schools", denominatorShort: "low-poverty schools"
  ).text(ratio, equivalence: equivalence, context: context)
}

/// Why a ratio has no value.
let notPositiveReason = "a predicted rate is not above zero, so that it has no ratio"

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

/// The figures behind the claim on retention, in percentage points.
package struct RetentionFigures: Sendable, Equatable {
  /// Averaged over the schools' poverty.
  package let overall: ClaimEstimate
  /// At low poverty.
  package let lowPoverty: ClaimEstimate?
  /// At high poverty.
  package let highPoverty: ClaimEstimate?
  /// The second minus the first, tested itself.
  package let difference: ClaimEstimate?

  /// Differences in retention, high minus low collaboration.
  package init(
    overall: ClaimEstimate, lowPoverty: ClaimEstimate? = nil, highPoverty: ClaimEstimate? = nil,
    difference: ClaimEstimate? = nil
  ) {
    self.overall = overall
    self.lowPoverty = lowPoverty
    self.highPoverty = highPoverty
    self.difference = difference
  }
}

/// The sentence on retention: overall, and for each poverty level with its interval.
package func retentionSentence(_ figures: RetentionFigures, context: ClaimContext) -> String {
  let unit = GapUnit.percentagePoints
  var text = GapSentence(
    opening: "averaged over the schools’ poverty", subject: "predicted retention",
    first: context.whereCollaboration(isHigh: true),
    second: context.whereCollaboration(isHigh: false),
    firstShort: "where collaboration is high", secondShort: "where collaboration is low", unit: unit
  ).text(figures.overall, context: context)
  if let low = figures.lowPoverty, let high = figures.highPoverty {
    text += """
       In \(context.povertySchools(high: false)) the difference is \(signed(low, context)); in \
      \(context.povertySchools(high: true)) it is \(signed(high, context)).
      """
  }
  if let difference = figures.difference {
    let decimals = unit.decimals(for: difference)
    let interval = context.interval(gap: difference, decimals: decimals)
    let size = max(difference.lower.magnitude, difference.upper.magnitude)
    text +=
      difference.excludes(0)
      ? """
       Those two are \(unit.text(difference.value, decimals: decimals)) apart (\(interval)).
      """
      : """
       No difference between those two was detected, and one of up to \
      \(unit.text(size, decimals: decimals)) cannot be ruled out (\(interval)).
      """
  }
  return text
}

/// "10.7 points (95% interval 8.2 to 13.2)", without a p-value: levels are not compared by their
/// significance.
private func signed(_ gap: ClaimEstimate, _ context: ClaimContext) -> String {
  let decimals = GapUnit.percentagePoints.decimals(for: gap)
  return """
    \(decimalText(gap.value, decimals: decimals)) points (\(perCentText(context.confidence)) interval \
    \(context.range(gap, decimals: decimals)))
    """
}
