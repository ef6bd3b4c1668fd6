import TestSupport

extension Tolerance {
  /// Closed forms in double precision on well-conditioned designs of a few columns.
  static let algebra = Tolerance(.relative(1e-10), because: "rounding of a small closed form")
  /// The same for elements that may be near 0 beside others of the size given.
  static func algebra(scale: Double) -> Tolerance {
    Tolerance(.relativeTo(scale: scale, 1e-11), because: "rounding of a small closed form")
  }
  /// R's generalized linear models stop at a relative change of the deviance.
  static func iterated(scale: Double) -> Tolerance {
    Tolerance(
      .relativeTo(scale: scale, 1e-7), because: "R stops iterating when the deviance is still")
  }
}
