import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An estimate with its uncertainty: a coefficient, a contrast, a mean, a gap, a ratio, a slope.
public struct Estimate: Sendable, Hashable, Codable {
  /// What is estimated: the name of a coefficient, or the quantity in words.
  public let label: String
  /// The category of the response it is about, where there are several; empty otherwise.
  public let outcome: String
  /// The levels of variables it is at, in the order of the question.
  public let levels: [ResolvedLevel]
  /// The means it compares, low and high; empty where it compares none.
  public let means: [Double]
  /// The scale the numbers below are on.
  public let scale: Scale
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

  /// The scale an interval is made on.
  public enum Scale: String, Sendable, Hashable, Codable {
    /// As it is.
    case identity
    /// The logarithm of what was asked, as of a ratio.
    case logarithm
  }

  /// An estimate from its parts.
  public init(
    label: String, outcome: String = "", levels: [ResolvedLevel] = [], means: [Double] = [],
    scale: Scale = .identity, estimate: Double, standardError: Double?, statistic: Double?,
    degreesOfFreedom: Double?, pValue: Double?, lower: Double?, upper: Double?
  ) {
    self.label = label
    self.outcome = outcome
    self.levels = levels
    self.means = means
    self.scale = scale
    self.estimate = estimate
    self.standardError = standardError
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    self.pValue = pValue
    self.lower = lower
    self.upper = upper
  }

  /// An estimate with a variance and a reference distribution.
  ///
  /// A variance that is 0, negative or not a number gives no statistic, p-value or interval: a zero
  /// comes from residuals that vanish, and an infinite t would be no evidence.
  ///
  /// - Parameters:
  ///   - label: what the estimate is called.
  ///   - outcome: the category it is about.
  ///   - levels: of variables it is at.
  ///   - means: those it compares.
  ///   - scale: the scale of the numbers.
  ///   - estimate: the estimate.
  ///   - variance: of the estimate.
  ///   - value: the hypothetical value the statistic measures the distance from.
  ///   - degreesOfFreedom: nil means the normal distribution; not positive or NaN means none.
  ///   - level: of the interval, in 0..<1.
  package init(
    label: String, outcome: String = "", levels: [ResolvedLevel] = [], means: [Double] = [],
    scale: Scale = .identity, estimate: Double, variance: Double, value: Double = 0,
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
      label: label, outcome: outcome, levels: levels, means: means, scale: scale,
      estimate: estimate, standardError: standardError, statistic: statistic,
      degreesOfFreedom: degreesOfFreedom.flatMap { $0 > 0 ? $0 : nil },
      pValue: statistic.flatMap { tails?.twoSided($0) },
      lower: half.map { estimate - $0 }, upper: half.map { estimate + $0 })
  }
}

extension Estimate {
  /// The estimate of what was asked: of a logarithm its exponential.
  public var value: Double { original(estimate) }
  /// The lower end of the interval of what was asked.
  public var lowerValue: Double? { lower.map(original) }
  /// The upper end of the interval of what was asked.
  public var upperValue: Double? { upper.map(original) }

  private func original(_ number: Double) -> Double {
    scale == .logarithm ? exp(number) : number
  }

  /// The same with a factor, as for another unit.
  public func scaled(by factor: Double) -> Estimate {
    let ends = [lower, upper].map { end in end.map { factor * $0 } }
    return Estimate(
      label: label, outcome: outcome, levels: levels, means: means, scale: scale,
      estimate: factor * estimate, standardError: standardError.map { factor.magnitude * $0 },
      statistic: factor < 0 ? statistic.map { -$0 } : statistic,
      degreesOfFreedom: degreesOfFreedom, pValue: pValue, lower: factor < 0 ? ends[1] : ends[0],
      upper: factor < 0 ? ends[0] : ends[1])
  }
}
