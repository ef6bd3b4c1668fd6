import Distributions

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tail areas of the normal distribution, or of Student's t.
struct ReferenceTails: Sendable {
  /// Nil means normal.
  private let degreesOfFreedom: Double?

  /// Nil where the degrees of freedom are not a positive number.
  init?(degreesOfFreedom: Double?) {
    if let degreesOfFreedom, !(degreesOfFreedom > 0) { return nil }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(|T| ≥ |t|).
  func twoSided(_ statistic: Double) -> Double {
    twoSidedP(statistic: statistic, degreesOfFreedom: degreesOfFreedom)
  }

  /// P(T ≥ t), with full relative accuracy in the tail.
  func upper(_ statistic: Double) -> Double {
    let both = twoSided(statistic) / 2
    return statistic >= 0 ? both : 1 - both
  }

  /// The t that |T| stays below with this probability.
  func criticalValue(level: Double) -> Double {
    Distributions.criticalValue(level: level, degreesOfFreedom: degreesOfFreedom)
  }
}

func exponential(_ x: Double) -> Double { exp(x) }
