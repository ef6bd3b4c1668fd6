/// The eigenvalues and orthonormal eigenvectors of a symmetric matrix: A = V diag(λ) V′.
public struct SymmetricEigenDecomposition: Sendable, Equatable {
  /// The eigenvalues λ, ascending.
  public let values: [Double]
  /// The eigenvectors V, one a column, in the order of the values. The sign of each is LAPACK's.
  public let vectors: Matrix

  /// Decomposes a matrix of which only the upper triangle is read. Complexity: about 9 n³.
  ///
  /// - Precondition: the matrix is square.
  /// - Throws: `notFinite`, `tooLarge`, and `notConverged`, which no known matrix causes.
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    try BLAS.requireIndexable(a)
    try a.requireFinite()
    var vectors = a
    guard let values = factorSymmetric(&vectors) else { throw .notConverged(routine: "dsyevd") }
    self.values = values
    self.vectors = vectors
  }

  /// V diag(f(λ)) V′, exactly symmetric. Complexity: n³.
  package func matrix(_ function: (Double) -> Double) -> Matrix {
    let size = values.count
    var scaled = vectors
    for j in 0..<size {
      let factor = function(values[j])
      for i in 0..<size { scaled[i, j] *= factor }
    }
    return product(scaled, vectors.transposed).symmetrized
  }

  /// The magnitude below which an eigenvalue counts as 0: n · 2⁻⁵² · the largest magnitude.
  package var negligibleValue: Double {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    return Double(values.count) * Double.ulpOfOne * largest
  }
}

/// The symmetric square root of a symmetric positive semidefinite matrix: S S = A. Eigenvalues up
/// to n · 2⁻⁵² of the largest, and negative ones, count as 0.
///
/// - Throws: what `SymmetricEigenDecomposition` throws.
package func squareRoot(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
  let decomposition = try SymmetricEigenDecomposition(a)
  let negligible = decomposition.negligibleValue
  return decomposition.matrix { $0 > negligible ? $0.squareRoot() : 0 }
}

/// The symmetric square root of the Moore–Penrose inverse of a symmetric positive semidefinite
/// matrix: S A S projects on the range of A.
///
/// - Parameters:
///   - a: the matrix; only its upper triangle is read.
///   - tolerance: eigenvalues up to this many times the largest magnitude count as 0; without one,
///     n · 2⁻⁵².
/// - Returns: the symmetric root.
/// - Throws: what `SymmetricEigenDecomposition` throws.
package func pseudoInverseSquareRoot(
  _ a: Matrix, tolerance: Double? = nil
) throws(LinearAlgebraError) -> Matrix {
  let decomposition = try SymmetricEigenDecomposition(a)
  let largest = decomposition.values.reduce(0) { max($0, $1.magnitude) }
  let negligible = tolerance.map { $0 * largest } ?? decomposition.negligibleValue
  return decomposition.matrix { $0 > negligible ? 1 / $0.squareRoot() : 0 }
}
