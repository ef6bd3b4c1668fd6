import Families
import LinearAlgebra

/// Where Fisher scoring starts: a point at which every mean is possible.
package struct StartingPoint: Sendable {
  package let point: ScoringPoint
  /// The rank, as the first weighted least-squares problem settled it.
  package let columns: RankedColumns
  /// That problem.
  package let system: ScoringSystem
}

/// Finds where to start.
///
/// With many rows it is the fit to some of them. Otherwise the working response at the family's
/// starting means is regressed on the design. If that makes some mean impossible, as it may where
/// the link lets means leave the family's range, the coefficients are drawn half by half towards
/// those of a mean as constant as can be.
///
/// - Throws: ``ModelingError/numericalFailure(_:)`` if no such point is found, `LinearAlgebraError` for
///   numbers beyond range.
package func startingPoint(of problem: ScoringProblem) throws -> StartingPoint {
  if problem.response.count >= manyRows,
    let coefficients = coefficientsOfShare(problem),
    let found = fittedStart(at: coefficients, problem)
  {
    return found
  }
  if let found = workingStart(of: problem) { return found }
  let state = try startingState(of: problem)
  let working = zip(state.linearPredictor, state.residual).map { $0 + $1 }
  let solution = try leastSquares(
    design: problem.design, response: withoutOffset(working, problem), weights: state.weight,
    method: .gram)
  let reduced = problem.selectingColumns(solution.kept)
  func start(_ point: ScoringPoint) -> StartingPoint {
    StartingPoint(point: point, columns: RankedColumns(solution), system: .solution(solution))
  }
  let first = reduced.point(at: solution.coefficients)
  if first.isValid { return start(first) }
  if let constant = try constantPoint(of: reduced) {
    let step = zip(first.coefficients, constant.coefficients).map { $0 - $1 }
    for halvings in 1...30 {
      let drawn = reduced.point(
        from: constant.coefficients, step: step,
        share: Double(sign: .plus, exponent: -halvings, significand: 1))
      if drawn.isValid { return start(drawn) }
    }
    return start(constant)
  }
  throw noStartingPoint(problem)
}

/// The rows from which on a read of them is worth avoiding.
package let manyRows = 1 << 16

/// Roughly the maximum of the likelihood of one row in sixteen; nil if anything is in the way.
///
/// Where all rows lead from there in two steps fewer than from the starting means, at the cost of
/// half a step.
private func coefficientsOfShare(_ problem: ScoringProblem) -> [Double]? {
  let plan = ScoringPlan(share: 16)
  guard var system = workingSystem(of: problem, plan: plan) else { return nil }
  var coefficients = system.solution
  for _ in 0..<8 {
    let point = problem.point(at: coefficients, plan: plan)
    guard point.isValid, let gram = point.pass.gram,
      let information = InformationSystem(gram, of: problem.design)
    else { return nil }
    system = (information, information.solve(point.pass.score))
    let step = system.solution
    for index in step.indices { coefficients[index] += step[index] }
    let energy = information.innerProduct(step, step)
    if energy <= 1e-4 * point.pass.summary.totalWeight { return coefficients }
  }
  return nil
}

/// The start at some coefficients of all columns; nil if a mean is not possible there or columns can't
/// be told apart by cross-products.
private func fittedStart(at coefficients: [Double], _ problem: ScoringProblem) -> StartingPoint? {
  let point = problem.point(at: coefficients)
  guard point.isValid, let gram = point.pass.gram,
    let information = InformationSystem(gram, of: problem.design)
  else { return nil }
  return StartingPoint(
    point: point, columns: RankedColumns(all: coefficients.count), system: .information(information)
  )
}

/// The regression of the working response, in one read of the rows; nil where it takes more than that.
private func workingStart(of problem: ScoringProblem) -> StartingPoint? {
  guard let system = workingSystem(of: problem, plan: ScoringPlan()) else { return nil }
  let point = problem.point(at: system.solution)
  guard point.isValid else { return nil }
  return StartingPoint(
    point: point, columns: RankedColumns(all: system.solution.count),
    system: .information(system.information))
}

