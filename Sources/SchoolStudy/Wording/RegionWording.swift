/// The values of poverty for which collaboration's slope differs from zero, within the range of the data.
package struct SlopeRegion: Sendable, Equatable {
  /// One stretch of poverty where the slope differs from zero, and the slope's sign there.
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
  /// The stretches, rising and apart; none if the slope differs from zero nowhere.
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

/// The sentence on where collaboration goes with the outcome (the Johnson–Neyman region); poverty is
/// printed with the sign where it is in per cent.
package func regionSentence(
  _ region: SlopeRegion, isPerCent: Bool, context: ClaimContext
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
    let place = place(stretch, in: region.range, level: level)
    return "\(region.outcome) is \(direction) where collaboration is higher \(place)"
  }
  let isEverywhere =
    region.stretches.count == 1
    && place(region.stretches[0], in: region.range, level: level).hasPrefix("at every")
  let rest = isEverywhere ? "" : " Elsewhere the slope was not distinguishable from zero."
  let share = """
    \(decimalText(100 * region.share, decimals: 0))% of the \(region.units) \
    \(region.units == "schools" ? "lie" : "are") there
    """
  return """
    \(capitalized(parts.joined(separator: ", and "))) \(test)\(isEverywhere ? "" : "; " + share). \
    Poverty in the data runs from \(range).\(rest)
    """
}

/// "at poverty above 30.2%", by which ends of the data's range the stretch reaches.
private func place(
  _ stretch: SlopeRegion.Stretch, in range: ClosedRange<Double>, level: (Double) -> String
) -> String {
  switch (stretch.lower <= range.lowerBound, stretch.upper >= range.upperBound) {
  case (true, true): "at every level of poverty in the data"
  case (false, true): "at poverty above \(level(stretch.lower))"
  case (true, false): "at poverty below \(level(stretch.upper))"
  case (false, false): "at poverty from \(level(stretch.lower)) to \(level(stretch.upper))"
  }
}
