/// The subjects an achievement claim can be about.
package enum AchievementSubject: String, Sendable, CaseIterable {
  /// English language arts.
  case ela = "English language arts"
  /// Mathematics.
  case math = "mathematics"
}

/// What an achievement outcome measures.
package enum AchievementMeasure: Sendable, Equatable {
  /// The share of students at or above standard; differences are in percentage points.
  case atStandard
  /// Mean scores, on the scale of a column.
  case score(column: String)
}

/// The sentence on achievement: high minus low collaboration at the same poverty.
package func achievementSentence(
  _ subject: AchievementSubject, _ gap: ClaimEstimate, measure: AchievementMeasure = .atStandard,
  equivalence: ClaimEquivalence? = nil, context: ClaimContext
) -> String {
  let what: String
  let unit: GapUnit
  switch measure {
  case .atStandard:
    what = "the share of students at or above standard in \(subject.rawValue)"
    unit = .percentagePoints
  case .score(let column):
    what = "the mean score in \(subject.rawValue)"
    unit = .points(of: column)
  }
  return GapSentence(
    opening: "at the same poverty, averaged over that of the schools", subject: what,
    first: context.whereCollaboration(isHigh: true),
    second: context.whereCollaboration(isHigh: false),
    firstShort: "where collaboration is high", secondShort: "where collaboration is low", unit: unit
  ).text(gap, equivalence: equivalence, context: context)
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

/// The figures behind the claim on the representatives' role: professional minus traditional emphasis.
package struct RoleBalanceFigures: Sendable, Equatable {
  /// The predicted balance where collaboration is low.
  package let balanceLow: Double
  /// The predicted balance where collaboration is high.
  package let balanceHigh: Double
  /// The second minus the first.
  package let shift: ClaimEstimate

  /// Predicted balances and the shift between them.
  package init(balanceLow: Double, balanceHigh: Double, shift: ClaimEstimate) {
    self.balanceLow = balanceLow
    self.balanceHigh = balanceHigh
    self.shift = shift
  }
}

/// The sentence on the balance of the two sides of a representative's role.
package func roleBalanceSentence(_ figures: RoleBalanceFigures, context: ClaimContext) -> String {
  let unit = GapUnit(noun: "scale point", scale: "", decimals: 2)
  let shift = figures.shift
  let decimals = unit.decimals(for: shift)
  let interval = context.interval(gap: shift, decimals: decimals)
  let lead = """
    Representatives’ emphasis on the professional minus the traditional side of their role is \
    \(decimalText(figures.balanceLow, decimals: decimals)) scale points \
    \(context.whereCollaboration(isHigh: false)) and \
    \(decimalText(figures.balanceHigh, decimals: decimals)) \(context.whereCollaboration(isHigh: true))
    """
  guard shift.excludes(0) else {
    let largest = unit.text(max(shift.lower.magnitude, shift.upper.magnitude), decimals: decimals)
    let value = decimalText(shift.value, decimals: decimals)
    return """
      \(lead): no difference was detected, and one of up to \(largest) cannot be ruled out (the \
      second minus the first is \(value), \(interval)).
      """
  }
  let side = shift.value > 0 ? "professional" : "traditional"
  let isCloser = figures.balanceHigh.magnitude < figures.balanceLow.magnitude
  let balance =
    isCloser
    ? "The two sides are closer to balance where collaboration is high."
    : "The two sides are further from balance where collaboration is high."
  let size = unit.text(shift.value, decimals: decimals)
  return "\(lead): a difference of \(size) towards the \(side) side (\(interval)). \(balance)"
}
