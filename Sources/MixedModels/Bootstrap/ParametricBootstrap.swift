/// Refits of a mixed model to responses drawn from it.
public struct ParametricBootstrap: Sendable, Equatable {
  /// What was estimated again: fixed effects, the standard deviations with their correlations in the
  /// order of the fit's `varianceComponents`, and σ or an estimated dispersion.
  public let parameters: [MixedParameter]
  /// The estimates of the fit, which the draws took as true.
  public let estimates: [Double]
  /// The estimates of each refit, in the order of the draws; failed draws are left out. A
  /// correlation with an effect whose variance came out as zero is not a number.
  public let refits: [[Double]]
  /// The seed; draw *k* took stream *k* of it.
  public let seed: UInt64
  /// How many draws were asked for.
  public let drawCount: Int
  /// The draws without estimates, counted from 0: the search failed or stopped far from a minimum, or
  /// the responses drawn are separated, so that some coefficient or variance has no finite estimate. They
  /// are left out, which makes intervals too short where it happens in one tail.
  public let failedDraws: [Int]
  /// How many of the failed draws are separated.
  public let separatedCount: Int
  /// The number of refits that did not converge; their estimates are included.
  public let unconvergedCount: Int
  /// The number of refits with a variance of zero or a correlation of ±1; their estimates are included.
  public let boundaryCount: Int

  /// The largest share of draws without estimates at which there are intervals: 0.1.
  ///
  /// With more, quantiles of the others say little of the tails.
  public static let largestFailedShare = 0.1
}

/// Which ends of a bootstrap interval are taken from its distribution.
public enum BootstrapIntervalKind: String, Sendable, Hashable, CaseIterable {
  /// The quantiles of the refits' estimates.
  case percentile
  /// The basic interval: twice the estimate minus the opposite quantile of the refits, which corrects for
  /// bias. It may leave the range of a standard deviation or a correlation.
  case basic
}

/// What a bootstrap says of one parameter.
public struct BootstrapInterval: Sendable, Equatable {
  /// Of what.
  public let parameter: MixedParameter
  /// The estimate of the fit.
  public let estimate: Double
  /// The standard deviation of the refits' estimates.
  public let standardError: Double
  /// Their mean less the estimate.
  public let bias: Double
  /// The lower end; not a number where fewer than two refits have an estimate.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// How many refits have no estimate of this parameter: a correlation where a variance is zero.
  public let undefinedCount: Int
}

extension ParametricBootstrap {
  /// An interval for each parameter, with standard error and bias.
  ///
  /// A quantile of probability p is the order statistic number (B + 1)p of B estimates, interpolated
  /// between neighbours (Davison & Hinkley 1997, Bootstrap Methods and their Application, section
  /// 5.2); beyond the ends, where B is below 2/(1 − level), it is the least or the largest.
  ///
  /// - Precondition: the level is between 0 and 1.
  public func intervals(
    level: Double = 0.95, kind: BootstrapIntervalKind = .percentile
  ) -> [BootstrapInterval] {
    precondition(level > 0 && level < 1, "level \(level) is not between 0 and 1")
    return parameters.indices.map { index in
      interval(index, tail: 0.5 * (1 - level), kind: kind)
    }
  }

  private func interval(_ index: Int, tail: Double, kind: BootstrapIntervalKind)
    -> BootstrapInterval
  {
    let values = refits.map { $0[index] }.filter { !$0.isNaN }.sorted()
    let estimate = estimates[index]
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let low = orderStatistic(values, tail)
    let high = orderStatistic(values, 1 - tail)
    return BootstrapInterval(
      parameter: parameters[index], estimate: estimate,
      standardError: (squares / (count - 1)).squareRoot(), bias: mean - estimate,
      lower: kind == .percentile ? low : 2 * estimate - high,
      upper: kind == .percentile ? high : 2 * estimate - low,
      undefinedCount: refits.count - values.count)
  }
}

/// The order statistic number (B + 1)p of sorted values; not a number for fewer than two.
func orderStatistic(_ sorted: [Double], _ p: Double) -> Double {
  let count = sorted.count
  if count < 2 { return .nan }
  let place = min(max(Double(count + 1) * p, 1), Double(count))
  let below = min(Int(place), count - 1)
  let share = place - Double(below)
  return sorted[below - 1] + share * (sorted[below] - sorted[below - 1])
}
