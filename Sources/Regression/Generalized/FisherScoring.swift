import Families
import LinearAlgebra
import Modeling

/// What Fisher scoring found.
struct ScoringResult: Sendable {
  /// The coefficients of the kept columns.
  let coefficients: [Double]
  /// Deviance and Pearson's statistic there.
  let summary: WorkingSummary
  /// Predictors, means, working weights and residuals there.
  let rows: ScoringRows
  /// The rank, as the first weighted least-squares problem settled it.
  let columns: RankedColumns
  /// The last weighted least-squares problem over the kept columns: (X′WX)⁻¹.
  let system: ScoringSystem
  let convergence: Convergence
  let end: IterationEnd
}

/// Maximises the likelihood by Fisher scoring: each step solves a weighted least-squares problem in
/// the working residuals, so that the step itself, not its sum, carries the rounding. A point costs one
/// read of the rows, which brings all that the next step needs.
///
/// A step that raises the deviance or makes a mean impossible is halved (Green 1984, JRSS B 46:149;
/// McCullagh & Nelder 1989, 2.5). Where the expected information is a poor stand-in for the observed
/// one, so that steps swing to and fro or creep, their length is corrected by the ratio of successive
/// steps (Barzilai & Borwein 1988, IMA Journal of Numerical Analysis 8:141). On inverse Gaussian
/// responses with an identity link that took 45 steps instead of 133.
///
/// - Parameters:
///   - problem: what to fit.
///   - control: when to stop.
///   - start: coefficients of all columns, none of which depends on others, to start from; where they
///     make some mean impossible, and if nil, the start is found from the data.
/// - Returns: the maximum, or how far the iteration came.
/// - Throws: `ModelingError.numericalFailure` if there is nowhere to start, `LinearAlgebraError`.
/// - Complexity: O(n p²) an iteration, at most `control.maximumIterations` of them.
func maximizeLikelihood(
  _ problem: ScoringProblem, control: IterationControl, from start: [Double]? = nil
) throws -> ScoringResult {
  var scoring = try FisherScoring(problem, from: start)
  var end: IterationEnd?
  while end == nil {
    try LongWork.check()
    end =
      scoring.iterations < control.maximumIterations
      ? try scoring.iterate(tolerance: control.tolerance) : .outOfIterations
  }
  return scoring.result(end ?? .outOfIterations)
}

/// The state of Fisher scoring between two steps.
private struct FisherScoring {
  /// The problem over the kept columns.
  let problem: ScoringProblem
  let columns: RankedColumns
  var point: ScoringPoint
  var system: ScoringSystem
  var iterations = 1
  var criterion = Double.infinity
  var progress = ScoringProgress()
  var pace = ScoringPace()

  init(_ problem: ScoringProblem, from coefficients: [Double]?) throws {
    if let point = coefficients.map({ problem.point(at: $0) }), point.isValid {
      let step = try ScoringStep(at: point, in: problem)
      if step.kept.count == point.coefficients.count {
        columns = RankedColumns(all: step.kept.count)
        self.problem = problem
        self.point = point
        system = step.system
        return
      }
    }
    let start = try startingPoint(of: problem)
    columns = start.columns
    self.problem = problem.selectingColumns(start.columns.kept)
    point = start.point
    system = start.system
  }

  /// One step; how the iteration ended, if it did.
  mutating func iterate(tolerance: Double) throws -> IterationEnd? {
    let step = try ScoringStep(at: point, in: problem)
    iterations += 1
    guard step.kept.count == columns.kept.count else {
      return pace.lastStep.flatMap { separatingDirection(problem, along: $0) }
        .map { .separated($0) } ?? .informationLost
    }
    system = step.system
    let size = StepSize(of: step, at: point, in: problem)
    criterion = size.relativeToError
    if size.isRounding(tolerance: tolerance) || progress.hasStalled(at: criterion) {
      if point.pass.rows != nil && criterion <= negligibleStep {
        // Another read of the rows would change their numbers in the last digits only.
        let reached = zip(point.coefficients, step.parts).map { $0 + $1 }
        point = ScoringPoint(coefficients: reached, pass: point.pass)
        return .atRest
      }
      let plan = ScoringPlan(formsGram: false, keepsRows: true)
      let last = problem.point(
        from: point.coefficients, step: step.parts, share: 1, plan: plan)
      guard last.isValid else { return .blocked }
      point = last
      return .atRest
    }
    if iterations >= 8, let direction = separatingDirection(problem, along: step.parts) {
      return .separated(direction)
    }
    let share = pace.share(of: step, in: problem, criterion: criterion)
    guard let (reached, used) = lowered(by: step.parts, share: share) else {
      return size.isNearRounding ? .atRest : .blocked
    }
    point = reached
    pace = ScoringPace(lastStep: step.parts, lastShare: used)
    return nil
  }

