/// The values of poverty for which collaboration's slope differs significantly from zero, within the range
/// of the data.
package struct SlopeRegion: Sendable, Equatable {
  /// One stretch of poverty where the slope differs significantly from zero, and the slope's sign there.
  package struct Stretch: Sendable, Equatable {
    /// The least poverty of the stretch.
    package let lower: Double
    /// The greatest.
    package let upper: Double
    /// Whether the outcome is higher where collaboration is higher.
    package let isPositive: Bool

    /// A stretch of poverty.
    package init(lower: Double, upper: Double, isPositive: Bool) {
      self.lower = lower
      self.upper = upper
      self.isPositive = isPositive
    }
  }

  /// The outcome in words: "turnover".
  package let outcome: String
  /// The range of poverty in the data.
  package let range: ClosedRange<Double>
  /// The stretches, rising and apart; none if the slope differs significantly nowhere.
  package let stretches: [Stretch]
  /// The share of the rows whose poverty lies in a stretch.
  package let share: Double
  /// What the rows are: "schools" or "educators".
  package let units: String

  /// A region of poverty.
  package init(
    outcome: String, range: ClosedRange<Double>, stretches: [Stretch], share: Double,
    units: String = "schools"
  ) {
    self.outcome = outcome
    self.range = range
    self.stretches = stretches
    self.share = share
    self.units = units
  }
}

extension SlopeRegion {
  /// The bounds of a region of one stretch; infinite where it reaches the end of the data, which is no
  /// bound of the region.
  var bounds: ClosedRange<Double>? {
    guard stretches.count == 1, let stretch = stretches.first else { return nil }
    return
      (stretch.lower <= range.lowerBound ? -.infinity : stretch.lower)...(stretch.upper
      >= range.upperBound ? .infinity : stretch.upper)
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

/// "poverty above 30.2%", by which ends of the data's range a stretch reaches: the data's own ends are no
/// bounds and are not printed as such.
func regionPlace(
  _ stretch: ClosedRange<Double>, in range: ClosedRange<Double>, level: (Double) -> String
) -> String {
  switch (stretch.lowerBound <= range.lowerBound, stretch.upperBound >= range.upperBound) {
  case (true, true): "every level of poverty in the data"
  case (false, true): "poverty above \(level(stretch.lowerBound))"
  case (true, false): "poverty below \(level(stretch.upperBound))"
  case (false, false):
    "poverty from \(level(stretch.lowerBound)) to \(level(stretch.upperBound))"
  }
}
