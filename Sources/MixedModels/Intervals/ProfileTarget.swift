import Distributions
import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A parameter whose interval is looked for.
struct ProfileTarget: Sendable {
  let parameter: MixedParameter
  let estimate: Double
  let range: ClosedRange<Double>
  /// About a standard error, or any share of it.
  let step: Double
  /// Whether the search is over the logarithm, which is what the rise takes then.
  var isLogarithmic = false
  /// Makes a function for d(t) − d̂ that begins at the estimates and goes on from where it was last.
  let rise: @Sendable () -> ((Double) throws -> Double)
}

/// The intervals of parameters, each by searches of its own, so that threads don't show.
///
/// - Throws: ``MixedModelsError/profileFailed(parameter:reason:)``.
func profileIntervals(
  _ targets: [ProfileTarget], level: Double, inParallel: Bool
) throws -> [ProfileInterval] {
  precondition(level > 0 && level < 1, "level \(level) is not between 0 and 1")
  let threshold = NormalDistribution().upperQuantile(0.5 * (1 - level))
  @Sendable func found(_ place: Int) -> Result<ProfileInterval, MixedModelsError> {
    let target = targets[place]
    do {
      return .success(try profileInterval(target, threshold: threshold))
    } catch {
      return .failure(
        .profileFailed(parameter: target.parameter.description, reason: "\(error)"))
    }
  }
  let results = try countedMap(
    count: targets.count, of: "profiles", inParallel: inParallel, found)
  return try results.map { try $0.get() }
}

private func profileInterval(_ target: ProfileTarget, threshold: Double) throws
  -> ProfileInterval
{
  // An undefined correlation is any; a correlation of ±1 may be more by rounding.
  let range = target.range
  let center =
    target.estimate.isFinite
    ? min(max(target.estimate, range.lowerBound), range.upperBound) : 0
  func end(_ direction: Double, _ limit: Double) throws -> ProfileBound {
    let rise = target.rise()
    let found = try profileBound(
      ProfileSearch(
        estimate: target.isLogarithmic ? log(center) : center, step: direction * target.step,
        limit: target.isLogarithmic ? direction * .infinity : limit, threshold: threshold)
    ) { t in
      let value = try rise(t)
      if value < -1e-6 { throw BetterFit(parameter: t, fall: -value) }
      return value
    }
    return target.isLogarithmic
      ? ProfileBound(value: exp(found.value), isReached: found.isReached) : found
  }
  let (lower, upper) = (try end(-1, range.lowerBound), try end(1, range.upperBound))
  return ProfileInterval(
    parameter: target.parameter, estimate: target.estimate.isFinite ? center : .nan,
    lower: lower.value,
    upper: upper.value, rejectsBelow: lower.isReached, rejectsAbove: upper.isReached)
}

/// The estimates were not where the deviance is least.
private struct BetterFit: Error, CustomStringConvertible {
  let parameter: Double
  let fall: Double

  var description: String {
    "at \(parameter) the deviance is lower by \(fall) than at the estimates, which are not the best "
      + "there are"
  }
}
