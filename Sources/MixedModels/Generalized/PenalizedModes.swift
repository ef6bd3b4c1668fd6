/// The standardised effects û at which −2ℓ + ‖u‖² is least, at some β and Λ, with what the search for
/// them leaves: the factor of the effects' information stands in the ``BlockedCholesky`` it was given.
struct PenalizedModes: Sendable {
  /// û.
  let spherical: [Double]
  /// Λû.
  let effects: [Double]
  /// The rows at η = Xβ + ZΛû + offset.
  let rows: RowDerivatives
  /// Z′WZ and Z′s there.
  let products: MixedCrossProducts

  /// The deviance of the rows and ‖û‖².
  var penalizedDeviance: Double { penalized(rows, spherical) }

  /// Z′s, in the order of the effects.
  func scores(_ structure: LevelStructure) -> [Double] { effectScores(structure, products) }
}

/// Finds û by Newton's method with steps halved until the penalised deviance falls: penalised
/// iteratively reweighted least squares, with the observed information.
///
/// Where that is not positive definite on the way, a step is taken with the expected one. The
/// iteration goes on until what a step promises is rounding: an error of ε in û costs ε of log |M|, not
/// ε². Complexity: a pass over the rows and a factorization for each step.
///
/// - Parameters:
///   - problem: the data.
///   - factor: takes the factor of Λ′Z′WZΛ + I at û.
///   - base: Xβ + offset.
///   - lambda: Λ of every factor.
///   - start: where to begin.
/// - Returns: nil where no mode was found.
func penalizedModes(
  _ problem: GeneralizedMixedProblem, _ factor: BlockedCholesky, base: [Double],
  lambda: [[Double]], from start: [Double]
) -> PenalizedModes? {
  var search = ModeSearch(problem: problem, base: base, lambda: lambda, at: start)
  if !search.penalized.isFinite {
    search.move(to: [Double](repeating: 0, count: start.count))
    guard search.penalized.isFinite else { return nil }
  }
  var before = Double.infinity
  for _ in 0..<200 {
    guard let step = search.newtonStep(factor) else { return nil }
    let isRounding =
      step.promised <= 1e-20 * max(1, search.penalized)
      || (step.promised <= 1e-13 && step.promised >= 0.25 * before)
    if step.isObserved && isRounding { return search.modes(step.products) }
    before = step.promised
    if !search.advance(step) {
      // Nothing falls any more: what is left is rounding, or there is no minimum.
      guard step.isObserved, step.promised <= 1e-9 * max(1, search.penalized) else { return nil }
      return search.modes(step.products)
    }
  }
  return nil
}

private struct ModeStep {
  let direction: [Double]
  /// Twice the fall of half the penalised deviance by the quadratic model.
  let promised: Double
  let isObserved: Bool
  let products: MixedCrossProducts
}

private struct ModeSearch {
  let problem: GeneralizedMixedProblem
  let base: [Double]
  let lambda: [[Double]]
  var u: [Double]
  var effects: [Double]
  var rows: RowDerivatives
  var penalized: Double

  init(
    problem: GeneralizedMixedProblem, base: [Double], lambda: [[Double]], at start: [Double]
  ) {
    self.problem = problem
    self.base = base
    self.lambda = lambda
    u = start
    effects = scaled(problem.structure, lambda, start)
    rows = problem.derivatives(base: base, effects: effects)
    penalized = MixedModels.penalized(rows, start)
  }

  mutating func move(to point: [Double]) {
    self = ModeSearch(problem: problem, base: base, lambda: lambda, at: point)
  }

  /// M⁻¹(Λ′Z′s − u).
  func newtonStep(_ factor: BlockedCholesky) -> ModeStep? {
    let structure = problem.structure
    var products = MixedCrossProducts(
      structure, problem.effects, weights: rows.information, scores: rows.score)
    var isObserved = true
    if !factor.factor(products, lambda: lambda) {
      if problem.isCanonical { return nil }
      products = MixedCrossProducts(
        structure, problem.effects, weights: rows.expected, scores: rows.score)
      isObserved = false
      guard factor.factor(products, lambda: lambda) else { return nil }
    }
    let slope = scaledTransposed(structure, lambda, effectScores(structure, products))
    let residual = zip(slope, u).map { $0 - $1 }
    let direction = factor.solveEffects(residual)
    let promised = zip(residual, direction).reduce(0) { $0 + $1.0 * $1.1 }
    guard promised.isFinite else { return nil }
    return ModeStep(
      direction: direction, promised: promised, isObserved: isObserved, products: products)
  }

  /// Takes a step, halved until the penalised deviance does not rise; false if it does at any length.
  mutating func advance(_ step: ModeStep) -> Bool {
    let slack = 1e-13 * max(1, penalized.magnitude)
    var share = 1.0
    for _ in 0..<30 {
      let trial = ModeSearch(
        problem: problem, base: base, lambda: lambda,
        at: zip(u, step.direction).map { $0 + share * $1 })
      if trial.penalized <= penalized + slack {
        self = trial
        return true
      }
      share /= 2
    }
    return false
  }

  func modes(_ products: MixedCrossProducts) -> PenalizedModes {
    PenalizedModes(spherical: u, effects: effects, rows: rows, products: products)
  }
}

/// The deviance of the rows and ‖u‖².
private func penalized(_ rows: RowDerivatives, _ u: [Double]) -> Double {
  rows.deviance + u.reduce(0) { $0 + $1 * $1 }
}

/// Z′s as it stands among the products.
private func effectScores(_ structure: LevelStructure, _ products: MixedCrossProducts) -> [Double] {
  var result = [Double](repeating: 0, count: structure.effectCount)
  for (index, factor) in structure.factors.enumerated() {
    let q = factor.effectCount
    for level in 0..<factor.levelCount {
      let source = level * q * (q + 1) + q * q
      let first = structure.effectStarts[index] + level * q
      for r in 0..<q { result[first + r] = products.levels[index][source + r] }
    }
  }
  return result
}
