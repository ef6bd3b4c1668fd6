import LinearAlgebra

/// d′(LVL′)⁻¹d for restrictions L, their distance d from the hypothesis and a covariance V.
///
/// The matrix is scaled to unit variances before it is factored, so that the units of the restrictions
/// do not matter.
///
/// - Throws: ``InferenceError/redundantRestrictions(count:rank:)`` if L has not full row rank,
///   ``InferenceError/singularRestrictions(count:rank:covariance:)`` if LVL′ is singular or indefinite
///   though L is not.
/// - Complexity: O(q p² + q³) for q restrictions.
func waldQuadraticForm(
  restrictions: Matrix, distance: [Double], covariance: Matrix, covarianceName: String
) throws -> Double {
  let count = restrictions.rowCount
  let rank = try rowRank(restrictions)
  if rank < count { throw InferenceError.redundantRestrictions(count: count, rank: rank) }
  let spread = product(restrictions, product(covariance, restrictions.transposed)).symmetrized
  let variances = spread.diagonal
  guard variances.allSatisfy({ $0 > 0 && $0.isFinite }) else {
    throw InferenceError.singularRestrictions(
      count: count, rank: variances.filter { $0 > 0 && $0.isFinite }.count,
      covariance: covarianceName)
  }
  let scales = variances.map { 1 / $0.squareRoot() }
  let scaled = spread.scalingRows(by: scales).scalingColumns(by: scales)
  let spectrum = try SymmetricEigenDecomposition(scaled)
  let usable = spectrum.values.filter { $0 > 1e-12 }.count
  if usable < count {
    throw InferenceError.singularRestrictions(
      count: count, rank: usable, covariance: covarianceName)
  }
  let scaledDistance = zip(distance, scales).map { $0 * $1 }
  return dot(scaledDistance, try CholeskyFactorization(scaled).solve(scaledDistance))
}

/// The number of independent rows, each row scaled to unit length.
func rowRank(_ restrictions: Matrix) throws -> Int {
  let scales = (0..<restrictions.rowCount).map { row -> Double in
    let largest = restrictions.row(row).reduce(0) { max($0, $1.magnitude) }
    return largest > 0 ? 1 / largest : 0
  }
  let scaled = restrictions.scalingRows(by: scales).transposed
  return try QRFactorization(scaled, pivoting: true).rank(tolerance: 1e-10)
}
