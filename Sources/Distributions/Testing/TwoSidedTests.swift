/// P(|T| > |statistic|): the two-sided p-value of a t statistic, or of a z statistic if there are no
/// degrees of freedom. Exact to rounding down to 1e-300; NaN for NaN.
///
/// - Parameters:
///   - statistic: an estimate over its standard error.
///   - degreesOfFreedom: those of the reference t distribution; nil or infinity for the normal.
/// - Returns: a probability.
/// - Precondition: `degreesOfFreedom`, if given, is positive.
package func twoSidedP(statistic: Double, degreesOfFreedom: Double?) -> Double {
  StudentTDistribution(degreesOfFreedom: degreesOfFreedom ?? .infinity).twoSidedTail(statistic)
}

/// How many standard errors an interval of confidence `level` reaches to either side: the c with
/// P(|T| ≤ c) = level. 0 at level 0, infinity at level 1, NaN outside 0...1.
///
/// A level is a double, so one nearer to 1 than 1e-16 cannot be told from it; ask
/// `StudentTDistribution.upperQuantile` for such.
///
/// - Parameters:
///   - level: the confidence, such as 0.95.
///   - degreesOfFreedom: those of the reference t distribution; nil or infinity for the normal.
/// - Returns: a multiple of the standard error.
/// - Precondition: `degreesOfFreedom`, if given, is positive.
package func criticalValue(level: Double, degreesOfFreedom: Double?) -> Double {
  guard level >= 0 && level <= 1 else { return .nan }
  return StudentTDistribution(degreesOfFreedom: degreesOfFreedom ?? .infinity)
    .upperQuantile(0.5 * (1 - level))
}
