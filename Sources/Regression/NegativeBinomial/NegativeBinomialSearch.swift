import Families
import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The largest θ, in units of the mean response, that is told apart from none: the variance exceeds the mean
/// by one part in 10¹⁰.
private let largestTheta = 1e10

/// Maximises the likelihood of a negative binomial regression over the coefficients and log θ.
///
/// The coefficients are maximised by Fisher scoring at each θ; what is left is a function of log θ alone,
/// whose slope is the sum of the rows' scores there. Its zero is found by Newton's method between bounds
/// at which the slope has opposite signs, until it vanishes beside its standard error.
///
/// The likelihood rises from the Poisson model's where Σ w [(y − μ)² − y] is positive at the Poisson
/// estimates, and then has a maximum at a finite θ. Elsewhere the data vary no more than Poisson counts
/// and θ has no finite estimate; the Poisson estimates are returned.
///
/// - Parameters:
///   - problem: counts of at least 0, weights that repeat rows; its family is not used.
///   - hasIntercept: whether the model that the null deviance is of has one.
///   - control: when the iterations stop.
/// - Returns: the estimates.
/// - Throws: `ModelingError.numericalFailure` if there is nowhere to start, `LinearAlgebraError`.
/// - Complexity: O(n p²) an iteration, some five iterations for each of some six θ.
func negativeBinomialEstimates(
  _ problem: ScoringProblem, hasIntercept: Bool, control: IterationControl
) throws -> NegativeBinomialEstimates {
  let poisson = problem.replacingFamily(PoissonFamily())
  let first = try maximizeLikelihood(poisson, control: control).atEdgeIfNear(of: poisson)
  let kept = problem.selectingColumns(first.columns.kept)
  let start = excessVariance(kept, means: first.rows.mean)
  guard start.slope > 0 else {
    return try poissonEstimates(poisson, first, hasIntercept: hasIntercept, control: control)
  }
  let mean = max(weightedMean(problem.response, problem.weights), .leastNormalMagnitude)
  let limit = log(largestTheta * mean)
  var search = ShapeSearch(logTheta: min(start.logTheta, limit - 1))
  var scoring = first
  var iterations = first.convergence.iterations
  while true {
    let family = NegativeBinomialFamily(theta: exp(search.logTheta))
    let there = kept.replacingFamily(family)
    scoring = try maximizeLikelihood(there, control: control, from: scoring.coefficients)
      .atEdgeIfNear(of: there)
    iterations += scoring.convergence.iterations
    let sums = ShapeSums(there, family, scoring.rows)
    let slope = ProfileSlope(sums, inverse: scoring.system.unscaledCovariance)
    let isLast = search.rounds >= control.maximumIterations
    if search.isAtRest(slope, tolerance: control.tolerance) || isLast {
      return NegativeBinomialEstimates(
        scoring: scoring, columns: first.columns,
        shape: ShapeEstimate(
          logTheta: search.logTheta, informationOfTheta: sums.informationOfTheta),
        logLikelihood: logLikelihood(there, scoring.rows),
        nullDeviance: nullModelDeviance(
          problem.replacingFamily(family), control: control, hasIntercept: hasIntercept),
        convergence: Convergence(
          converged: !isLast && scoring.convergence.converged, iterations: iterations,
          criterion: search.criterion))
    }
    search.advance(slope)
    if search.logTheta > limit {
      return try poissonEstimates(poisson, first, hasIntercept: hasIntercept, control: control)
    }
  }
}

/// e to a power.
func exponential(_ power: Double) -> Double { exp(power) }

/// What the Poisson model says where θ has no finite estimate.
private func poissonEstimates(
  _ problem: ScoringProblem, _ scoring: ScoringResult, hasIntercept: Bool, control: IterationControl
) throws -> NegativeBinomialEstimates {
  let kept = problem.selectingColumns(scoring.columns.kept)
  return NegativeBinomialEstimates(
    scoring: scoring, columns: scoring.columns, shape: nil,
    logLikelihood: logLikelihood(kept, scoring.rows),
    nullDeviance: nullModelDeviance(problem, control: control, hasIntercept: hasIntercept),
    convergence: scoring.convergence)
}

/// Half the sum of w [(y − μ)² − y], the slope of the log-likelihood in 1/θ at the Poisson model, and the log
/// of the θ at which variances agree on the whole.
private func excessVariance(
  _ problem: ScoringProblem, means: [Double]
) -> (slope: Double, logTheta: Double) {
  var (slope, square) = (CompensatedSum(), 0.0)
  for (row, mean) in means.enumerated() {
    let weight = problem.weights?[row] ?? 1
    let difference = problem.response[row] - mean
    slope.add(0.5 * weight * difference * difference)
    slope.add(-0.5 * weight * problem.response[row])
    square += weight * mean * mean
  }
  return (slope.value, log(square / (2 * slope.value)))
}

private func logLikelihood(_ problem: ScoringProblem, _ rows: ScoringRows) -> Double {
  blockwiseSum(count: rows.mean.count) { row in
    problem.family.logLikelihood(
      response: problem.response[row], mean: rows.mean[row], complement: 1 - rows.mean[row],
      weight: problem.weights?[row] ?? 1, dispersion: 1)
  }
}

/// The slope of the profile log-likelihood in log θ, and about how fast it falls.
private struct ProfileSlope {
  let score: Double
  /// Minus the second derivative, but for the expected information of the coefficients in the place of
  /// the observed.
  let information: Double

  init(_ sums: ShapeSums, inverse: Matrix) {
    score = sums.score
    information = sums.information - dot(sums.cross, product(inverse, sums.cross))
  }
}

/// Where the zero of the slope in log θ is looked for.
private struct ShapeSearch {
  var logTheta: Double
  var rounds = 0
  /// The last Newton step in units of its standard error.
  var criterion = Double.infinity
  private var low = -Double.infinity
  private var high = Double.infinity
  private var idle = 0

  init(logTheta: Double) { self.logTheta = logTheta }

  /// Whether the slope is nothing beside its standard error, or as small as rounding lets it become.
  mutating func isAtRest(_ slope: ProfileSlope, tolerance: Double) -> Bool {
    let size =
      slope.information > 0
      ? slope.score.magnitude / slope.information.squareRoot() : Double.infinity
    idle = size < 0.5 * criterion ? 0 : idle + 1
    criterion = size
    return size <= tolerance || size <= 1e-8 && idle >= 2
  }

  /// Goes on by Newton's step where it stays between the bounds.
  mutating func advance(_ slope: ProfileSlope) {
    rounds += 1
    if slope.score > 0 { low = max(low, logTheta) } else { high = min(high, logTheta) }
    let newton = slope.information > 0 ? slope.score / slope.information : .infinity
    let longest = 3.0
    let step = newton.magnitude <= longest ? newton : (slope.score > 0 ? longest : -longest)
    var next = logTheta + step
    if !(next > low && next < high) { next = 0.5 * (low + high) }
    logTheta = next
  }
}