  /// The point a step leads to, halved until every mean is possible and the deviance has not risen
  /// by more than rounding; nil if thirty halvings do not suffice.
  private func lowered(by step: [Double], share: Double) -> (ScoringPoint, share: Double)? {
    let slack = 1e-11 * point.deviance.magnitude
    // Convergence is quadratic: after a step so small the next is likely to be the last.
    let plan = ScoringPlan(
      keepsRows: problem.response.count >= manyRows && criterion <= lastButOneStep)
    var share = share
    for _ in 0..<30 {
      let trial = problem.point(from: point.coefficients, step: step, share: share, plan: plan)
      if trial.isValid && trial.deviance <= point.deviance + slack {
        return (trial, share)
      }
      share /= 2
    }
    return nil
  }

  func result(_ end: IterationEnd) -> ScoringResult {
    var converged = false
    if case .atRest = end { converged = true }
    return ScoringResult(
      coefficients: point.coefficients, summary: point.pass.summary,
      rows: point.pass.rows ?? problem.rows(at: point.coefficients), columns: columns,
      system: system,
      convergence: Convergence(
        converged: converged, iterations: iterations, criterion: criterion), end: end)
  }
}

/// The criterion up to which a last step changes the coefficients alone, where the numbers of the rows
/// are at hand.
private let negligibleStep = 1e-12

/// The criterion below which the point that a step leads to keeps the numbers of its rows.
private let lastButOneStep = 1e-6

/// Whether steps still become smaller.
private struct ScoringProgress {
  private var smallest = Double.infinity
  private var idle = 0

  /// Whether a small criterion has not fallen by a tenth for three iterations: what is left of the
  /// steps is rounding, as where columns are nearly dependent.
  mutating func hasStalled(at criterion: Double) -> Bool {
    if criterion < 0.9 * smallest {
      smallest = criterion
      idle = 0
    } else {
      idle += 1
    }
    return criterion <= 1e-8 && idle >= 3
  }
}

/// The share of a step to take, from what the step before led to.
private struct ScoringPace {
  var lastStep: [Double]?
  var lastShare = 1.0

  /// 1, unless near the maximum the step is more than a tenth of the last one, forwards or backwards:
  /// then the share at which the last would have led to none.
  ///
  /// Steps are compared by the changes they make to the linear predictors.
  func share(of step: ScoringStep, in problem: ScoringProblem, criterion: Double) -> Double {
    guard criterion < 0.1, let lastStep else { return 1 }
    let ratio = ratio(of: step, to: lastStep, in: problem)
    guard ratio.magnitude > 0.1 else { return 1 }
    return ratio < 1 ? min(max(lastShare / (1 - ratio), 0.125), 4) : 4
  }

  /// The part of a step along the last one, in the metric of the information.
  private func ratio(
    of step: ScoringStep, to last: [Double], in problem: ScoringProblem
  ) -> Double {
    if let rows = step.rows {
      let lastChange = product(problem.design, last)
      var (square, mixed) = (0.0, 0.0)
      for (index, weight) in rows.weights.enumerated() {
        square += weight * lastChange[index] * lastChange[index]
        mixed += weight * lastChange[index] * rows.change[index]
      }
      return mixed / square
    }
    guard case .information(let system) = step.system else { return 0 }
    return system.innerProduct(last, step.parts) / system.innerProduct(last, last)
  }
}