/// The cross-products of the working response at the family's starting means, reduced and solved.
private func workingSystem(
  of problem: ScoringProblem, plan: ScoringPlan
) -> (information: InformationSystem, solution: [Double])? {
  let pass = scoringPass(
    problem.design, at: nil, offset: nil, plan: plan, empty: WorkingSummary(),
    merge: { $0.merge($1) }
  ) { rows, block, summary in
    for (i, row) in rows.enumerated() {
      let mean = problem.family.startingMean(
        response: problem.response[row], weight: problem.weights?[row] ?? 1)
      block.predictor[i] = problem.link.link(mean: mean, complement: 1 - mean)
    }
    fillWorkingBlock(
      family: problem.family, link: problem.link, response: problem.response,
      weights: problem.weights, rows: rows, block: &block, summary: &summary)
    for (i, row) in rows.enumerated() {
      let known = block.predictor[i] - (problem.offset?[row] ?? 0)
      block.score[i] = block.weight[i] * (known + block.residual[i])
    }
  }
  guard pass.summary.isValid, pass.summary.deviance.isFinite, let gram = pass.gram,
    let information = InformationSystem(gram, of: problem.design)
  else { return nil }
  return (information, information.solve(pass.score))
}

/// The working quantities at the family's starting means; a row whose own starting mean is beyond
/// the link or the range of numbers starts from the mean of the others.
private func startingState(of problem: ScoringProblem) throws -> WorkingState {
  let means = problem.response.indices.map {
    problem.family.startingMean(
      response: problem.response[$0], weight: problem.weights?[$0] ?? 1)
  }
  let predictor = means.map { problem.link.link(mean: $0, complement: 1 - $0) }
  let state = problem.state(linearPredictor: predictor)
  if state.isValid { return state }
  let isUsable = zip(predictor, means).map {
    problem.link.isValid(linearPredictor: $0) && problem.family.isValid(mean: $1)
      && (!problem.family.isCountOfTrials || $1 < 1)
  }
  let usable = zip(means, isUsable).filter(\.1).map(\.0)
  let common = usable.reduce(0) { $0 + $1 / Double(usable.count) }
  let commonPredictor = problem.link.link(mean: common, complement: 1 - common)
  let mended = problem.state(
    linearPredictor: zip(predictor, isUsable).map { $1 ? $0 : commonPredictor })
  guard !usable.isEmpty, mended.isValid else { throw noStartingPoint(problem) }
  return mended
}

/// Σ w v / Σ w, or the plain mean without weights.
package func weightedMean(_ values: [Double], _ weights: [Double]?) -> Double {
  guard let weights else { return values.reduce(0, +) / Double(max(values.count, 1)) }
  var sum = 0.0
  for (value, weight) in zip(values, weights) { sum += weight * value }
  return sum / weights.reduce(0, +)
}

/// The coefficients that come nearest to giving every row the mean of the response or, if they make
/// some mean impossible, as an offset may, those lifted or lowered in all rows until they do not.
package func constantPoint(of problem: ScoringProblem) throws -> ScoringPoint? {
  let mean = weightedMean(problem.response, problem.weights)
  let predictor = problem.link.link(mean: mean, complement: 1 - mean)
  guard predictor.isFinite,
    let nearest = try coefficients(nearestTo: predictor, in: problem, adjustedForOffset: true)
  else { return nil }
  let point = problem.point(at: nearest)
  if point.isValid { return point }
  guard let lift = try coefficients(nearestTo: 1, in: problem, adjustedForOffset: false) else {
    return nil
  }
  let predictors = problem.rows(at: nearest).predictor
  let unit = predictors.reduce(0) { max($0, ($1 - predictor).magnitude) }
  for halfUnits in [1.0, 2, 3, 4, 6, 8, 16] {
    for sign in [0.5, -0.5] {
      let lifted = problem.point(from: nearest, step: lift, share: sign * halfUnits * unit)
      if lifted.isValid { return lifted }
    }
  }
  return nil
}

/// The coefficients whose linear predictor comes nearest to a constant, the offset counted or not.
private func coefficients(
  nearestTo constant: Double, in problem: ScoringProblem, adjustedForOffset: Bool
) throws -> [Double]? {
  let target = [Double](repeating: constant, count: problem.response.count)
  let solution = try leastSquares(
    design: problem.design, response: adjustedForOffset ? withoutOffset(target, problem) : target,
    weights: problem.weights, method: .gram)
  return solution.kept.count == problem.design.columnCount ? solution.coefficients : nil
}

private func withoutOffset(_ predictor: [Double], _ problem: ScoringProblem) -> [Double] {
  guard let offset = problem.offset else { return predictor }
  return zip(predictor, offset).map { $0 - $1 }
}

private func noStartingPoint(_ problem: ScoringProblem) -> ModelingError {
  .numericalFailure(
    "no coefficients were found for which every row's mean is possible under the "
      + "\(problem.family.name) family with the \(problem.link.name) link; "
      + "try another of its links (\(problem.family.linkNames.joined(separator: ", ")))")
}
