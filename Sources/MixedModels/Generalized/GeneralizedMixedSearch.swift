import Optimization

/// A deviance over β and θ.
protocol GeneralizedMixedObjective: SmoothObjective {
  var problem: GeneralizedMixedProblem { get }
}

extension LaplaceDeviance: GeneralizedMixedObjective {}

/// Where a deviance over β and θ is least.
struct GeneralizedMixedMinimum: Sendable {
  let coefficients: [Double]
  let theta: [Double]
  /// log φ, or nothing.
  let logDispersion: [Double]
  /// D there.
  let deviance: Double
  let search: BoundedMinimum
  /// All evaluations, those of checks at zero included.
  let evaluations: Int
  /// The entries of θ that are zero with their effects: the edge of what is possible.
  let zeros: [Int]
}

/// Searches for the least deviance over β and θ.
///
/// As for linear mixed models the search knows no bounds; diagonal entries of Λ that come out next to nothing
/// are set to zero if that is no worse, and it is made sure that D does not fall from there.
///
/// - Throws: `OptimizationError` if the deviance is no number at the start.
func minimize<Objective: GeneralizedMixedObjective>(
  _ deviance: inout Objective, fixed: [Double], theta: [Double], logDispersion: [Double]
) throws(OptimizationError) -> GeneralizedMixedMinimum {
  let p = fixed.count
  let templates = deviance.problem.structure.templates
  var evaluations = 0
  var begin = fixed + theta + logDispersion
  var rounds = 0
  while true {
    rounds += 1
    let found = try boundedQuasiNewton(&deviance, from: begin, tolerance: 1e-12)
    evaluations += found.evaluations
    let coefficients = Array(found.point[..<p])
    let last = Array(found.point[(p + theta.count)...])
    var best = templates.canonical(Array(found.point[p..<p + theta.count]))
    var value = found.value
    let small = negligibleEntries(templates, best)
    var isZeroed = false
    if !small.isEmpty {
      var zeroed = best
      for index in small { zeroed[index] = 0 }
      let there = deviance.value(at: coefficients + zeroed + last)
      evaluations += 1
      if there <= value + 1e-6 {
        (best, value, isZeroed) = (zeroed, there, true)
        let away = stepAwayFromZero(
          &deviance, coefficients, best, last, zeros: small, start: theta)
        evaluations += 1
        if rounds < 4, let away {
          begin = away
          continue
        }
      }
    }
    value = deviance.value(at: coefficients + best + last)
    return GeneralizedMixedMinimum(
      coefficients: coefficients, theta: best, logDispersion: last, deviance: value, search: found,
      evaluations: evaluations + 1, zeros: isZeroed ? small : [])
  }
}

/// A start with positive entries if the deviance falls when entries at zero grow, else nil.
private func stepAwayFromZero<Objective: GeneralizedMixedObjective>(
  _ deviance: inout Objective, _ coefficients: [Double], _ theta: [Double], _ last: [Double],
  zeros: [Int], start: [Double]
) -> [Double]? {
  var near = theta
  for index in zeros { near[index] = 1e-3 * start[index] }
  guard deviance.value(at: coefficients + near + last).isFinite else { return nil }
  let gradient = deviance.gradient()
  let falling = zeros.filter {
    start[$0] != 0 && gradient[coefficients.count + $0] < -1e-6 * near[$0]
  }
  if falling.isEmpty { return nil }
  var away = theta
  for index in falling { away[index] = 0.5 * start[index] }
  return coefficients + away + last
}
