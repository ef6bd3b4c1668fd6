import Families
import LinearAlgebra

/// What iteratively reweighted least squares works on.
struct IterationProblem: Sendable {
  /// n × p.
  let design: Matrix
  /// The response on the mean scale; length n.
  let response: [Double]
  /// Positive; length n.
  let weights: [Double]
  /// The known part of the linear predictor, or nil for zero.
  let offset: [Double]?
}

/// Everything that depends on the linear predictor.
struct WorkingState: Sendable {
  let eta: [Double]
  let mean: [Double]
  /// w (dμ/dη)² / V(μ).
  let weight: [Double]
  /// (y − μ) / (dμ/dη).
  let residual: [Double]
  let deviance: Double
  /// Whether every linear predictor and mean lies in its domain and the deviance is finite.
  let isValid: Bool
}

/// How the iteration ended.
struct IterationResult: Sendable {
  /// The coefficients of the kept columns.
  let coefficients: [Double]
  /// The working quantities at the coefficients.
  let state: WorkingState
  /// The rank, as the first weighted least-squares problem settled it.
  let columns: RankedColumns
  /// The last weighted least-squares problem over the kept columns: (X′WX)⁻¹.
  let solution: LeastSquaresSolution
  let convergence: Convergence
  /// A direction along which the likelihood rises without end, if one was found.
  let separation: SeparatingDirection?
}

/// Whether and how an iteration came to rest.
public struct Convergence: Sendable, Equatable {
  /// Whether the last step was rounding.
  public let converged: Bool
  /// The number of weighted least-squares problems solved.
  public let iterations: Int
  /// The last step, relative to each coefficient or its standard error, whichever is larger: the
  /// score in the metric of the information, so a small change in deviance alone does not count.
  public let criterion: Double
}

/// Maximises the likelihood by Fisher scoring: each step solves a weighted least-squares problem in
/// the working residuals, so that the step itself, not its sum, carries the rounding.
///
/// Starts from the family's means; halves a step that raises the deviance or leaves the domain
/// (Green 1984, JRSS B 46:149; McCullagh & Nelder 1989, 2.5).
func iterate(
  _ problem: IterationProblem, family: any Family, link: any Link, control: IterationControl
) throws(LinearAlgebraError) -> IterationResult {
  var state = startingState(problem, family: family, link: link)
  var solution = try firstSolution(problem, state: state)
  let columns = RankedColumns(solution)
  let kept = columns.kept
  let reduced = IterationProblem(
    design: problem.design.selectingColumns(kept), response: problem.response,
    weights: problem.weights, offset: problem.offset)
  var coefficients = [Double](repeating: 0, count: kept.count)
  var step = solution.coefficients
  var criterion = Double.infinity
  var separation: SeparatingDirection?
  var iterations = 1
  var isFirst = true
  while true {
    let advanced = advance(
      reduced, family: family, link: link, from: coefficients, by: step,
      state: isFirst ? nil : state)
    guard let advanced else { break }
    (coefficients, state) = (advanced.coefficients, advanced.state)
    isFirst = false
    if iterations >= control.maximumIterations { break }
    let next = try leastSquares(
      design: reduced.design, response: state.residual, weights: state.weight)
    guard next.kept.count == kept.count else {
      separation = separatingDirection(reduced, family: family, direction: step)
      break
    }
    iterations += 1
    step = next.coefficients
    solution = next
    let previous = criterion
    criterion = relativeStep(step, at: coefficients, solution: next, family: family, state: state)
    if criterion <= control.tolerance || (criterion <= 1e-8 && criterion >= 0.5 * previous) {
      coefficients = zip(coefficients, step).map { $0 + $1 }
      state = workingState(reduced, family: family, link: link, coefficients: coefficients)
      return IterationResult(
        coefficients: coefficients, state: state, columns: columns, solution: solution,
        convergence: Convergence(converged: true, iterations: iterations, criterion: criterion),
        separation: nil)
    }
    if iterations >= 8 {
      separation = separatingDirection(reduced, family: family, direction: step)
      if separation != nil { break }
    }
  }
  return IterationResult(
    coefficients: coefficients, state: state, columns: columns, solution: solution,
    convergence: Convergence(converged: false, iterations: iterations, criterion: criterion),
    separation: separation)
}

