/// A minimum of a function of one variable.
public struct Minimum: Sendable, Equatable {
  /// Where it is.
  public let point: Double
  /// The value there.
  public let value: Double
  /// How often the function was evaluated.
  public let evaluations: Int
}

/// A local minimum of a function in an interval; the global one if there is no other.
///
/// Parabolic interpolation, kept safe by golden sections.
/// Brent, R. P. (1973), Algorithms for Minimization without Derivatives, chapter 5.
///
/// - Parameters:
///   - interval: where to look. Its ends are approached but not evaluated.
///   - tolerance: how near to the minimum, relative to its size; below 1e-8 rounding of a smooth
///     function hides where the minimum is.
///   - f: the function; what it throws is passed on.
/// - Returns: the best point found and the value there.
/// - Throws: `OptimizationError.notFinite` where f is not a number, `.notConverged`, or what `f`
///   throws.
public func brentMinimum(
  in interval: ClosedRange<Double>, tolerance: Double = 1e-8, _ f: (Double) throws -> Double
) throws -> Minimum {
  precondition(tolerance > 0, "tolerance \(tolerance) is not positive")
  let golden = 0.381966011250105152
  var (low, high) = (interval.lowerBound, interval.upperBound)
  let start = low + golden * (high - low)
  var best = try Trial(start, f)
  var (second, third) = (best, best)
  var (step, stepBefore) = (0.0, 0.0)
  for evaluations in 1..<1000 {
    let middle = low + 0.5 * (high - low)
    let closeness = tolerance * best.point.magnitude + 1e-12 * tolerance
    if (best.point - middle).magnitude <= 2 * closeness - 0.5 * (high - low) {
      return Minimum(point: best.point, value: best.value, evaluations: evaluations)
    }
    let parabola = parabolicStep(best, second, third)
    let isUseful =
      stepBefore.magnitude > closeness && parabola.magnitude < 0.5 * stepBefore.magnitude
      && best.point + parabola > low && best.point + parabola < high
    if isUseful {
      (stepBefore, step) = (step, parabola)
      let next = best.point + step
      if next - low < 2 * closeness || high - next < 2 * closeness {
        step = best.point < middle ? closeness : -closeness
      }
    } else {
      stepBefore = best.point < middle ? high - best.point : low - best.point
      step = golden * stepBefore
    }
    let reach = step.magnitude >= closeness ? step : (step > 0 ? closeness : -closeness)
    let trial = try Trial(best.point + reach, f)
    if trial.value <= best.value {
      if trial.point < best.point { high = best.point } else { low = best.point }
      (third, second, best) = (second, best, trial)
    } else {
      if trial.point < best.point { low = trial.point } else { high = trial.point }
      if trial.value <= second.value || second.point == best.point {
        (third, second) = (second, trial)
      } else if trial.value <= third.value || third.point == best.point
        || third.point == second.point
      {
        third = trial
      }
    }
  }
  throw OptimizationError.notConverged(iterations: 1000, residual: high - low)
}

/// A point and the value there.
private struct Trial {
  let point: Double
  let value: Double

  init(_ point: Double, _ f: (Double) throws -> Double) throws {
    self.point = point
    value = try f(point)
    if value.isNaN { throw OptimizationError.notFinite(point: [point]) }
  }
}

/// The way from the first point to the vertex of the parabola through three; not a number if they are
/// in line.
private func parabolicStep(_ first: Trial, _ second: Trial, _ third: Trial) -> Double {
  let r = (first.point - second.point) * (first.value - third.value)
  let q = (first.point - third.point) * (first.value - second.value)
  let numerator = (first.point - third.point) * q - (first.point - second.point) * r
  return -numerator / (2 * (q - r))
}
