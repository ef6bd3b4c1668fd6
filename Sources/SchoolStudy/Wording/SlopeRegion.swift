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
