/// A point in the interval where the function crosses zero.
///
/// Inverse quadratic interpolation, kept safe by bisection: at most about the square of the number of
/// steps bisection would take, usually fewer than ten evaluations.
/// Brent, R. P. (1973), Algorithms for Minimization without Derivatives, chapter 4.
///
/// - Parameters:
///   - interval: where to look; the function must have opposite signs, or a zero, at its ends.
///   - tolerance: how far the answer may be from the crossing, beside four units in the last place;
///     0 asks for all the digits there are.
///   - f: the function, continuous; what it throws is passed on.
/// - Returns: an end of a bracket no wider than the tolerance, the one with the smaller |f|.
/// - Throws: `OptimizationError.notBracketed`, `.notFinite`, or what `f` throws.
public func brentRoot(
  in interval: ClosedRange<Double>, tolerance: Double = 0, _ f: (Double) throws -> Double
) throws -> Double {
  precondition(tolerance >= 0, "tolerance \(tolerance) is negative or not a number")
  var bracket = try RootBracket(interval, f)
  for _ in 0..<2000 {
    bracket.orient()
    let closeness = 2 * bracket.best.ulp + 0.5 * tolerance
    let half = 0.5 * bracket.other - 0.5 * bracket.best
    if half.magnitude <= closeness || bracket.valueAtBest == 0 { return bracket.best }
    bracket.chooseStep(half: half, closeness: closeness)
    let step =
      bracket.step.magnitude > closeness ? bracket.step : (half > 0 ? closeness : -closeness)
    let next = bracket.best + step
    let value = try f(next)
    if !value.isFinite { throw OptimizationError.notFinite(point: [next]) }
    bracket.accept(next, value)
  }
  throw OptimizationError.notConverged(
    iterations: 2000, residual: bracket.valueAtBest.magnitude)
}

/// The state of Brent's method: the best point, the end of the bracket opposite to it, and the best
/// point before.
private struct RootBracket {
  var best: Double
  var valueAtBest: Double
  var other: Double
  var valueAtOther: Double
  var previous: Double
  var valueAtPrevious: Double
  var step: Double
  var stepBefore: Double

  init(_ interval: ClosedRange<Double>, _ f: (Double) throws -> Double) throws {
    let (lower, upper) = (interval.lowerBound, interval.upperBound)
    let (atLower, atUpper) = (try f(lower), try f(upper))
    let isBracket = (atLower <= 0 && atUpper >= 0) || (atLower >= 0 && atUpper <= 0)
    guard isBracket, lower.isFinite, upper.isFinite else {
      throw OptimizationError.notBracketed(
        lower: lower, upper: upper, valueAtLower: atLower, valueAtUpper: atUpper)
    }
    (best, valueAtBest) = (upper, atUpper)
    (other, valueAtOther) = (lower, atLower)
    (previous, valueAtPrevious) = (lower, atLower)
    step = 0.5 * upper - 0.5 * lower
    stepBefore = step
  }

  /// Makes `best` the end with the smaller |f|.
  mutating func orient() {
    if valueAtOther.magnitude < valueAtBest.magnitude {
      (previous, valueAtPrevious) = (best, valueAtBest)
      swap(&best, &other)
      swap(&valueAtBest, &valueAtOther)
      previous = other
      valueAtPrevious = valueAtOther
    }
  }

  /// Interpolates if that promises enough, else bisects.
  mutating func chooseStep(half: Double, closeness: Double) {
    guard stepBefore.magnitude >= closeness, valueAtPrevious.magnitude > valueAtBest.magnitude
    else {
      return bisect(half)
    }
    let s = valueAtBest / valueAtPrevious
    var numerator: Double
    var denominator: Double
    if previous == other {
      numerator = 2 * half * s
      denominator = 1 - s
    } else {
      let q = valueAtPrevious / valueAtOther
      let r = valueAtBest / valueAtOther
      numerator = s * (2 * half * q * (q - r) - (best - previous) * (r - 1))
      denominator = (q - 1) * (r - 1) * (s - 1)
    }
    if numerator > 0 { denominator = -denominator } else { numerator = -numerator }
    let limit = min(
      3 * half * denominator - (closeness * denominator).magnitude,
      (stepBefore * denominator).magnitude)
    if 2 * numerator < limit {
      stepBefore = step
      step = numerator / denominator
    } else {
      bisect(half)
    }
  }

  private mutating func bisect(_ half: Double) {
    step = half
    stepBefore = half
  }

  /// Takes a new point, keeping a sign change between `best` and `other`.
  mutating func accept(_ point: Double, _ value: Double) {
    (previous, valueAtPrevious) = (best, valueAtBest)
    (best, valueAtBest) = (point, value)
    if (valueAtBest > 0) == (valueAtOther > 0) {
      (other, valueAtOther) = (previous, valueAtPrevious)
      step = best - previous
      stepBefore = step
    }
  }
}
