import LinearAlgebra

/// Fai and Cornelius' denominator for a joint test: the principal contrasts of LVL′ are independent
/// t's, and E = Σ ν/(ν − 2) over those with ν > 2 gives 2E / (E − q).
///
/// The principal contrasts depend on how the hypothesis is written. L is brought to reduced row echelon
/// form first, so that the answer is one of the hypothesis: for a term by itself the form is that of
/// its coefficients one by one, which lmerTest takes too.
///
/// - Parameters:
///   - restrictions: L, q × p, of full row rank.
///   - covariance: V, p × p.
///   - reference: gives each contrast its degrees of freedom.
/// - Returns: nil where E ≤ q, when no F distribution matches.
/// - Throws: `LinearAlgebraError` for a covariance that is not finite.
/// - Complexity: O(q p² + q³) beside the degrees of freedom of q contrasts.
///
/// ### References
/// A. H.-T. Fai and P. L. Cornelius, Journal of Statistical Computation and Simulation 54 (1996) 363.
func combinedDegreesOfFreedom(
  _ restrictions: Matrix, covariance: Matrix, reference: some Reference
) throws -> Double? {
  let count = restrictions.rowCount
  if count == 1 { return reference.degreesOfFreedom(restrictions.row(0)) }
  let restrictions = reducedRowEchelonForm(restrictions)
  let spread = product(restrictions, product(covariance, restrictions.transposed)).symmetrized
  let spectrum = try SymmetricEigenDecomposition(spread)
  let principal = transposedProduct(spectrum.vectors, restrictions)
  let each = (0..<count).compactMap { reference.degreesOfFreedom(principal.row($0)) }
  if each.count < count { return nil }
  if let first = each.first, each.allSatisfy({ ($0 - first).magnitude <= 1e-9 * first }) {
    return first
  }
  let expectation = each.reduce(0) { $1 > 2 ? $0 + $1 / ($1 - 2) : $0 }
  let excess = expectation - Double(count)
  return excess > 0 ? 2 * expectation / excess : nil
}
