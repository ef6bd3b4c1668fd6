/// The probabilities on both sides of a point, each to full relative accuracy.
package struct TailProbabilities: Sendable, Equatable {
  /// P(X ≤ x).
  package var lower: Double
  /// P(X > x).
  package var upper: Double

  /// The two sides.
  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// From the lower side, where it is not so near 1 that its complement would be lost.
  static func fromLower(_ lower: Double) -> Self {
    Self(lower: min(lower, 1), upper: max(0, 1 - lower))
  }
  /// From the upper side.
  static func fromUpper(_ upper: Double) -> Self {
    Self(lower: max(0, 1 - upper), upper: min(upper, 1))
  }
  /// Each side called by the other's name.
  var swapped: Self { Self(lower: upper, upper: lower) }
}
