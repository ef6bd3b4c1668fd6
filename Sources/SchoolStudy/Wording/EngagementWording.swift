/// The figures behind the claim on one engagement behaviour.
package struct EngagementFigures: Sendable, Equatable {
  /// The behaviour's name.
  package let behaviour: String
  /// Its prediction with a formal partnership over that without.
  package let ratio: ClaimEstimate
  /// The difference in standard deviations.
  package let standardizedDifference: Double
  /// The p-value once the false discovery rate is held over all behaviours.
  package let adjustedPValue: Double
  /// How many behaviours the rate is held over.
  package let behaviourCount: Int

  /// The figures of one behaviour.
  package init(
    behaviour: String, ratio: ClaimEstimate, standardizedDifference: Double, adjustedPValue: Double,
    behaviourCount: Int
  ) {
    self.behaviour = behaviour
    self.ratio = ratio
    self.standardizedDifference = standardizedDifference
    self.adjustedPValue = adjustedPValue
    self.behaviourCount = behaviourCount
  }
}

/// The sentence on one engagement behaviour. Whether there is a difference is read from the adjusted
/// p-value, for several behaviours are asked at once; the interval is that of this behaviour alone.
package func engagementSentence(_ figures: EngagementFigures, context: ClaimContext) -> String {
  let ratio = figures.ratio
  guard ratio.lower > 0 else { return notEstimableSentence(because: notPositiveReason) }
  let (with, without) = partnershipGroups(context)
  let adjusted = adjustment(figures)
  let ends = "\(ratioText(ratio.lower)) to \(ratioText(ratio.upper))"
  let alone = figures.behaviourCount > 1 ? " for this behaviour alone" : ""
  let interval = "\(perCentText(context.confidence)) interval\(alone) \(ends)"
  let standardized =
    figures.standardizedDifference.isFinite
    ? "; standardised difference \(decimalText(figures.standardizedDifference, decimals: 2))" : ""
  let wide = ratio.upper > 100 * ratio.lower ? RatioSentence.almostNothing : ""
  if figures.adjustedPValue < 1 - context.confidence {
    let direction = ratio.value < 1 ? ", that is, lower" : ""
    return """
      “\(figures.behaviour)” in schools \(with) is \(ratioText(ratio.value)) times that in schools \
      \(without)\(direction) (\(interval)\(standardized); \(adjusted)).\(wide)
      """
  }
  let isHigher = ratio.upper * ratio.lower >= 1
  let largest = reachText(isHigher ? ratio.upper : 1 / ratio.lower)
  return """
    No difference in “\(figures.behaviour)” between schools \(with) and schools \(without) was \
    detected (\(adjusted)), and one of \(largest) times, higher \
    \(isHigher ? "with" : "without") a partnership, cannot be ruled out: the ratio is \
    \(ratioText(ratio.value)), \(interval)\(standardized).\(wide)
    """
}

/// "p = 0.012 with the false discovery rate held over 6 behaviours", or the p-value of the only one.
private func adjustment(_ figures: EngagementFigures) -> String {
  let pValue = pValueText(figures.adjustedPValue)
  guard figures.behaviourCount > 1 else { return pValue }
  return """
    \(pValue) with the false discovery rate held over \
    \(countText(figures.behaviourCount, "behaviour"))
    """
}

/// The two groups of schools: with and without a partnership where it is 0 or 1, else by level.
private func partnershipGroups(_ context: ClaimContext) -> (with: String, without: String) {
  guard let levels = context.levels(of: "partnership"),
    levels.low.value != 0 || levels.high.value != 1
  else { return ("with a formal partnership (1)", "without one (0)") }
  return (
    "where partnership is strong" + context.parenthesis("partnership", high: true),
    "where it is weak" + context.parenthesis("partnership", high: false)
  )
}
