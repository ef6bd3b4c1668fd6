/// The figures behind the claim that partnership goes with achievement by way of collaboration.
package struct MediationFigures: Sendable, Equatable {
  /// The subject of the achievement outcome.
  package let subject: AchievementSubject
  /// What the outcome measures.
  package let measure: AchievementMeasure
  /// The product of the two paths, with its bootstrap interval.
  package let indirect: ClaimEstimate
  /// What of partnership's difference does not run through collaboration.
  package let direct: ClaimEstimate
  /// The sum of both.
  package let total: ClaimEstimate
  /// The schools used.
  package let schools: Int
  /// The bootstrap draws.
  package let draws: Int

  /// The paths of a mediation.
  package init(
    subject: AchievementSubject, measure: AchievementMeasure, indirect: ClaimEstimate,
    direct: ClaimEstimate, total: ClaimEstimate, schools: Int, draws: Int
  ) {
    self.subject = subject
    self.measure = measure
    self.indirect = indirect
    self.direct = direct
    self.total = total
    self.schools = schools
    self.draws = draws
  }
}

/// The sentence on mediation. A share of the total is given only where the direct and the indirect path
/// have one sign and the total's interval leaves out zero; otherwise it means nothing.
package func mediationSentence(_ figures: MediationFigures, context: ClaimContext) -> String {
  let unit: GapUnit =
    switch figures.measure {
    case .atStandard: .percentagePoints
    case .score(let column): .points(of: column)
    }
  let indirect = figures.indirect
  let decimals = unit.decimals(for: indirect)
  let ends = context.range(indirect, decimals: decimals)
  let interval = """
    \(perCentText(context.confidence)) bootstrap interval \(ends), \
    \(countText(figures.draws, "draw"))
    """
  let path = """
    the path from partnership through collaboration to achievement in \(figures.subject.rawValue), with \
    poverty controlled,
    """
  let schools = "in \(countText(figures.schools, "school"))"
  let lead: String
  if indirect.excludes(0) {
    let direction = indirect.value < 0 ? "negative" : "positive"
    let value = decimalText(indirect.value, decimals: decimals)
    lead = """
      \(capitalized(path)) is \(direction) \(schools): \(value) \
      \(unit.noun)s\(unit.scale) (\(interval)).
      """
  } else {
    let largest = unit.text(
      max(indirect.lower.magnitude, indirect.upper.magnitude), decimals: decimals)
    let value = decimalText(indirect.value, decimals: decimals)
    lead = """
      \(capitalized(path)) was not detected \(schools), and one of up to \(largest)\(unit.scale) cannot \
      be ruled out: the estimate is \(value) (\(interval)).
      """
  }
  return "\(lead) \(remainder(figures, unit: unit, context: context)) \(orderNote)"
}

/// What a path in data of one moment cannot show.
private let orderNote =
  "It describes how the measures go together; it does not show which came first."

private func remainder(
  _ figures: MediationFigures, unit: GapUnit, context: ClaimContext
) -> String {
  let decimals = unit.decimals(for: figures.direct)
  let direct = """
    What does not run through collaboration is \
    \(decimalText(figures.direct.value, decimals: decimals)) \
    (\(context.range(figures.direct, decimals: decimals)))
    """
  if figures.indirect.value * figures.direct.value < 0 {
    return "\(direct), of the opposite sign, so no share of the total is given."
  }
  guard figures.total.excludes(0), figures.indirect.excludes(0) else { return direct + "." }
  let share = figures.indirect.value / figures.total.value
  guard share > 0, share <= 1 else { return direct + "." }
  return "\(direct); the path makes up \(decimalText(100 * share, decimals: 0))% of the total."
}
