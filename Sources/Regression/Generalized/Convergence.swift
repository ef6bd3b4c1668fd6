/// Whether and how an iteration came to rest.
public struct Convergence: Sendable, Equatable {
  /// Whether the last step was rounding.
  public let converged: Bool
  /// The number of weighted least-squares problems solved.
  public let iterations: Int
  /// The last step, relative to each coefficient or its standard error, whichever is larger: the
  /// score in the metric of the information, so a small change in deviance alone does not count.
  /// Infinite if there was only one iteration, whose step has nothing to be compared with.
  public let criterion: Double
}

/// How the iteration ended.
enum IterationEnd: Sendable {
  /// The last step was rounding.
  case atRest
  /// There were as many iterations as allowed.
  case outOfIterations
  /// No part of the step lowers the deviance with possible means: the maximum lies where some mean
  /// is at the end of its range.
  case blocked
  /// So many working weights vanished that the coefficients can't be told apart any more.
  case informationLost
  /// The maximum has some mean at the end of its range.
  case edge(EdgeRows)
  /// The likelihood rises without end.
  case separated(SeparatingDirection)
}
