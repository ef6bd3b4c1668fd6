import Optimization

/// A minimum over parameters of which some are the free entries of Λ, its diagonals at or above zero.
struct ZeroedMinimum: Sendable {
  let point: [Double]
  /// The objective there, where it was evaluated last.
  let value: Double
  /// How the search went.
  let search: BoundedMinimum
  /// All evaluations, those of checks at zero included.
  let evaluations: Int
  /// The entries of θ, counted from its first, that were set to zero.
  let zeros: [Int]
}

/// When an entry of Λ is zero.
struct ZeroRule<Objective> {
  /// The tolerance of the search.
  let tolerance: Double
  /// How far an objective of some size may rise where entries are set to zero.
  let slack: (Double) -> Double
  /// The standard deviation of a row in units of θ, after a search.
  let unit: (Objective) -> Double
}

/// Searches for the least value of an objective over θ and other parameters.
///
/// The search knows no bounds: the objective is smooth in all of θ, and turning the sign of a column of Λ
/// leaves it alone, so that a minimum with a variance of zero is a minimum like any other. Diagonal
/// entries that come out next to nothing are then set to zero if that is no worse, and it is made sure
/// that the objective does not fall from there, since at zero its slope vanishes by symmetry.
///
/// - Parameters:
///   - objective: evaluated last at the minimum.
///   - start: all parameters.
///   - startingTheta: θ at the start; its entries are the scale on which steps away from zero are
///     tried.
///   - place: where θ begins among the parameters.
///   - templates: which entries of Λ are free.
///   - rule: what counts as zero.
/// - Returns: the minimum.
/// - Throws: `OptimizationError` if the objective is no number at the start.
func minimizeWithZeros<Objective: SmoothObjective>(
  _ objective: inout Objective, from start: [Double], startingTheta: [Double], place: Int,
  templates: [CovarianceTemplate], rule: ZeroRule<Objective>
) throws(OptimizationError) -> ZeroedMinimum {
  let range = place..<place + startingTheta.count
  var evaluations = 0
  var begin = start
  var round = 1
  while true {
    let found = try boundedQuasiNewton(&objective, from: begin, tolerance: rule.tolerance)
    evaluations += found.evaluations
    var point = found.point
    point.replaceSubrange(range, with: templates.canonical(Array(point[range])))
    var zeros: [Int] = []
    let small = negligibleEntries(templates, Array(point[range]), unit: rule.unit(objective))
    if !small.isEmpty {
      var zeroed = point
      for index in small { zeroed[place + index] = 0 }
      let there = objective.value(at: zeroed)
      evaluations += 1
      if there <= found.value + rule.slack(found.value) {
        (point, zeros) = (zeroed, small)
        let away = stepAwayFromZero(
          &objective, point, zeros: small, startingTheta: startingTheta, place: place)
        evaluations += 1
        if round < 4, let away {
          begin = away
          round += 1
          continue
        }
      }
    }
    let value = objective.value(at: point)
    return ZeroedMinimum(
      point: point, value: value, search: found, evaluations: evaluations + 1, zeros: zeros)
  }
}

/// Diagonal entries that are next to nothing beside the standard deviation of their effect (or, where
/// they are all of it, beside that of a row), with what is next to nothing below them.
///
/// - Parameters:
///   - templates: which entries are free.
///   - theta: the entries.
///   - unit: the standard deviation of a row in units of θ.
/// - Returns: their places.
func negligibleEntries(
  _ templates: [CovarianceTemplate], _ theta: [Double], unit: Double = 1
) -> [Int] {
  var found: [Int] = []
  for (template, start) in zip(templates, templates.parameterStarts) {
    /// Whether an entry makes less than a thousandth of its row of Λ, which has the length of the
    /// effect's standard deviation; or of the unit, if that is less.
    func isNegligible(_ place: Int) -> Bool {
      let row = template.entries.indices.filter {
        template.entries[$0].row == template.entries[place].row && $0 != place
      }
      let others = row.reduce(0) { $0 + theta[start + $1] * theta[start + $1] }.squareRoot()
      return theta[start + place].magnitude < 1e-3 * (others < 1e-3 * unit ? unit : others)
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

/// A start with positive entries if the objective falls when entries at zero grow, else nil.
private func stepAwayFromZero<Objective: SmoothObjective>(
  _ objective: inout Objective, _ point: [Double], zeros: [Int], startingTheta: [Double], place: Int
) -> [Double]? {
  var near = point
  for index in zeros { near[place + index] = 1e-3 * startingTheta[index] }
  guard objective.value(at: near).isFinite else { return nil }
  let gradient = objective.gradient()
  let falling = zeros.filter {
    startingTheta[$0] != 0 && gradient[place + $0] < -1e-6 * near[place + $0]
  }
  if falling.isEmpty { return nil }
  var away = point
  for index in falling { away[place + index] = 0.5 * startingTheta[index] }
  return away
}
