/// The distribution a test statistic is referred to.
public enum TestDistribution: String, Sendable, Hashable {
  /// Fisher's F.
  case f = "F"
  /// Chi-squared.
  case chiSquared = "chisq"
}

/// A test of several linear restrictions at once.
public struct WaldTest: Sendable, Hashable {
  /// The F or chi-squared statistic.
  public let statistic: Double
  /// The distribution it is referred to.
  public let distribution: TestDistribution
  /// The number of restrictions.
  public let degreesOfFreedom: Double
  /// The denominator degrees of freedom of F; nil for chi-squared, and where there are none.
  public let denominatorDegreesOfFreedom: Double?
  /// The p-value; nil where the denominator degrees of freedom are not positive.
  public let pValue: Double?
  /// How the denominator degrees of freedom were found.
  public let rule: String

  init(chiSquared: Double, restrictions: Int) {
    statistic = chiSquared
    distribution = .chiSquared
    degreesOfFreedom = Double(restrictions)
    denominatorDegreesOfFreedom = nil
    pValue = chiSquaredUpperTail(chiSquared, degreesOfFreedom: Double(restrictions))
    rule = "normal"
  }

  init(f: Double, restrictions: Int, denominator: Double?, rule: String) {
    statistic = f
    distribution = .f
    degreesOfFreedom = Double(restrictions)
    let usable = denominator.flatMap { $0 > 0 ? $0 : nil }
    denominatorDegreesOfFreedom = usable
    pValue = usable.map { fUpperTail(f, Double(restrictions), $0) }
    self.rule = rule
  }
}
