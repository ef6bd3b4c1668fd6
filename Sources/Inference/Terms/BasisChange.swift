import LinearAlgebra

/// The C with A C = B, for A of full column rank; nil where A has not full rank or some column of B
/// is not a combination of A's.
///
/// Normal equations in columns of unit length, with one step of refinement, since exact solutions are
/// wanted and exist. Complexity: O(n (p + q) p).
func basisChange(from a: Matrix, to b: Matrix) throws -> Matrix? {
  let lengths = columnLengths(a)
  if lengths.contains(0) { return nil }
  let inverse = lengths.map { 1 / $0 }
  let scaled = a.scalingColumns(by: inverse)
  guard let factorization = try definiteCholesky(crossProduct(scaled)) else { return nil }
  var solution = factorization.solve(transposedProduct(scaled, b))
  let remainder = b - product(scaled, solution)
  solution += factorization.solve(transposedProduct(scaled, remainder))
  let misfit = columnLengths(b - product(scaled, solution))
  let isExact = zip(misfit, columnLengths(b)).allSatisfy { $0 <= 1e-7 * $1 }
  return isExact ? solution.scalingRows(by: inverse) : nil
}

private func columnLengths(_ matrix: Matrix) -> [Double] {
  (0..<matrix.columnCount).map { column in
    let values = matrix.column(column)
    return dot(values, values).squareRoot()
  }
}

/// The Cholesky factorization, or nil where the matrix is not positive definite.
func definiteCholesky(_ matrix: Matrix) throws(LinearAlgebraError) -> CholeskyFactorization? {
  do {
    return try CholeskyFactorization(matrix)
  } catch {
    if case .notPositiveDefinite = error { return nil }
    throw error
  }
}
