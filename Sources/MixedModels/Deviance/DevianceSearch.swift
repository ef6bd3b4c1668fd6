import Optimization

/// The θ at which a deviance is least, with diagonals of Λ at or above zero.
package struct DevianceMinimum: Sendable {
  /// θ.
  package let theta: [Double]
  /// The deviance there.
  package let deviance: Double
  /// How the search went.
  package let search: BoundedMinimum
  /// All evaluations of the deviance, those of checks at zero included.
  package let evaluations: Int
}

/// Searches for the least deviance over θ.
///
/// - Throws: `OptimizationError` if the deviance is no number at the start.
package func minimize(_ deviance: inout ProfiledDeviance, from start: [Double])
  throws(OptimizationError) -> DevianceMinimum
{
  let found = try minimizeWithZeros(
    &deviance, from: start, startingTheta: start, place: 0,
    templates: deviance.structure.templates,
    rule: ZeroRule(
      tolerance: 1e-11, slack: { 1e-10 * max(1, $0.magnitude * 1e-2) }, unit: { _ in 1 }))
  return DevianceMinimum(
    theta: found.point, deviance: found.value, search: found.search,
    evaluations: found.evaluations)
}
