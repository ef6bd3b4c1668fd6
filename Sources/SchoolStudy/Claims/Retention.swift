extension ClaimName {
  /// Predicted retention, high minus low collaboration.
  public static let retention = ClaimName(Retention())
}

struct Retention: Claim {
  let name = "retention"
  let label = "Retention: high − low"
  let question = "Is retention higher where collaboration is high?"
  let estimand = ClaimEstimand.gap
  let unit = ClaimUnit.percentagePoints
  let published: PublishedFigure? = .national(nil, "higher retention")
  let outcomes: [StudyOutcome] = [.turnover]

  func reasonNotToAsk(of roles: Roles) -> String? { roles.reasonNotToAskOfTurnover }

  /// Retention is what turnover leaves, so that differences change their sign.
  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    let answers = subject.answers
    let overall = try answers.collaborationGap.get()
    let estimate = try differenceEstimate(overall, factor: -100, limit: 100)
    let context = subject.context(degreesOfFreedom: overall.degreesOfFreedom)
    let figures = RetentionFigures(
      overall: estimate,
      lowPoverty: try? differenceEstimate(
        answers.collaborationGapLow.get(), factor: -100, limit: 100),
      highPoverty: try? differenceEstimate(
        answers.collaborationGapHigh.get(), factor: -100, limit: 100),
      difference: try? differenceEstimate(
        answers.collaborationGapChange.get(), factor: -100, limit: 200))
    return .answered(
      .retention, statement: retentionSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? { 100 * design.retentionGap }
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
