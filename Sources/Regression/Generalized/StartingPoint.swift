import Families
import LinearAlgebra
import Modeling

/// Where Fisher scoring starts: the first weighted least-squares problem and a point at which every
/// mean is possible.
struct StartingPoint: Sendable {
  let point: ScoringPoint
  /// The first weighted least-squares problem, which settles the rank.
  let solution: LeastSquaresSolution
}

/// Finds where to start.
///
/// The working response at the family's starting means is regressed on the design. If that makes
/// some mean impossible, as it may where the link lets means leave the family's range, the
/// coefficients are drawn half by half towards those of a mean as constant as can be.
///
/// - Throws: `ModelingError.numericalFailure` if no such point is found.
func startingPoint(of problem: ScoringProblem) throws -> StartingPoint {
  let state = try startingState(of: problem)
  let working = zip(state.linearPredictor, state.residual).map { $0 + $1 }
  let solution = try leastSquares(
    design: problem.design, response: withoutOffset(working, problem), weights: state.weight)
  let reduced = problem.selectingColumns(solution.kept)
  let first = reduced.point(at: solution.coefficients)
  if first.state.isValid { return StartingPoint(point: first, solution: solution) }
  if let constant = try constantPoint(of: reduced) {
    let step = zip(first.coefficients, constant.coefficients).map { $0 - $1 }
    for halvings in 1...30 {
      let drawn = reduced.point(
        from: constant.coefficients, step: step,
        share: Double(sign: .plus, exponent: -halvings, significand: 1))
      if drawn.state.isValid { return StartingPoint(point: drawn, solution: solution) }
    }
    return StartingPoint(point: constant, solution: solution)
  }
  throw noStartingPoint(problem)
}

/// The working quantities at the family's starting means; a row whose own starting mean is beyond
/// the link or the range of numbers starts from the mean of the others.
private func startingState(of problem: ScoringProblem) throws -> WorkingState {
  let means = zip(problem.response, problem.weights).map {
    problem.family.startingMean(response: $0, weight: $1)
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

/// The coefficients that come nearest to giving every row the mean of the response or, if they make
/// some mean impossible, as an offset may, those lifted or lowered in all rows until they do not.
private func constantPoint(of problem: ScoringProblem) throws -> ScoringPoint? {
  let mean = weightedMean(problem.response, problem.weights)
  let predictor = problem.link.link(mean: mean, complement: 1 - mean)
  guard predictor.isFinite,
    let nearest = try coefficients(nearestTo: predictor, in: problem, adjustedForOffset: true)
  else { return nil }
  let point = problem.point(at: nearest)
  if point.state.isValid { return point }
  guard let lift = try coefficients(nearestTo: 1, in: problem, adjustedForOffset: false) else {
    return nil
  }
  let unit = point.state.linearPredictor.reduce(0) { max($0, ($1 - predictor).magnitude) }
  for halfUnits in [1.0, 2, 3, 4, 6, 8, 16] {
    for sign in [0.5, -0.5] {
      let lifted = problem.point(from: nearest, step: lift, share: sign * halfUnits * unit)
      if lifted.state.isValid { return lifted }
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
    weights: problem.weights)
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
