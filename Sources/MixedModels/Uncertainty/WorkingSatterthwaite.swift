import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Satterthwaite's degrees of freedom of the linear mixed model for the working response of a generalized
/// one: working information W as if known, the covariance of β as a function of θ and, where a dispersion is
/// estimated, of log φ.
///
/// With W over φ the covariance at (θ, log φ + s) is eˢ times that at e^(−s/2) θ, so that W is summed
/// once. Derivatives are central differences of fourth order.
///
/// - Parameters:
///   - laplace: evaluated at the estimates.
///   - theta: θ there, in standard coordinates.
///   - basis: U, where the coefficients are U times the standard ones.
///   - parameterCovariance: of θ and, last, log φ where there is one; zero for what counts as known.
/// - Returns: nil where some covariance is no number.
/// - Complexity: a pass over the rows for each coefficient, four factorizations a parameter.
func workingSatterthwaite(
  _ laplace: LaplaceDeviance, theta: [Double], basis: Matrix?, parameterCovariance: Matrix
) -> MixedSatterthwaite? {
  guard let modes = laplace.modes else { return nil }
  let products = FixedProducts(laplace.problem, information: modes.rows.information)
  let templates = laplace.problem.structure.templates
  func covariance(_ theta: [Double], scale: Double) -> Matrix? {
    guard laplace.factor.factor(modes.products, lambda: templates.factors(at: theta)),
      let inverse = leadingInverse(
        products.information(laplace.factor), order: products.columns.count)
    else { return nil }
    return scale * inverse
  }
  func slope(step: Double, _ at: (Double) -> Matrix?) -> Matrix? {
    var sum = Matrix(rowCount: products.columns.count, columnCount: products.columns.count)
    for (multiple, weight) in [(1.0, 8.0), (-1, -8), (2, -1), (-2, 1)] {
      guard let there = at(multiple * step) else { return nil }
      sum = sum + (weight / (12 * step)) * there
    }
    return sum
  }
  guard let here = covariance(theta, scale: 1) else { return nil }
  var slopes: [Matrix] = []
  let unit = laplace.rowUnit
  for index in theta.indices {
    let found = slope(step: 1e-3 * max(theta[index].magnitude, 0.1 * unit)) { change in
      var there = theta
      there[index] += change
      return covariance(there, scale: 1)
    }
    guard let found else { return nil }
    slopes.append(found)
  }
  if parameterCovariance.rowCount > theta.count {
    let found = slope(step: 1e-3) { change in
      covariance(theta.map { exp(-0.5 * change) * $0 }, scale: exp(change))
    }
    guard let found else { return nil }
    slopes.append(found)
  }
  return MixedSatterthwaite(
    covariance: here, derivatives: slopes, parameterCovariance: parameterCovariance,
    basis: basis)
}
