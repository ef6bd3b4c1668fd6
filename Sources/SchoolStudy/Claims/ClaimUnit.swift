/// The kind of number that answers a claim.
public enum ClaimEstimand: String, Sendable, Hashable, CaseIterable {
  /// One adjusted prediction over another.
  case ratio
  /// One adjusted prediction minus another.
  case gap
  /// One ratio over another.
  case ratioOfRatios
  /// One gap minus another.
  case gapOfGaps
  /// The values of a moderator for which a slope differs significantly from zero.
  case region
  /// A product of the paths through a mediator.
  case indirectEffect
}

/// The unit a claim's figures are in. Points are not per cent, and a ratio is neither.
public enum ClaimUnit: String, Sendable, Hashable, CaseIterable {
  /// A ratio of predictions.
  case ratio = "times"
  /// A difference between two percentages.
  case percentagePoints = "percentage points"
  /// A difference on the scale the column is measured on.
  case scalePoints = "scale points"
  /// Values of the poverty column.
  case poverty = "poverty"
}
