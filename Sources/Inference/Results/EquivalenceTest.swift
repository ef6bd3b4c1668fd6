/// Two one-sided tests of whether a quantity lies inside margins of no importance.
///
/// Whichever scale the estimate is on (a difference, or the logarithm of a ratio), the margins are on
/// it too. `equivalent` at level 0.95 says the same as: the 90 % confidence interval lies inside the
/// margins.
///
/// ### References
/// D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987) 657.
public struct EquivalenceTest: Sendable, Hashable {
  /// The estimate.
  public let estimate: Double
  /// The lower margin.
  public let lower: Double
  /// The upper margin.
  public let upper: Double
  /// (estimate − lower margin) / standard error.
  public let statisticLower: Double
  /// The one-sided p-value against lying at or below the lower margin.
  public let pLower: Double
  /// (estimate − upper margin) / standard error.
  public let statisticUpper: Double
  /// The one-sided p-value against lying at or above the upper margin.
  public let pUpper: Double
  /// The degrees of freedom; nil means normal.
  public let degreesOfFreedom: Double?
  /// The level, such as 0.95.
  public let level: Double

  /// The larger of the two p-values.
  public var pValue: Double { max(pLower, pUpper) }

  /// Whether both one-sided tests reject at 1 − level.
  public var isEquivalent: Bool { pValue < 1 - level }
}

/// Tests whether a quantity lies between two margins.
///
/// - Parameters:
///   - estimate: the estimate.
///   - standardError: its standard error, positive.
///   - degreesOfFreedom: of its t distribution, positive; nil for normal.
///   - lower: the lower margin, below the upper.
///   - upper: the upper margin.
///   - level: in 0..<1; each one-sided test is made at 1 − level.
/// - Returns: both one-sided tests.
/// - Throws: ``InferenceError/outOfRange(what:value:allowed:)``.
public func equivalenceTest(
  estimate: Double, standardError: Double, degreesOfFreedom: Double?, lower: Double, upper: Double,
  level: Double = 0.95
) throws(InferenceError) -> EquivalenceTest {
  if !estimate.isFinite {
    throw .outOfRange(what: "the estimate", value: estimate, allowed: "a finite number")
  }
  if !(standardError > 0 && standardError.isFinite) {
    throw .outOfRange(what: "the standard error", value: standardError, allowed: "above 0")
  }
  if !(lower < upper) {
    throw .outOfRange(
      what: "the lower margin", value: lower, allowed: "below the upper, which is \(upper)")
  }
  if !(level >= 0 && level < 1) {
    throw .outOfRange(what: "the level", value: level, allowed: "from 0 to below 1")
  }
  guard let tails = ReferenceTails(degreesOfFreedom: degreesOfFreedom) else {
    throw .outOfRange(
      what: "the number of degrees of freedom", value: degreesOfFreedom ?? .nan,
      allowed: "above 0")
  }
  let statisticLower = (estimate - lower) / standardError
  let statisticUpper = (estimate - upper) / standardError
  return EquivalenceTest(
    estimate: estimate, lower: lower, upper: upper, statisticLower: statisticLower,
    pLower: tails.upper(statisticLower), statisticUpper: statisticUpper,
    pUpper: tails.upper(-statisticUpper), degreesOfFreedom: degreesOfFreedom, level: level)
}
