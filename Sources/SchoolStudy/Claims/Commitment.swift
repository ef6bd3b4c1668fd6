extension ClaimName {
  /// The gap in commitment between poverty levels, at high minus at low collaboration.
  public static let commitment = ClaimName(Commitment())
}

struct Commitment: Claim {
  let name = "commitment"
  let label = "Commitment gap: high − low"
  let question = "Does the poverty gap in commitment change between low and high collaboration?"
  let estimand = ClaimEstimand.gapOfGaps
  let unit = ClaimUnit.scalePoints
  let published: PublishedFigure? = .national(nil, "the gap closes")
  let outcomes: [StudyOutcome] = [.commitment]

  func reasonNotToAsk(of roles: Roles) -> String? {
    roles.missing([[.poverty], [.collaboration], [.commitment]])
  }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    let answers = subject.answers
    let change = try answers.povertyGapChange.get()
    let estimate = try differenceEstimate(change)
    let context = subject.context(degreesOfFreedom: change.degreesOfFreedom)
    let figures = CommitmentFigures(
      gapLow: try differenceEstimate(answers.povertyGapLow.get()),
      gapHigh: try differenceEstimate(answers.povertyGapHigh.get()), difference: estimate,
      column: subject.column(of: .commitment))
    return .answered(
      .commitment, statement: commitmentSentence(figures, context: context), estimate: estimate,
      context: context)
  }

  func populationValue(in design: NationalStudyDesign) -> Double? {
    design.commitmentGapHigh - design.commitmentGapLow
  }
}

/// The figures behind the claim on commitment, high minus low poverty on the scale of the column.
package struct CommitmentFigures: Sendable, Equatable {
  /// The gap where collaboration is low.
  package let gapLow: ClaimEstimate
  /// The gap where collaboration is high.
  package let gapHigh: ClaimEstimate
  /// The second minus the first, tested itself.
  package let difference: ClaimEstimate
  /// The column that holds commitment.
  package let column: String

  /// Gaps in commitment between poverty levels.
  package init(
    gapLow: ClaimEstimate, gapHigh: ClaimEstimate, difference: ClaimEstimate, column: String
  ) {
    self.gapLow = gapLow
    self.gapHigh = gapHigh
    self.difference = difference
    self.column = column
  }
}

/// The sentence on commitment: both gaps with their intervals, and the test of their difference.
package func commitmentSentence(_ figures: CommitmentFigures, context: ClaimContext) -> String {
  let unit = GapUnit.points(of: figures.column)
  let decimals = unit.decimals(for: figures.difference)
  func gap(_ estimate: ClaimEstimate) -> String {
    let interval = """
      \(perCentText(context.confidence)) interval \(context.range(estimate, decimals: decimals))
      """
    return "\(decimalText(estimate.value, decimals: decimals)) (\(interval))"
  }
  let lead = """
    Mean commitment in \(context.povertySchools(high: true)) minus that in \
    \(context.povertySchools(high: false)) is \(gap(figures.gapLow)) points\(unit.scale) \
    \(context.whereCollaboration(isHigh: false)) and \(gap(figures.gapHigh)) \
    \(context.whereCollaboration(isHigh: true)).
    """
  let interval = context.interval(gap: figures.difference, decimals: decimals)
  if figures.difference.excludes(0) {
    let size = decimalText(figures.difference.value, decimals: decimals)
    return "\(lead) The second minus the first is \(size) (\(interval)): \(reading(figures))."
  }
  let largest = unit.text(
    max(figures.difference.lower.magnitude, figures.difference.upper.magnitude), decimals: decimals)
  return """
    \(lead) No change in the gap was detected, and one of up to \(largest) cannot be ruled out \
    (\(interval)).
    """
}

private func reading(_ figures: CommitmentFigures) -> String {
  let isNarrower = figures.gapHigh.value.magnitude < figures.gapLow.value.magnitude
  let turnsRound = figures.gapHigh.value * figures.gapLow.value < 0
  if turnsRound, figures.gapHigh.excludes(0) {
    return "the gap runs the other way where collaboration is high"
  }
  return "the gap is \(isNarrower ? "narrower" : "wider") where collaboration is high"
}
