import LinearAlgebra

/// The Cholesky factorization, or nil where the matrix is not positive definite.
func definiteCholesky(_ matrix: Matrix) throws(LinearAlgebraError) -> CholeskyFactorization? {
  do {
    return try CholeskyFactorization(matrix)
  } catch {
    if case .notPositiveDefinite = error { return nil }
    throw error
  }
}
