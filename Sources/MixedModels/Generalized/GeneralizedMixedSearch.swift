import Optimization

/// A deviance over β and θ.
protocol GeneralizedMixedObjective: SmoothObjective {
  var problem: GeneralizedMixedProblem { get }
  /// The standard deviation of a row on the scale of the linear predictor, by which variances are next to
  /// nothing; 1 where no dispersion gives it a unit.
  var rowUnit: Double { get }
}

extension LaplaceDeviance: GeneralizedMixedObjective {
  var rowUnit: Double {
    guard problem.hasDispersion, let information = modes?.rows.expected else { return 1 }
    let mean = information.reduce(0, +) / Double(max(1, information.count))
    return mean > 0 && mean.isFinite ? 1 / mean.squareRoot() : 1
  }
}

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
/// An entry of Λ at zero may leave D higher by 10⁻⁶, since modes are found to a few digits less than
/// D has.
///
/// - Throws: `OptimizationError` if the deviance is no number at the start.
func minimize<Objective: GeneralizedMixedObjective>(
  _ deviance: inout Objective, fixed: [Double], theta: [Double], logDispersion: [Double]
) throws(OptimizationError) -> GeneralizedMixedMinimum {
  let p = fixed.count
  let unit = { (deviance: Objective) in deviance.rowUnit }
  let found = try minimizeWithZeros(
    &deviance, from: fixed + theta + logDispersion, startingTheta: theta, place: p,
    templates: deviance.problem.structure.templates,
    rule: ZeroRule(tolerance: 1e-12, slack: { _ in 1e-6 }, unit: unit))
  return GeneralizedMixedMinimum(
    coefficients: Array(found.point[..<p]),
    theta: Array(found.point[p..<p + theta.count]),
    logDispersion: Array(found.point[(p + theta.count)...]), deviance: found.value,
    search: found.search, evaluations: found.evaluations, zeros: found.zeros)
}
