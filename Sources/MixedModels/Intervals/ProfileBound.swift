import Optimization

/// An end of a profile-likelihood interval.
struct ProfileBound: Sendable {
  let value: Double
  /// Whether the deviance has risen enough there; else the range of the parameter ends first.
  let isReached: Bool
}

/// How far away the signed root of the deviance's rise is looked for.
struct ProfileSearch: Sendable {
  /// Where the rise is zero.
  let estimate: Double
  /// A first step, of the size of a standard error; its sign is the direction.
  let step: Double
  /// Where the parameter's range ends; ±∞ where it does not.
  let limit: Double
  /// The root of the rise at the end of the interval: √χ²₁.
  let threshold: Double
}

/// The point at which √(d(t) − d̂) reaches a threshold, going away from the estimate.
///
/// The root is nearly linear in t, so that a secant soon has the end between two points; Brent's
/// method does the rest. Six to nine minimisations in all.
///
/// - Parameters:
///   - search: where to begin and to end.
///   - rise: d(t) − d̂, at least 0 up to rounding.
/// - Returns: the point, or the end of the range.
/// - Throws: what `rise` throws, or `OptimizationError.notConverged` where the deviance does not rise
///   however far one goes.
func profileBound(
  _ search: ProfileSearch, rise: (Double) throws -> Double
) throws -> ProfileBound {
  func root(_ t: Double) throws -> Double { max(0, try rise(t)).squareRoot() - search.threshold }
  func within(_ t: Double) -> Double {
    search.step < 0 ? max(t, search.limit) : min(t, search.limit)
  }
  if search.estimate == search.limit { return ProfileBound(value: search.limit, isReached: false) }
  var near = (point: search.estimate, value: -search.threshold)
  var next = within(search.estimate + search.step)
  for _ in 0..<60 {
    let far = (point: next, value: try root(next))
    if far.value >= 0 {
      let ends = [near, far]
      let interval = min(near.point, far.point)...max(near.point, far.point)
      let found = try brentRoot(
        in: interval, tolerance: 1e-9 * (far.point - search.estimate).magnitude
      ) { t in try ends.first { $0.point == t }?.value ?? root(t) }
      return ProfileBound(value: found, isReached: true)
    }
    if far.point == search.limit { return ProfileBound(value: search.limit, isReached: false) }
    let share = search.threshold / max(1e-300, far.value + search.threshold)
    let growth = min(max(1.1 * share, 1.2), 4)
    near = far
    next = within(search.estimate + growth * (far.point - search.estimate))
  }
  throw OptimizationError.notConverged(iterations: 60, residual: near.value.magnitude)
}
