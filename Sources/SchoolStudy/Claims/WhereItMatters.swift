import Effects
import Modeling

extension ClaimName {
  /// Whether collaboration's slope depends on poverty, and the levels at which it differs significantly
  /// from zero.
  public static let whereItMatters = ClaimName(WhereItMatters())
}

struct WhereItMatters: Claim {
  let name = "whereItMatters"
  let label = "Where it matters"
  let question =
    "Does the outcome’s association with collaboration depend on poverty, and at which levels is there one?"
  let estimand = ClaimEstimand.region
  let unit = ClaimUnit.poverty
  let outcomes: [StudyOutcome] = [.turnover, .ela, .math, .commitment]

  func reasonNotToAsk(of roles: Roles) -> String? {
    if let reason = roles.missing([[.poverty], [.collaboration]]) { return reason }
    let others: [Role] = [.ela, .math, .commitment]
    if roles.missingTurnover == nil || others.contains(where: roles.has) { return nil }
    return "no outcome is mapped: turnover, ela, math or commitment (--map ROLE=COLUMN)"
  }

  func answer(_ subject: ClaimSubject) throws(StudyFailure) -> ClaimResult {
    let (model, answers) = (subject.model, subject.answers)
    let found = try answers.region.get()
    let stretches = found.significantIntervals.map { interval in
      SlopeRegion.Stretch(
        lower: interval.lowerBound, upper: interval.upperBound,
        isPositive: model.curves.slopeIsPositive(between: interval))
    }
    let product = try answers.interaction.get()
    let change = model.linearChange
    let interaction = try differenceEstimate(product, factor: change.factor)
    let region = SlopeRegion(
      outcome: model.outcome.words, range: found.range, stretches: stretches,
      share: found.shareSignificant,
      units: subject.data.turnover == .educators ? "educators" : "schools")
    let context = subject.context(degreesOfFreedom: product.degreesOfFreedom)
    let interactionText = interactionSentence(
      interaction, outcome: model.outcome.words, unit: change.words, context: context)
    let regionText = regionSentence(
      region, dependsOnPoverty: interaction.excludes(0),
      isPerCent: subject.data.povertyIsPerCent, context: context)
    return .answered(
      .whereItMatters, statement: interactionText + " " + regionText, estimate: nil,
      pValue: interaction.pValue, bounds: region.bounds, context: context)
  }
}

/// The sentence on whether collaboration's slope depends on poverty: the interaction with its test, which
/// comes before any region.
///
/// The estimate is the change of the difference between high and low collaboration from low to high
/// poverty, in the unit named.
package func interactionSentence(
  _ interaction: ClaimEstimate, outcome: String, unit: String, context: ClaimContext
) -> String {
  let decimals = GapUnit(noun: "", scale: "", decimals: 2).decimals(for: interaction)
  let verdict =
    interaction.excludes(0)
    ? "The slope depends on poverty" : "These data do not show that the slope depends on poverty"
  return """
    \(verdict): from low to high poverty the difference in \(outcome) between high and low collaboration \
    changes by \(decimalText(interaction.value, decimals: decimals)) \(unit) (the interaction; \
    \(context.interval(gap: interaction, decimals: decimals))).
    """
}

/// The sentence on where collaboration goes with the outcome (the Johnson–Neyman region); poverty is
/// printed with the sign where it is in per cent. Where the interaction is not told from zero the sentence
/// ends with what a region is and is not.
package func regionSentence(
  _ region: SlopeRegion, dependsOnPoverty: Bool = true, isPerCent: Bool, context: ClaimContext
) -> String {
  let sign = isPerCent ? "%" : ""
  func level(_ value: Double) -> String { levelText(value) + sign }
  let range = "\(level(region.range.lowerBound)) to \(level(region.range.upperBound))"
  let test = "(\(perCentText(context.confidence)) Johnson–Neyman region)"
  guard !region.stretches.isEmpty else {
    return """
      At no level of poverty in the data (\(range)) was the slope of \(region.outcome) in collaboration \
      distinguishable from zero \(test). That does not show it to be zero.
      """
  }
  let parts = region.stretches.map { stretch in
    let direction = stretch.isPositive ? "higher" : "lower"
    let place = regionPlace(stretch.lower...stretch.upper, in: region.range, level: level)
    return "\(region.outcome) is \(direction) where collaboration is higher at \(place)"
  }
  let isEverywhere = region.bounds == -Double.infinity...Double.infinity
  let rest = isEverywhere ? "" : " Elsewhere the slope was not distinguishable from zero."
  let share = """
    \(decimalText(100 * region.share, decimals: 0))% of the \(region.units) \
    \(region.units == "schools" ? "lie" : "are") there
    """
  let limits =
    dependsOnPoverty || isEverywhere
    ? ""
    : """
     Such a region shows where the data are precise enough to tell the slope from zero, not that the slope \
    differs from one level to another.
    """
  return """
    \(capitalized(parts.joined(separator: ", and "))) \(test)\(isEverywhere ? "" : "; " + share). \
    Poverty in the data runs from \(range).\(rest)\(limits)
    """
}
