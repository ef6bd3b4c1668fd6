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

/// The maximum of the likelihood where means may be at the end of their range.
struct EdgeMaximum: Sendable {
  let coefficients: [Double]
  /// The rows at the end of their range; none if the maximum is inside.
  let rows: [Int]
  let iterations: Int
}

/// Maximises the likelihood within the bounds of its linear predictors by Newton's method with a
/// logarithmic barrier that is lowered step by step.
///
/// Under these links the log-likelihood is concave in the coefficients and the bounds are linear, so
/// that the maximum is the only one. The barrier leaves the deviance some 10⁻⁹ of an observation above
/// it.
///
/// - Parameters:
///   - problem: of full column rank.
///   - constraints: the problem's bounds.
///   - start: coefficients at which every mean is strictly inside its range.
/// - Returns: the maximum; nil if the steps did not converge.
/// - Throws: `LinearAlgebraError` for numbers beyond range.
/// - Complexity: O(n p²) a step, some 40 steps; one dense copy of the design.
///
/// ### References
/// S. Boyd and L. Vandenberghe, *Convex Optimization* (2004), chapter 11.
func edgeMaximum(
  _ problem: ScoringProblem, _ constraints: EdgeConstraints, from start: [Double]
) throws(LinearAlgebraError) -> EdgeMaximum? {
  var ascent = BarrierAscent(problem, constraints, start: start)
  let weight =
    (problem.weights?.reduce(0, +) ?? Double(problem.response.count))
    / Double(max(1, problem.response.count))
  var height = 0.1 * weight
  while true {
    guard try ascent.climb(height: height) else { return nil }
    if height <= 1e-9 * weight { break }
    height /= 8
  }
  let slacks = constraints.slacks(ascent.predictors)
  let atEdge = zip(constraints.bounds, slacks).filter { _, slack in
    slack <= 1e-4 * constraints.unit && height / slack >= 1e-4 * weight / constraints.unit
  }.map(\.0.row)
  if atEdge.isEmpty { _ = try ascent.climb(height: 0) }
  return EdgeMaximum(
    coefficients: ascent.coefficients, rows: atEdge.sorted(), iterations: ascent.iterations)
}

/// The state of the ascent.
private struct BarrierAscent {
  private let problem: ScoringProblem
  private let constraints: EdgeConstraints
  /// The design with columns of length 1, and their lengths.
  private let design: Matrix
  private let lengths: [Double]
  private var scaled: [Double]
  private(set) var predictors: [Double]
  private(set) var iterations = 0

  init(_ problem: ScoringProblem, _ constraints: EdgeConstraints, start: [Double]) {
    self.problem = problem
    self.constraints = constraints
    let dense = problem.design.denseMatrix()
    lengths = (0..<dense.columnCount).map { column in
      let values = dense.column(column)
      let length = dot(values, values).squareRoot()
      return length > 0 && length.isFinite ? length : 1
    }
    var elements = dense.elements
    for (column, length) in lengths.enumerated() {
      for row in 0..<dense.rowCount { elements[row + column * dense.rowCount] /= length }
    }
    design = Matrix(rowCount: dense.rowCount, columnCount: dense.columnCount, elements: elements)
    scaled = zip(start, lengths).map { $0 * $1 }
    predictors = []
    predictors = predictors(at: scaled)
  }

  var coefficients: [Double] { zip(scaled, lengths).map { $0 / $1 } }

  private func predictors(at scaled: [Double]) -> [Double] {
    let eta = product(design, scaled)
    return problem.offset.map { zip(eta, $0).map { $0 + $1 } } ?? eta
  }

  /// Newton's method at one height of the barrier; false if it gets stuck.
  mutating func climb(height: Double) throws(LinearAlgebraError) -> Bool {
    for _ in 0..<60 {
      iterations += 1
      guard let step = try step(height: height) else { return false }
      let here = value(predictors, height: height)
      // The step's gain is of second order in its distance from the top.
      if step.gain <= 1e-10 * (1 + height) { return true }
      var share = 1.0
      var reached: [Double]?
      for _ in 0..<60 {
        let trial = zip(scaled, step.parts).map { $0 + share * $1 }
        let etas = predictors(at: trial)
        let there = value(etas, height: height)
        if there >= here + 0.1 * share * step.gain - 1e-14 * here.magnitude {
          (scaled, predictors, reached) = (trial, etas, trial)
          break
        }
        share /= 2
      }
      // Nothing higher in reach: rounding, if the step was small.
      if reached == nil { return step.gain <= 1e-6 * (1 + here.magnitude) }
    }
    return false
  }

  /// −½ deviance + height · Σ log slack; −∞ outside.
  private func value(_ etas: [Double], height: Double) -> Double {
    let working = quantities(at: etas)
    if !working.valid { return -.infinity }
    var sum = -0.5 * working.deviance
    for slack in constraints.slacks(etas) {
      if !(slack > 0) { return -.infinity }
      sum += height == 0 ? 0 : height * log(slack)
    }
    return sum
  }

  private func quantities(at etas: [Double]) -> WorkingQuantities {
    workingQuantities(
      family: problem.family, link: problem.link, response: problem.response,
      weights: problem.weights ?? [Double](repeating: 1, count: etas.count), linearPredictor: etas)
  }

  /// Newton's step and half its expected gain; nil where the curvature is not definite.
  private func step(height: Double) throws(LinearAlgebraError) -> (parts: [Double], gain: Double)? {
    let working = quantities(at: predictors)
    var slopes = zip(working.weight, working.workingResidual).map { $0 * $1 }
    var curvatures = observedInformation(
      family: problem.family, link: problem.link, response: problem.response,
      weights: problem.weights, predictor: predictors
    ).map { $0 > 0 && $0.isFinite ? $0 : 0 }
    for (bound, slack) in zip(constraints.bounds, constraints.slacks(predictors)) {
      slopes[bound.row] -= height * bound.sign / slack
      curvatures[bound.row] += height / slack / slack
    }
    let gradient = transposedProduct(design, slopes)
    let information = crossProduct(design, weights: curvatures)
    let scales = information.diagonal.map { $0 > 0 && $0.isFinite ? 1 / $0.squareRoot() : 1 }
    var core = information
    for column in scales.indices {
      for row in scales.indices { core[row, column] *= scales[row] * scales[column] }
    }
    for index in scales.indices { core[index, index] += 1e-14 }
    let factorization: CholeskyFactorization
    do throws(LinearAlgebraError) {
      factorization = try CholeskyFactorization(core)
    } catch {
      if case .notPositiveDefinite = error { return nil }
      throw error
    }
    let scaledGradient = zip(gradient, scales).map { $0 * $1 }
    let solution = factorization.solve(scaledGradient)
    return (
      zip(solution, scales).map { $0 * $1 },
      0.5 * zip(solution, scaledGradient).reduce(0) { $0 + $1.0 * $1.1 }
    )
  }
}
