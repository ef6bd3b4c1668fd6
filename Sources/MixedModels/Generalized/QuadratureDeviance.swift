import Families
import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// −2 log L of a model with one scalar random effect by adaptive Gauss–Hermite quadrature, as a function
/// of β and θ, up to what the saturated likelihood adds.
///
/// The nodes of each group stand about its mode û in units of σ = M^(−1/2) (Pinheiro, J. C. & Bates, D. M.
/// (1995), Journal of Computational and Graphical Statistics 4, 12–35); one node is Laplace's
/// approximation. The gradient is that of the sum, the nodes' own way included.
final class QuadratureDeviance: GeneralizedMixedObjective {
  let problem: GeneralizedMixedProblem
  /// Finds the modes and their curvature.
  let laplace: LaplaceDeviance
  var rowUnit: Double { laplace.rowUnit }
  private let rule: GaussHermiteRule
  private var current: GroupQuadrature?

  /// - Precondition: one factor with one effect.
  init(_ problem: GeneralizedMixedProblem, rule: GaussHermiteRule, start: [Double]? = nil) {
    precondition(problem.effects.count == 1 && problem.effects[0].effectCount == 1)
    self.problem = problem
    self.rule = rule
    laplace = LaplaceDeviance(problem, start: start)
  }

  func value(at parameters: [Double]) -> Double {
    current = nil
    guard laplace.value(at: parameters).isFinite, let modes = laplace.modes else { return .nan }
    let found = GroupQuadrature(
      problem, rule, modes, fixed: Array(parameters.dropLast()), theta: parameters.last ?? 0)
    current = found
    return found.deviance
  }

  func gradient() -> [Double] {
    guard let current, let modes = laplace.modes else {
      return [Double](repeating: .nan, count: problem.fixedCount + 1)
    }
    return quadratureGradient(problem, current, modes)
  }

  /// That of Laplace's approximation.
  func curvature() -> [Double]? {
    _ = laplace.gradient()
    return laplace.curvature()
  }
}

/// The integrals of all groups at one point.
private struct GroupQuadrature: Sendable {
  let theta: Double
  let base: [Double]
  /// 1/σ² of each group.
  let precisions: [Double]
  /// For each node the u of each group.
  let nodes: [[Double]]
  /// For each node its share of each group's integral.
  let shares: [[Double]]
  /// For each node Σ z ∂ℓ/∂η of each group.
  let scores: [[Double]]
  /// For each node its distance from the mode in units of σ.
  let distances: [Double]
  let deviance: Double

  init(
    _ problem: GeneralizedMixedProblem, _ rule: GaussHermiteRule, _ modes: PenalizedModes,
    fixed: [Double], theta: Double
  ) {
    self.theta = theta
    let base = problem.fixedPredictor(fixed)
    self.base = base
    let groups = problem.effects[0].levelCount
    let information = modes.products.levels[0]
    let precisions = (0..<groups).map { 1 + theta * theta * information[2 * $0] }
    let distances = rule.nodes.map { 2.0.squareRoot() * $0 }
    let nodes = distances.map { distance in
      (0..<groups).map { modes.spherical[$0] + distance / precisions[$0].squareRoot() }
    }
    let sums = concurrentMap(count: nodes.count) { k in
      groupSums(problem, base: base, effects: nodes[k].map { theta * $0 })
    }
    var total = 0.0
    var shares = [[Double]](
      repeating: [Double](repeating: 0, count: groups), count: nodes.count)
    for group in 0..<groups {
      // Half the penalised deviance at each node.
      let halves = nodes.indices.map {
        0.5 * (sums[$0].deviances[group] + nodes[$0][group] * nodes[$0][group])
      }
      let least = halves.reduce(.infinity) { min($0, $1) }
      var sum = 0.0
      for k in nodes.indices {
        shares[k][group] = rule.weights[k] * exp(least - halves[k])
        sum += shares[k][group]
      }
      for k in nodes.indices { shares[k][group] /= sum }
      total += 2 * least + log(precisions[group]) - 2 * log(sum / Double.pi.squareRoot())
    }
    self.precisions = precisions
    self.nodes = nodes
    self.distances = distances
    self.shares = shares
    scores = sums.map(\.scores)
    deviance = total
  }
}

