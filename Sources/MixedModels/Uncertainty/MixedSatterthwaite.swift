import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Satterthwaite's degrees of freedom of contrasts of a mixed model's fixed effects.
///
/// The variance v = c′Vc of a contrast is a function of the variance parameters; with their
/// asymptotic covariance A its own variance is g′Ag, g = ∂v, and 2v²/g′Ag are the degrees of freedom
/// of the multiple of chi-squared with that expectation and variance.
///
/// ### References
/// F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110; F. G. Giesbrecht and J. C. Burns, Biometrics
/// 41 (1985) 477; A. Kuznetsova, P. B. Brockhoff and R. H. B. Christensen, Journal of Statistical
/// Software 82(13) (2017).
struct MixedSatterthwaite: Reference {
  /// σ² (X′V⁻¹X)⁻¹.
  let covariance: Matrix
  /// Its derivatives in θ and, last, in log σ².
  let derivatives: [Matrix]
  /// The asymptotic covariance of (θ, log σ²).
  let parameterCovariance: Matrix
  /// U, where the coefficients are U times those the covariance is of.
  var basis: Matrix?
  /// How the degrees of freedom were found.
  var rule = "Satterthwaite"

  /// The same under another name.
  func with(rule: String) -> MixedSatterthwaite {
    var copy = self
    copy.rule = rule
    return copy
  }

  func degreesOfFreedom(_ given: [Double]) -> Double? {
    let contrast = basis.map { transposedProduct($0, given) } ?? given
    let variance = quadraticForm(contrast, covariance)
    let slopes = derivatives.map { quadraticForm(contrast, $0) }
    let spread = quadraticForm(slopes, parameterCovariance)
    return spread > 0 ? 2 * variance * variance / spread : .infinity
  }
}

/// Derivatives of the deviance and of the covariance at the estimates, by central differences of
/// fourth order of the analytic gradient.
///
/// With s = log σ² profiled out, the covariance of θ is twice the inverse of the profiled deviance's
/// second derivatives H; s follows θ along k = ∂ log r², and varies by 2/ν around that, ν being the
/// observations (less p for REML). A θ at zero with no curvature is taken as known. Steps and what counts as
/// no curvature are those of standard coordinates.
func satterthwaite(
  _ numbers: MixedNumbers, theta: [Double], basis: Matrix?, formula: String
) throws -> MixedSatterthwaite {
  let deviance = numbers.deviance()
  func point(_ theta: [Double]) throws -> VariancePoint {
    guard deviance.value(at: theta).isFinite else {
      throw MixedModelsError.notFinite(formula: formula)
    }
    return VariancePoint(
      gradient: deviance.gradient(), logVariance: log(deviance.residualVariance),
      unscaled: deviance.factor.fixedCovariance())
  }
  let count = theta.count
  var curvature = Matrix(rowCount: count, columnCount: count)
  var path = [Double](repeating: 0, count: count)
  var unscaled: [Matrix] = []
  for index in 0..<count {
    let step = 1e-3 * max(theta[index].magnitude, 0.1)
    var change = VariancePoint.zero(like: numbers, count: count)
    for (multiple, weight) in [(1.0, 8.0), (-1, -8), (2, -1), (-2, 1)] {
      var there = theta
      there[index] += multiple * step
      change.add(try point(there), times: weight / (12 * step))
    }
    for other in 0..<count { curvature[other, index] = change.gradient[other] }
    path[index] = change.logVariance
    unscaled.append(change.unscaled)
  }
  let here = try point(theta)
  let variance = exp(here.logVariance)
  let covariance = variance * here.unscaled
  let ofTheta = try twiceInverse(of: curvature.symmetrized, least: 1e-8, floor: 1e-12)
  var parameters = Matrix(rowCount: count + 1, columnCount: count + 1)
  let along = product(ofTheta, path)
  for j in 0..<count {
    for i in 0..<count { parameters[i, j] = ofTheta[i, j] }
    parameters[j, count] = along[j]
    parameters[count, j] = along[j]
  }
  parameters[count, count] = 2 / deviance.degreesOfFreedom + dot(path, along)
  return MixedSatterthwaite(
    covariance: covariance, derivatives: unscaled.map { variance * $0 } + [covariance],
    parameterCovariance: parameters, basis: basis)
}

/// What is differentiated.
private struct VariancePoint {
  var gradient: [Double]
  var logVariance: Double
  var unscaled: Matrix

  static func zero(like numbers: MixedNumbers, count: Int) -> VariancePoint {
    let p = numbers.products.fixedCount
    return VariancePoint(
      gradient: [Double](repeating: 0, count: count), logVariance: 0,
      unscaled: Matrix(rowCount: p, columnCount: p))
  }

  mutating func add(_ other: VariancePoint, times factor: Double) {
    for index in gradient.indices { gradient[index] += factor * other.gradient[index] }
    logVariance += factor * other.logVariance
    unscaled = unscaled + factor * other.unscaled
  }
}
