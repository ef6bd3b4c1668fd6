import Families
import LinearAlgebra

/// Whether and how an iteration came to rest.
public struct Convergence: Sendable, Equatable {
  /// Whether the last step was rounding.
  public let converged: Bool
  /// The number of weighted least-squares problems solved.
  public let iterations: Int
  /// The last step, relative to each coefficient or its standard error, whichever is larger: the
  /// score in the metric of the information, so a small change in deviance alone does not count.
  /// Infinite if there was only one iteration, whose step has nothing to be compared with.
  public let criterion: Double
}

/// How the iteration ended.
enum IterationEnd: Sendable {
  /// The last step was rounding.
  case atRest
  /// There were as many iterations as allowed.
  case outOfIterations
  /// No part of the step lowers the deviance with possible means: the maximum lies where some mean
  /// is at the end of its range.
  case blocked
  /// So many working weights vanished that the coefficients can't be told apart any more.
  case informationLost
  /// The likelihood rises without end.
  case separated(SeparatingDirection)
}

/// How large a step is, in several measures.
struct StepSize: Sendable {
  /// The largest part relative to its coefficient or standard error, whichever is larger.
  let relativeToError: Double
  /// The largest change of a mean relative to its distance from the ends of its range.
  let relativeToMeans: Double
  /// The largest change of a linear predictor relative to the largest linear predictor, or to 1.
  let relativeToPredictors: Double

  /// Measures a step: the coefficients of a least-squares problem, and the change they make in the
  /// linear predictors, Xδ.
  init(
    of solution: LeastSquaresSolution, change: [Double], at point: ScoringPoint,
    in problem: ScoringProblem
  ) {
    relativeToError = largestOverError(solution, at: point, family: problem.family)
    let largestPredictor = point.state.linearPredictor.reduce(1) { max($0, $1.magnitude) }
    relativeToPredictors = change.reduce(0) { max($0, $1.magnitude) } / largestPredictor
    // Costs a pass over the links, so only where it may matter.
    relativeToMeans =
      relativeToPredictors < 1e-6
      ? largestOverMeans(change, at: point, in: problem) : .infinity
  }

  /// Whether this is rounding: below the tolerance beside the standard errors, or too small to
  /// change any mean, which is all there is to go by where the fit is perfect and the standard errors
  /// vanish.
  ///
  /// Where the likelihood rises without end standard errors outgrow the steps, but the linear
  /// predictors go on changing.
  func isRounding(tolerance: Double) -> Bool {
    relativeToError <= tolerance && relativeToPredictors <= max(1e-6, tolerance)
      || relativeToMeans <= 4 * Double.ulpOfOne
  }

  /// Whether this is near enough to rounding for a step that can't be taken to be nothing but it.
  var isNearRounding: Bool { relativeToError <= 1e-6 || relativeToMeans <= 1e-12 }
}

private func largestOverError(
  _ solution: LeastSquaresSolution, at point: ScoringPoint, family: any Family
) -> Double {
  let freedom = Double(max(1, point.state.weight.count - point.coefficients.count))
  let dispersion: Double =
    switch family.dispersion {
    case .fixed(let value): value
    case .estimated: point.state.pearsonChiSquared / freedom
    }
  var largest = 0.0
  for (index, part) in solution.coefficients.enumerated() where part != 0 {
    let error = (dispersion * solution.unscaledCovariance[index, index]).squareRoot()
    let reference = max(point.coefficients[index].magnitude, error)
    largest = max(largest, reference > 0 ? part.magnitude / reference : .infinity)
  }
  return largest
}

private func largestOverMeans(
  _ change: [Double], at point: ScoringPoint, in problem: ScoringProblem
) -> Double {
  var largest = 0.0
  for (predictor, part) in zip(point.state.linearPredictor, change) where part != 0 {
    let inverse = problem.link.inverse(predictor)
    let distance =
      problem.family.isCountOfTrials
      ? min(inverse.mean, inverse.complement) : inverse.mean.magnitude
    let effect = (inverse.derivative * part).magnitude
    if effect > 0 { largest = max(largest, distance > 0 ? effect / distance : .infinity) }
  }
  return largest
}
