import LinearAlgebra
import Modeling

/// Kenward and Roger's covariance and degrees of freedom of a mixed model's fixed effects.
///
/// The covariance Φ = (X′Σ⁻¹X)⁻¹ is enlarged by what the variances' own uncertainty adds to that of the
/// coefficients, to first order in their expected information; the F statistic is scaled and its
/// denominator chosen so that mean and variance match those of F, exactly where exact tests exist.
///
/// ### References
/// M. G. Kenward and J. H. Roger, Biometrics 53 (1997) 983; U. Halekoh and S. Højsgaard, Journal of
/// Statistical Software 59(9) (2014), whose form of the quantities is used.
struct KenwardRoger: Reference {
  /// Φ.
  let covariance: Matrix
  /// Φ_A.
  let adjusted: Matrix
  /// Φ PᵢΦ for each variance parameter, P being the derivative of X′Σ⁻¹X.
  let slopes: [Matrix]
  /// W, the asymptotic covariance of the variance parameters.
  let parameterCovariance: Matrix
  /// U, where the coefficients are U times those the quantities are of.
  var basis: Matrix?

  let rule = "Kenward–Roger"

  /// 2v²/Σ Wᵢⱼ vᵢvⱼ with v = c′Φc and vᵢ its derivatives: for one contrast F needs no scale.
  func degreesOfFreedom(_ given: [Double]) -> Double? {
    let contrast = basis.map { transposedProduct($0, given) } ?? given
    let variance = quadraticForm(contrast, covariance)
    let derivatives = slopes.map { quadraticForm(contrast, $0) }
    let spread = quadraticForm(derivatives, parameterCovariance)
    return spread > 0 ? 2 * variance * variance / spread : .infinity
  }

  func joint(_ given: Matrix, covariance robust: Matrix) throws -> JointReference {
    let count = given.rowCount
    if count == 1 {
      return .f(denominator: degreesOfFreedom(given.row(0)), scale: 1, rule: rule)
    }
    let restrictions = basis.map { product(given, $0) } ?? given
    let spread = product(restrictions, product(covariance, restrictions.transposed)).symmetrized
    let inverse = try CholeskyFactorization(spread).inverse()
    // (LΦL′)⁻¹ LΦPᵢΦL′.
    let parts = slopes.map {
      product(inverse, product(restrictions, product($0, restrictions.transposed)))
    }
    var (a1, a2) = (0.0, 0.0)
    for (i, first) in parts.enumerated() {
      let trace = first.diagonal.reduce(0, +)
      for (j, second) in parts.enumerated() {
        a1 += parameterCovariance[i, j] * trace * second.diagonal.reduce(0, +)
        a2 += parameterCovariance[i, j] * traceOfProduct(first, second)
      }
    }
    let found = approximateF(a1: a1, a2: a2, restrictions: Double(count))
    return .f(denominator: found?.denominator, scale: found?.scale ?? 1, rule: rule)
  }
}

/// The denominator and scale whose F distribution has the mean and variance found from A₁ and A₂.
private func approximateF(
  a1: Double, a2: Double, restrictions q: Double
) -> (denominator: Double, scale: Double)? {
  let b = (a1 + 6 * a2) / (2 * q)
  let g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2)
  let divisor = 3 * q + 2 * (1 - g)
  let v0 = clean(1 + g / divisor * b)
  let v1 = clean(1 - (q - g) / divisor * b)
  let v2 = clean(1 - (q + 2 - g) / divisor * b)
  let expected = clean(1 - a2 / q)
  // E and V of an exact test can both be 0/0 at their limits, where the ratio is 1.
  let ratio = expected == 0 && v1 == 0 ? 1 : expected / v1
  let rho = ratio * ratio * v0 / v2 / q
  let denominator = 4 + (q + 2) / (q * rho - 1)
  guard denominator.isFinite, denominator > 0 else { return nil }
  let scale = (denominator - 2).magnitude < 0.01 ? 1 : denominator * expected / (denominator - 2)
  return (denominator, scale)
}

/// Rounding taken for the zero it stands for.
private func clean(_ value: Double) -> Double { value.magnitude < 1e-10 ? 0 : value }

/// Computes Φ, Φ_A and what the degrees of freedom need, set by set of levels that hang together.
///
/// - Throws: ``MixedModelsError/kenwardRogerTooLarge(effects:limit:)``, or `LinearAlgebraError` where
///   information is singular.
func kenwardRoger(
  _ numbers: MixedNumbers, theta: [Double], residualVariance: Double
) throws -> KenwardRoger {
  let levels = LevelSets(numbers.structure)
  if levels.largest > mostConnectedEffects {
    throw MixedModelsError.kenwardRogerTooLarge(
      effects: levels.largest, limit: mostConnectedEffects)
  }
  try requireMemory(
    for: .connectedEffects(
      levels.largest, parameters: numbers.structure.varianceDirections.count))
  var sums = VarianceSums(numbers, theta: theta)
  for set in levels.sets {
    try sums.add(ConnectedLevels(set, numbers.structure, numbers.products))
  }
  return try sums.kenwardRoger(residualVariance: residualVariance)
}

/// The most random effects that hang together: their matrix is dense.
private let mostConnectedEffects = 6_000
