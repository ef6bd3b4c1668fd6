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

/// Searches for the least deviance.
///
/// The search knows no bounds: d is smooth in all of θ, and turning the sign of a column of Λ leaves it
/// alone, so that a minimum with a variance of zero is a minimum like any other. Diagonal entries
/// that come out next to nothing are then set to zero if that is no worse, and it is made sure that d does not
/// fall from there, since at zero its slope vanishes by symmetry.
///
/// - Throws: `OptimizationError` if the deviance is no number at the start.
package func minimize(_ deviance: inout ProfiledDeviance, from start: [Double])
  throws(OptimizationError) -> DevianceMinimum
{
  let templates = deviance.structure.templates
  var evaluations = 0
  var begin = start
  for round in 0..<4 {
    let found = try boundedQuasiNewton(&deviance, from: begin, tolerance: 1e-11)
    evaluations += found.evaluations
    var theta = templates.canonical(found.point)
    var value = found.value
    let small = negligibleEntries(templates, theta)
    if !small.isEmpty {
      var zeroed = theta
      for index in small { zeroed[index] = 0 }
      let there = deviance.value(at: zeroed)
      evaluations += 1
      if there <= value + 1e-10 * max(1, value.magnitude * 1e-2) {
        (theta, value) = (zeroed, there)
        evaluations += 1
        if round < 3, let away = stepAwayFromZero(&deviance, theta, small, start: start) {
          begin = away
          continue
        }
      }
    }
    _ = deviance.value(at: theta)
    return DevianceMinimum(
      theta: theta, deviance: value, search: found, evaluations: evaluations + 1)
  }
  preconditionFailure("the last round returns")
}

/// Diagonal entries that are next to nothing beside the standard deviation of their effect (or, where
/// they are all of it, beside that of a row), with what is next to nothing below them.
func negligibleEntries(_ templates: [CovarianceTemplate], _ theta: [Double]) -> [Int] {
  var found: [Int] = []
  for (template, start) in zip(templates, templates.parameterStarts) {
    /// Whether an entry makes less than a thousandth of its row of Λ, which has the length of the
    /// effect's standard deviation over σ; or of 1, if that is less.
    func isNegligible(_ place: Int) -> Bool {
      let row = template.entries.indices.filter {
        template.entries[$0].row == template.entries[place].row && $0 != place
      }
      let others = row.reduce(0) { $0 + theta[start + $1] * theta[start + $1] }.squareRoot()
      return theta[start + place].magnitude < 1e-3 * (others < 1e-3 ? 1 : others)
    }
    for (place, entry) in template.entries.enumerated()
    where entry.isDiagonal && isNegligible(place) {
      found += template.entries.indices.filter {
        template.entries[$0].column == entry.column && ($0 == place || isNegligible($0))
      }.map { start + $0 }
    }
  }
  return found
}

/// A start with positive entries if the deviance falls when entries at zero grow, else nil.
private func stepAwayFromZero(
  _ deviance: inout ProfiledDeviance, _ theta: [Double], _ zeros: [Int], start: [Double]
) -> [Double]? {
  var near = theta
  for index in zeros { near[index] = start[index] == 0 ? 0 : 1e-3 * start[index] }
  guard deviance.value(at: near).isFinite else { return nil }
  let gradient = deviance.gradient()
  let falling = zeros.filter { start[$0] != 0 && gradient[$0] < -1e-6 * near[$0] }
  if falling.isEmpty { return nil }
  var away = theta
  for index in falling { away[index] = 0.5 * start[index] }
  return away
}
