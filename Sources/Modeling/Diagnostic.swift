/// A doubt about a result that exists: a value in the fit, not a printed line.
public struct Diagnostic: Sendable, Hashable {
  /// What kind of doubt; stable, for programs.
  public let code: Code
  /// What was seen, where, and what to make of it; for people.
  public let message: String

  /// A diagnostic.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The kinds of doubt a fit can carry.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Coefficients that cannot be estimated were removed.
    case aliased
    /// The iteration stopped before the score vanished.
    case notConverged
    /// Fitted probabilities are 0 or 1: some coefficients have no finite estimate.
    case separation
    /// There are too few clusters for the usual reference distribution.
    case fewClusters
    /// Rows were dropped because an expression is undefined there.
    case undefinedValues
    /// The residuals are zero to rounding, so standard errors mean nothing.
    case perfectFit
    /// No residual degrees of freedom are left.
    case saturated
    /// Declared categories do not occur in the rows used.
    case unusedLevels
    /// The numbers are close to losing all accuracy.
    case illConditioned
    /// An option was chosen on the user's behalf.
    case assumption
    /// Some variance estimate is negative or zero.
    case degenerateCovariance
    /// An estimate lies at the edge of what is possible: a variance of zero, a correlation of ±1.
    case boundary
    /// Values that look like codes for missing values, or rows that look like totals, were used.
    case suspiciousValues
  }
}