/// ∂D/∂(β, θ). With A = ℓ − u²/2 and the shares p of the nodes, a group's log-integral changes by
/// Σ p ∂A + c₁ dû + (1 + c₂) d log σ, where c₁ = Σ p A′ and c₂ = Σ p A′ (u − û).
private func quadratureGradient(
  _ problem: GeneralizedMixedProblem, _ quadrature: GroupQuadrature, _ modes: PenalizedModes
) -> [Double] {
  let theta = quadrature.theta
  let own = problem.effects[0]
  let groups = own.levelCount
  let count = problem.rowCount
  let bends = problem.informationDerivatives(modes.rows)
  let column = own.columns[0]
  func z(_ row: Int) -> Double { column?[row] ?? 1 }
  // Σ z³ ∂W/∂η.
  var cubes = [Double](repeating: 0, count: groups)
  for row in 0..<count {
    cubes[Int(own.codes[row])] += z(row) * z(row) * z(row) * bends[row]
  }
  var byTheta = 0.0
  // What multiplies θ²z²W′ and −θzW/M of each row.
  var spread = [Double](repeating: 0, count: groups)
  var shift = spread
  for group in 0..<groups {
    let precision = quadrature.precisions[group]
    let mode = modes.spherical[group]
    var (first, second) = (0.0, 0.0)
    for k in quadrature.nodes.indices {
      let share = quadrature.shares[k][group]
      let u = quadrature.nodes[k][group]
      let slope = theta * quadrature.scores[k][group] - u
      first += share * slope
      second += share * slope * (u - mode)
      byTheta += share * u * quadrature.scores[k][group]
    }
    let information = modes.products.levels[0][2 * group]
    let score = modes.products.levels[0][2 * group + 1]
    spread[group] = -(1 + second) / (2 * precision)
    shift[group] = (first + spread[group] * theta * theta * theta * cubes[group]) / precision
    byTheta += spread[group] * (2 * theta * information + theta * theta * cubes[group] * mode)
    byTheta += shift[group] * (score - theta * information * mode)
  }
  var rows = meanScores(problem, quadrature)
  for row in 0..<count {
    let group = Int(own.codes[row])
    rows[row] +=
      spread[group] * theta * theta * z(row) * z(row) * bends[row]
      - shift[group] * theta * z(row) * modes.rows.information[row]
  }
  let byFixed = problem.fixedTransposedProduct(rows)
  return byFixed.map { -2 * $0 } + [-2 * byTheta]
}

/// The deviance and Σ z ∂ℓ/∂η of each group at some effects.
private func groupSums(
  _ problem: GeneralizedMixedProblem, base: [Double], effects: [Double]
) -> (deviances: [Double], scores: [Double]) {
  let own = problem.effects[0]
  var deviances = [Double](repeating: 0, count: own.levelCount)
  var scores = deviances
  let column = own.columns[0]
  forEachRow(
    0..<problem.rowCount, problem, family: problem.family, link: problem.link, base: base,
    effect: { effects[$0] },
    body: { row, group, deviance, score in
      deviances[group] += deviance
      scores[group] += score * (column?[row] ?? 1)
    })
  return (deviances, scores)
}

/// Σ over nodes of the share of the row's group times ∂ℓ/∂η, for each row.
private func meanScores(
  _ problem: GeneralizedMixedProblem, _ quadrature: GroupQuadrature
) -> [Double] {
  let size = 4096
  let count = problem.rowCount
  return concurrentMap(count: (count + size - 1) / size) { part -> [Double] in
    let rows = part * size..<min(count, (part + 1) * size)
    var sums = [Double](repeating: 0, count: rows.count)
    for k in quadrature.nodes.indices {
      forEachRow(
        rows, problem, family: problem.family, link: problem.link, base: quadrature.base,
        effect: { quadrature.theta * quadrature.nodes[k][$0] },
        body: { row, group, _, score in
          sums[row - rows.lowerBound] += quadrature.shares[k][group] * score
        })
    }
    return sums
  }.flatMap { $0 }
}

/// Calls `body` with row, group, deviance and ∂ℓ/∂η of each row at the effects of its group.
private func forEachRow<F: Family, L: Link>(
  _ rows: Range<Int>, _ problem: GeneralizedMixedProblem, family: F, link: L, base: [Double],
  effect: (Int) -> Double, body: (Int, Int, Double, Double) -> Void
) {
  let own = problem.effects[0]
  let column = own.columns[0]
  for row in rows {
    let group = Int(own.codes[row])
    let value = link.inverse(base[row] + effect(group) * (column?[row] ?? 1))
    let weight = problem.weights?[row] ?? 1
    let response = problem.response[row]
    let deviance =
      weight
      * family.unitDeviance(response: response, mean: value.mean, complement: value.complement)
    let residual = family.residual(
      response: response, mean: value.mean, complement: value.complement)
    let slope =
      value.derivative / family.variance(mean: value.mean, complement: value.complement)
    let score = weight * residual * slope
    body(row, group, deviance, score.isFinite ? score : 0)
  }
}