/// The first weighted least-squares problem, in the working response itself; it settles the rank.
private func firstSolution(_ problem: IterationProblem, state: WorkingState)
  throws(LinearAlgebraError) -> LeastSquaresSolution
{
  var working = zip(state.eta, state.residual).map { $0 + $1 }
  if let offset = problem.offset { working = zip(working, offset).map { $0 - $1 } }
  return try leastSquares(design: problem.design, response: working, weights: state.weight)
}

/// The working quantities at the family's starting means.
private func startingState(_ problem: IterationProblem, family: any Family, link: any Link)
  -> WorkingState
{
  let eta = zip(problem.response, problem.weights).map { response, weight in
    let mean = family.startingMean(response: response, weight: weight)
    return link.link(mean: mean, complement: 1 - mean)
  }
  return workingState(problem, family: family, link: link, eta: eta)
}

/// Takes a step, halved until the deviance does not rise and every mean is valid; nil if thirty
/// halvings do not suffice. Without a state to compare with, only validity counts.
private func advance(
  _ problem: IterationProblem, family: any Family, link: any Link, from coefficients: [Double],
  by step: [Double], state: WorkingState?
) -> (coefficients: [Double], state: WorkingState)? {
  var scale = 1.0
  for _ in 0..<30 {
    let trial = zip(coefficients, step).map { $0 + scale * $1 }
    let next = workingState(problem, family: family, link: link, coefficients: trial)
    if next.isValid {
      guard let state else { return (trial, next) }
      let slack = 1e-10 * (state.deviance.magnitude + 1)
      if next.deviance <= state.deviance + slack { return (trial, next) }
    }
    scale /= 2
  }
  return nil
}

/// The working quantities at some coefficients.
func workingState(
  _ problem: IterationProblem, family: any Family, link: any Link, coefficients: [Double]
) -> WorkingState {
  var eta = product(problem.design, coefficients)
  if let offset = problem.offset { eta = zip(eta, offset).map { $0 + $1 } }
  return workingState(problem, family: family, link: link, eta: eta)
}

/// The working quantities at a linear predictor.
func workingState(
  _ problem: IterationProblem, family: any Family, link: any Link, eta: [Double]
) -> WorkingState {
  let working = workingQuantities(
    family: family, link: link, response: problem.response, weights: problem.weights,
    linearPredictor: eta)
  return WorkingState(
    eta: eta, mean: working.mean, weight: working.weight, residual: working.workingResidual,
    deviance: working.deviance, isValid: working.valid && working.deviance.isFinite)
}

/// The largest step relative to a coefficient or its standard error, whichever is larger.
private func relativeStep(
  _ step: [Double], at coefficients: [Double], solution: LeastSquaresSolution, family: any Family,
  state: WorkingState
) -> Double {
  let count = Double(max(1, state.weight.count - step.count))
  let scale: Double =
    switch family.dispersion {
    case .fixed(let value): value
    case .estimated: weightedSquares(state) / count
    }
  var largest = 0.0
  for (index, value) in step.enumerated() {
    let error = (scale * solution.unscaledCovariance[index, index]).squareRoot()
    let reference = max(coefficients[index].magnitude, error)
    if reference > 0 { largest = max(largest, value.magnitude / reference) }
  }
  return largest
}

/// Pearson's statistic: Σ W e² in working quantities.
func weightedSquares(_ state: WorkingState) -> Double {
  var sum = 0.0
  for (weight, residual) in zip(state.weight, state.residual) { sum += weight * residual * residual }
  return sum
}
