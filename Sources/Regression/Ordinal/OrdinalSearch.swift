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

/// The logarithm of a number.
func logarithm(_ value: Double) -> Double { log(value) }

/// Maximises the likelihood of a cumulative link model by Newton's method with step halving, from the
/// thresholds of the categories' shares and slopes of 0.
///
/// For the logit, probit and cloglog links the log-likelihood is concave (Pratt, J. W. (1981), Journal of
/// the American Statistical Association 76, 103–106), so that the maximum is the only one; for cauchit it
/// may not be, and where the observed information is not positive definite a step takes the expected.
///
/// - Parameters:
///   - problem: the model with its data.
///   - control: when the iteration stops.
/// - Returns: the estimates; where the likelihood rises without end, how far the iteration came and along
///   which direction it rises.
/// - Throws: ``OrdinalError``, `LinearAlgebraError` for numbers that are not finite.
/// - Complexity: O(n p (p + J)) an iteration.
func ordinalEstimates(
  _ problem: OrdinalProblem, control: IterationControl
) throws -> OrdinalEstimates {
  let counts = try problem.checkedCounts()
  let columns = try problem.rankedColumns()
  let centring = OrdinalCentring(
    problem.design.selectingColumns(columns.slopes), offset: problem.offset)
  let own = OrdinalProblem(
    design: centring.design, intercept: nil, codes: problem.codes,
    categories: problem.categories, weights: problem.weights, offset: centring.offset,
    link: problem.link)
  var ascent = try OrdinalAscent(own, counts: counts)
  var end: OrdinalEnd?
  while end == nil {
    try LongWork.check()
    end =
      ascent.iterations < control.maximumIterations
      ? ascent.iterate(tolerance: control.tolerance) : .outOfIterations
  }
  let point = ascent.point
  let found = centring.given(thresholds: point.thresholds, slopes: point.slopes)
  func covariance(_ information: OrdinalInformation) -> Matrix? {
    DefiniteSystem(information.matrix(own.design)).map {
      centring.given(covariance: $0.inverse, thresholdCount: found.thresholds.count)
    }
  }
  let shift = centring.shift(slopes: point.slopes)
  return OrdinalEstimates(
    thresholds: found.thresholds, slopes: found.slopes, columns: columns,
    predictor: point.predictor.map { $0 + shift }, logLikelihood: point.logLikelihood,
    convergence: Convergence(
      converged: end == .atRest, iterations: ascent.iterations, criterion: ascent.criterion),
    end: end ?? .outOfIterations,
    covariance: covariance(observedInformation(own, terms: point.terms)),
    expectedCovariance: covariance(
      expectedInformation(
        own, thresholds: point.thresholds, predictor: point.predictor, link: own.link)),
    terms: point.terms)
}

/// The state of the ascent, in centred columns.
private struct OrdinalAscent {
  let problem: OrdinalProblem
  var point: OrdinalPoint
  var iterations = 0
  /// The last step relative to each parameter or its standard error, whichever is larger.
  var criterion = Double.infinity
  private var smallest = Double.infinity
  private var idle = 0

  init(_ problem: OrdinalProblem, counts: [Double]) throws {
    self.problem = problem
    let total = counts.reduce(0, +)
    var below = 0.0
    let thresholds = counts.dropLast().indices.map { category in
      below += counts[category]
      let above = counts[(category + 1)...].reduce(0, +)
      return problem.link.link(mean: below / total, complement: above / total)
    }
    guard
      let start = OrdinalPoint(
        problem, thresholds: thresholds,
        slopes: [Double](repeating: 0, count: problem.design.columnCount))
    else { throw OrdinalError.noStart(link: problem.link.name) }
    point = start
  }

  /// One step; how the iteration ended, if it did.
  mutating func iterate(tolerance: Double) -> OrdinalEnd? {
    iterations += 1
    let score = point.score(problem)
    guard let system = system() else {
      return separation(along: point.thresholds + point.slopes) ?? .informationLost
    }
    let step = system.solve(score)
    let errors = system.inverse.diagonal.map { $0.squareRoot() }
    criterion = zip(step, zip(point.thresholds + point.slopes, errors)).reduce(0) {
      max($0, $1.0.magnitude / max($1.1.0.magnitude, $1.1.1))
    }
    idle = criterion < 0.9 * smallest ? 0 : idle + 1
    smallest = min(smallest, criterion)
    let isLast = criterion <= tolerance || criterion <= 1e-8 && idle >= 3
    if isLast && !isLargeInRows(step) {
      if let last = point.moved(problem, by: step, share: 1) { point = last }
      return .atRest
    }
    if iterations >= 8, let end = separation(along: step) { return end }
    let slack = 1e-12 * point.logLikelihood.magnitude
    var share = 1.0
    for _ in 0..<40 {
      if let trial = point.moved(problem, by: step, share: share),
        trial.logLikelihood >= point.logLikelihood - slack
      {
        point = trial
        return nil
      }
      share /= 2
    }
    return criterion <= 1e-6 ? .atRest : .blocked
  }

  /// The observed information, or the expected where that is not positive definite.
  private func system() -> DefiniteSystem? {
    let observed = observedInformation(problem, terms: point.terms).matrix(problem.design)
    if let system = DefiniteSystem(observed) { return system }
    return DefiniteSystem(
      expectedInformation(
        problem, thresholds: point.thresholds, predictor: point.predictor, link: problem.link
      ).matrix(problem.design))
  }

  /// Whether a step changes some linear predictor by more than a millionth: standard errors outgrow steps
  /// where the likelihood rises without end.
  private func isLargeInRows(_ step: [Double]) -> Bool {
    let k = point.thresholds.count
    let change = product(problem.design, Array(step[k...]))
    let largest = (change + step[..<k]).reduce(0) { max($0, $1.magnitude) }
    let reference = (point.predictor + point.thresholds).reduce(1) { max($0, $1.magnitude) }
    return largest > 1e-6 * reference
  }

  private func separation(along direction: [Double]) -> OrdinalEnd? {
    ordinalSeparation(problem, along: direction).map { .separated($0) }
  }
}

/// A positive definite system in units in which its diagonal is 1.
private struct DefiniteSystem {
  private let factor: CholeskyFactorization
  private let units: [Double]

  /// Nil where the matrix is not positive definite, to rounding.
  init?(_ matrix: Matrix) {
    let units = matrix.diagonal.map { 1 / $0.squareRoot() }
    guard units.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var scaled = matrix
    for j in units.indices {
      for i in units.indices { scaled[i, j] *= units[i] * units[j] }
    }
    guard let factor = try? CholeskyFactorization(scaled),
      factor.upper.diagonal.allSatisfy({ $0 > 1e-7 })
    else { return nil }
    self.factor = factor
    self.units = units
  }

  func solve(_ values: [Double]) -> [Double] {
    zip(factor.solve(zip(values, units).map { $0 * $1 }), units).map { $0 * $1 }
  }

  var inverse: Matrix {
    var result = factor.inverse()
    for j in units.indices {
      for i in units.indices { result[i, j] *= units[i] * units[j] }
    }
    return result
  }
}
