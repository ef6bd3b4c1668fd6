/// An interval of the values a likelihood-ratio test does not reject.
public struct ProfileInterval: Sendable, Equatable {
  /// Of what.
  public let parameter: MixedParameter
  /// The maximum-likelihood estimate; not a number for the correlation of an effect whose variance is
  /// estimated as zero.
  public let estimate: Double
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// Whether the test rejects values just below ``lower``; where it does not, the interval ends with the
  /// range of the parameter: 0 for a standard deviation, −1 for a correlation.
  public let rejectsBelow: Bool
  /// Whether the test rejects values just above ``upper``; else the interval ends at 1.
  public let rejectsAbove: Bool
}
