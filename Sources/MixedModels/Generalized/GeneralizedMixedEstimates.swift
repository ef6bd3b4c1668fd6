import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The estimates at the minimum, as numbers.
struct GeneralizedMixedEstimates: Sendable {
  let minimum: GeneralizedMixedMinimum
  /// b, in the order of the structure.
  let effects: [Double]
  /// The same with unit variances.
  let spherical: [Double]
  /// η for each row.
  let predictor: [Double]
  /// What the approximation adds to −2ℓ at the modes: ‖û‖² + log |M|, or what the quadrature makes of
  /// it.
  let correction: Double
  /// The inverse of the joint Hessian over β, θ and log φ, with zeros for entries of θ at zero, which took
  /// no part; nil where the Hessian is not positive definite.
  let jointCovariance: Matrix?
  /// From the information of β alone, the variances as if known.
  let conditionalCovariance: Matrix?
  let effectCovariances: EffectCovariances
}

/// Maximises the approximate likelihood from coefficients without random effects.
///
/// - Throws: `OptimizationError.notFinite` if the deviance is no number at the start.
func generalizedMixedEstimates(
  _ problem: GeneralizedMixedProblem, start: [Double], quadraturePoints: Int
) throws(OptimizationError) -> GeneralizedMixedEstimates {
  let base = withoutEffects(problem, coefficients: start)
  var theta = startingEntries(problem, base)
  var logDispersion: [Double] = []
  if problem.hasDispersion {
    let freedom = Double(max(1, problem.rowCount - problem.fixedCount))
    let dispersion = min(max(base.pearson / freedom, 1e-100), 1e100)
    logDispersion = [log(dispersion)]
    theta = theta.map { $0 * dispersion.squareRoot() }
  }
  if quadraturePoints == 1 {
    var deviance = LaplaceDeviance(problem)
    let minimum = try minimize(
      &deviance, fixed: start, theta: theta, logDispersion: logDispersion)
    return try estimates(deviance, minimum, laplace: deviance) { modes, points in
      gradients(of: LaplaceDeviance(problem, start: modes), at: points)
    }
  }
  let rule = GaussHermiteRule(pointCount: quadraturePoints)
  var deviance = QuadratureDeviance(problem, rule: rule)
  let minimum = try minimize(
    &deviance, fixed: start, theta: theta, logDispersion: [])
  return try estimates(deviance, minimum, laplace: deviance.laplace) { modes, points in
    gradients(of: QuadratureDeviance(problem, rule: rule, start: modes), at: points)
  }
}

private func withoutEffects(
  _ problem: GeneralizedMixedProblem, coefficients: [Double]
) -> RowDerivatives {
  problem.derivatives(
    base: problem.fixedPredictor(coefficients),
    effects: [Double](repeating: 0, count: problem.structure.effectCount))
}

/// θ from the scatter of the working residuals without random effects, for a dispersion of 1.
func startingEntries(_ problem: GeneralizedMixedProblem, coefficients: [Double]) -> [Double] {
  startingEntries(problem, withoutEffects(problem, coefficients: coefficients))
}

private func startingEntries(
  _ problem: GeneralizedMixedProblem, _ base: RowDerivatives
) -> [Double] {
  startingValues(
    problem.structure,
    MixedCrossProducts(
      problem.structure, problem.effects, weights: base.expected, scores: base.score
    ).with(responseSquare: base.pearson))
}

/// The gradients of a deviance at some points, one after the other.
private func gradients<Objective: SmoothObjective>(
  of deviance: Objective, at points: [[Double]]
) -> [[Double]] {
  var deviance = deviance
  return points.map {
    _ = deviance.value(at: $0)
    return deviance.gradient()
  }
}

/// What follows from a minimum, at which the deviance was evaluated last.
private func estimates<Objective: GeneralizedMixedObjective>(
  _ deviance: Objective, _ minimum: GeneralizedMixedMinimum, laplace: LaplaceDeviance,
  gradients: @Sendable (_ modes: [Double], _ points: [[Double]]) -> [[Double]]
) throws(OptimizationError) -> GeneralizedMixedEstimates {
  guard let modes = laplace.modes else { throw .notFinite(point: minimum.coefficients) }
  var deviance = deviance
  let p = minimum.coefficients.count
  let parameters = minimum.coefficients + minimum.theta + minimum.logDispersion
  let gradient = deviance.gradient()
  let covariances = laplace.covariances()
  var joint: Matrix?
  var conditional: Matrix?
  if gradient.allSatisfy(\.isFinite), let curvature = deviance.curvature() {
    let count = parameters.count
    let scales = (0..<count).map { index in
      1 / max(1e-300, 0.5 * curvature[index * count + index]).squareRoot()
    }
    let start = modes.spherical
    let free = parameters.indices.filter { !minimum.zeros.contains($0 - p) }
    let hessian = jointHessian(
      at: parameters, free: free, scales: scales,
      inParallel: laplace.problem.structure.denseEffectCount <= 2000
    ) { points in
      gradients(start, points)
    }
    joint = hessian.flatMap { leadingInverse($0, order: free.count) }
      .map { embedded($0, at: free, order: count) }
    var fixed = Matrix(rowCount: p, columnCount: p)
    for j in 0..<p {
      for i in 0..<p { fixed[i, j] = 0.5 * curvature[i * count + j] }
    }
    conditional = leadingInverse(fixed, order: p)
  }
  return GeneralizedMixedEstimates(
    minimum: minimum, effects: modes.effects, spherical: modes.spherical,
    predictor: modes.rows.predictor,
    correction: minimum.deviance - modes.rows.deviance - laplace.terms.value,
    jointCovariance: joint,
    conditionalCovariance: conditional, effectCovariances: covariances)
}

/// The leading block of the inverse of a symmetric matrix; nil if that is not positive definite.
func leadingInverse(_ matrix: Matrix, order: Int) -> Matrix? {
  let size = matrix.rowCount
  let scale = (0..<size).map { matrix[$0, $0].squareRoot() }
  guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
  var scaled = matrix
  for j in 0..<size {
    for i in 0..<size { scaled[i, j] = matrix[i, j] / (scale[i] * scale[j]) }
  }
  guard let factor = try? CholeskyFactorization(scaled) else { return nil }
  let inverse = factor.inverse()
  var result = Matrix(rowCount: order, columnCount: order)
  for j in 0..<order {
    for i in 0..<order { result[i, j] = inverse[i, j] / (scale[i] * scale[j]) }
  }
  return result
}

/// A matrix over some of the parameters as one over all, zeros elsewhere.
private func embedded(_ matrix: Matrix, at places: [Int], order: Int) -> Matrix {
  var result = Matrix(rowCount: order, columnCount: order)
  for (j, column) in places.enumerated() {
    for (i, row) in places.enumerated() { result[row, column] = matrix[i, j] }
  }
  return result
}
