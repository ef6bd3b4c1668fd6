/// An estimate with its uncertainty: a row of a table of coefficients or contrasts.
public struct CoefficientRow: Sendable, Hashable {
  /// The name of the coefficient or contrast.
  public let term: String
  /// The estimate.
  public let estimate: Double
  /// The standard error; nil where the variance is negative or not a number.
  public let standardError: Double?
  /// Estimate (less its hypothetical value) over standard error; nil where that is 0 or undefined.
  public let statistic: Double?
  /// The degrees of freedom of the t distribution; nil where the reference is normal.
  public let degreesOfFreedom: Double?
  /// The two-sided p-value; nil where there is no statistic or no reference distribution.
  public let pValue: Double?
  /// The lower end of the confidence interval.
  public let lower: Double?
  /// The upper end of the confidence interval.
  public let upper: Double?

  /// A row from its parts.
  public init(
    term: String, estimate: Double, standardError: Double?, statistic: Double?,
    degreesOfFreedom: Double?, pValue: Double?, lower: Double?, upper: Double?
  ) {
    self.term = term
    self.estimate = estimate
    self.standardError = standardError
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.lower = lower
    self.upper = upper
  }

  /// The row of an estimate with a variance and a reference distribution.
  ///
  /// A variance that is 0, negative or not a number gives no statistic, p-value or interval: a zero
  /// comes from residuals that vanish, and an infinite t would be no evidence.
  ///
  /// - Parameters:
  ///   - term: what the row is called.
  ///   - estimate: the estimate.
  ///   - variance: of the estimate.
  ///   - value: the hypothetical value the statistic measures the distance from.
  ///   - degreesOfFreedom: nil means the normal distribution; not positive or NaN means none.
  ///   - level: of the interval, in 0..<1.
  package init(
    term: String, estimate: Double, variance: Double, value: Double = 0,
    degreesOfFreedom: Double?, level: Double
  ) {
    precondition(level >= 0 && level < 1, "a confidence level of \(level)")
    let isUsable = variance > 0 && variance.isFinite && estimate.isFinite
    let standardError = variance >= 0 && variance.isFinite ? variance.squareRoot() : nil
    let tails = ReferenceTails(degreesOfFreedom: degreesOfFreedom)
    let statistic = isUsable ? standardError.map { (estimate - value) / $0 } : nil
    let reach = isUsable ? tails?.criticalValue(level: level) : nil
    let half = reach.flatMap { reach in standardError.map { reach * $0 } }
    self.init(
      term: term, estimate: estimate, standardError: standardError, statistic: statistic,
      degreesOfFreedom: degreesOfFreedom.flatMap { $0 > 0 ? $0 : nil },
      pValue: statistic.flatMap { tails?.twoSided($0) },
      lower: half.map { estimate - $0 }, upper: half.map { estimate + $0 })
  }
}
