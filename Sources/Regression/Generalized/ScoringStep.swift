import Families
import LinearAlgebra
import Modeling

/// A step of Fisher scoring at a point.
struct ScoringStep: Sendable {
  /// δ: one for each kept column.
  let parts: [Double]
  let system: ScoringSystem
  /// The columns that could be told apart, if not all.
  let kept: [Int]
  /// Xδ and the working weights, where the step came from arrays of all rows.
  let rows: (change: [Double], weights: [Double])?

  /// Solves for the step from the sums of the point, or from its rows where columns are too nearly
  /// dependent for them.
  init(at point: ScoringPoint, in problem: ScoringProblem) throws {
    if let gram = point.pass.gram,
      let information = InformationSystem(gram, of: problem.design)
    {
      parts = information.solve(point.pass.score)
      system = .information(information)
      kept = Array(parts.indices)
      rows = nil
      return
    }
    let working = point.pass.rows ?? problem.rows(at: point.coefficients)
    // Not refined: working responses and weights are rounded themselves.
    let solution = try leastSquares(
      design: problem.design, response: working.residual, weights: working.weight, method: .gram)
    parts = solution.coefficients
    system = .solution(solution)
    kept = solution.kept
    let isWhole = kept.count == problem.design.columnCount
    rows = isWhole ? (product(problem.design, parts), working.weight) : nil
  }
}

/// How large a step is, in several measures.
struct StepSize: Sendable {
  /// The largest part relative to its coefficient or standard error, whichever is larger.
  let relativeToError: Double
  private let step: ScoringStep
  private let point: ScoringPoint
  private let problem: ScoringProblem

  /// Measures a step.
  init(of step: ScoringStep, at point: ScoringPoint, in problem: ScoringProblem) {
    relativeToError = largestOverError(step, at: point, in: problem)
    self.step = step
    self.point = point
    self.problem = problem
  }

  /// Whether this is rounding: below the tolerance beside the standard errors, or too small to
  /// change any mean, which is all there is to go by where the fit is perfect and the standard errors
  /// vanish.
  ///
  /// Where the likelihood rises without end standard errors outgrow the steps, but the linear
  /// predictors go on changing. How much rows change is read off them only where bounds leave it
  /// open: with E = δ′X′WXδ the largest change of a linear predictor is at least (E/ΣW)^½ and at most
  /// (E/min W)^½.
  func isRounding(tolerance: Double) -> Bool {
    let summary = point.pass.summary
    if step.rows == nil, case .information(let system) = step.system {
      let energy = max(0, system.innerProduct(step.parts, step.parts))
      let largest = max(1, summary.largestPredictor)
      if relativeToError <= tolerance {
        let most = 2 * (energy / summary.leastWeight).squareRoot()
        if most <= largest * max(1e-6, tolerance) { return true }
      } else {
        let least = 0.5 * (energy / summary.totalWeight).squareRoot()
        if least >= 1e-6 * largest || summary.leastRate * least > 4 * Double.ulpOfOne {
          return false
        }
      }
    }
    let change = changeOfRows
    let relative = relativeToPredictors(change)
    return relativeToError <= tolerance && relative <= max(1e-6, tolerance)
      || relativeToMeans(change, relative) <= 4 * Double.ulpOfOne
  }

  /// Whether this is near enough to rounding for a step that can't be taken to be nothing but it.
  var isNearRounding: Bool {
    if relativeToError <= 1e-6 { return true }
    let change = changeOfRows
    return relativeToMeans(change, relativeToPredictors(change)) <= 1e-12
  }

  /// Xδ.
  private var changeOfRows: [Double] {
    step.rows?.change ?? product(problem.design, step.parts)
  }

  /// The largest change of a linear predictor relative to the largest linear predictor, or to 1.
  private func relativeToPredictors(_ change: [Double]) -> Double {
    change.reduce(0) { max($0, $1.magnitude) } / max(1, point.pass.summary.largestPredictor)
  }

  /// The largest change of a mean relative to its distance from the ends of its range; +∞ where
  /// linear predictors change too much for it to matter.
  private func relativeToMeans(_ change: [Double], _ relativeToPredictors: Double) -> Double {
    if !(relativeToPredictors < 1e-6) { return .infinity }
    return largestOverMeans(change, at: point, in: problem)
  }
}

private func largestOverError(
  _ step: ScoringStep, at point: ScoringPoint, in problem: ScoringProblem
) -> Double {
  let freedom = Double(max(1, problem.response.count - point.coefficients.count))
  let dispersion: Double =
    switch problem.family.dispersion {
    case .fixed(let value): value
    case .estimated: point.pass.summary.pearsonChiSquared / freedom
    }
  let covariance = step.system.unscaledCovariance
  var largest = 0.0
  for (index, part) in step.parts.enumerated() where part != 0 {
    let error = (dispersion * covariance[index, index]).squareRoot()
    let reference = max(point.coefficients[index].magnitude, error)
    largest = max(largest, reference > 0 ? part.magnitude / reference : .infinity)
  }
  return largest
}

private func largestOverMeans(
  _ change: [Double], at point: ScoringPoint, in problem: ScoringProblem
) -> Double {
  let predictors =
    point.pass.rows?.predictor ?? problem.rows(at: point.coefficients).predictor
  var largest = 0.0
  for (predictor, part) in zip(predictors, change) where part != 0 {
    let inverse = problem.link.inverse(predictor)
    let distance =
      problem.family.isCountOfTrials
      ? min(inverse.mean, inverse.complement) : inverse.mean.magnitude
    let effect = (inverse.derivative * part).magnitude
    if effect > 0 { largest = max(largest, distance > 0 ? effect / distance : .infinity) }
  }
  return largest
}
