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
  var spread = product(restrictions, product(covariance, restrictions.transposed)).symmetrized
  let variances = spread.diagonal
  let scales = variances.map { 1 / $0.squareRoot() }
  if scales.allSatisfy({ $0.isFinite && $0 > 0 }) {
    spread = spread.scalingRows(by: scales).scalingColumns(by: scales)
    if let factorization = try definiteCholesky(spread),
      factorization.reciprocalConditionNumber(oneNorm: oneNorm(spread)) > clearCondition
    {
      let scaledDistance = zip(distance, scales).map { $0 * $1 }
      return dot(scaledDistance, factorization.solve(scaledDistance))
    }
  }
  // Near the limit the ranks say what is wrong, if anything is.
  let rank = try rowRank(restrictions)
  if rank < count { throw InferenceError.redundantRestrictions(count: count, rank: rank) }
  guard variances.allSatisfy({ $0 > 0 && $0.isFinite }) else {
    throw InferenceError.singularRestrictions(
      count: count, rank: variances.filter { $0 > 0 && $0.isFinite }.count,
      covariance: covarianceName)
  }
  let spectrum = try SymmetricEigenDecomposition(spread)
  let usable = spectrum.values.filter { $0 > 1e-12 }.count
  if usable < count {
    throw InferenceError.singularRestrictions(
      count: count, rank: usable, covariance: covarianceName)
  }
  let scaledDistance = zip(distance, scales).map { $0 * $1 }
  return dot(scaledDistance, try CholeskyFactorization(spread).solve(scaledDistance))
}

/// The reciprocal condition number beyond which LVL′, scaled to unit variances, is regular beyond doubt, and so
/// is L: three orders of magnitude above the eigenvalues that count as zero.
private let clearCondition = 1e-9

/// The largest sum of magnitudes in a column.
private func oneNorm(_ matrix: Matrix) -> Double {
  (0..<matrix.columnCount).reduce(0) { largest, column in
    max(largest, matrix.column(column).reduce(0) { $0 + $1.magnitude })
  }
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
