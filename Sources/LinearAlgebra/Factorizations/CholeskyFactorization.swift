#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The Cholesky factorization R′R = A of a symmetric positive definite matrix, R upper triangular
/// with a positive diagonal.
///
/// Whether A is nearly singular is *not* detected: ask `reciprocalConditionNumber(oneNorm:)`.
public struct CholeskyFactorization: Sendable, Equatable {
  /// R: zeros below the diagonal.
  public let upper: Matrix

  /// Factors a matrix of which only the upper triangle is read. Complexity: n³ / 3.
  ///
  /// - Precondition: the matrix is square.
  /// - Throws: `notPositiveDefinite` with the order of the first leading minor that is not
  ///   positive; `notFinite`; `tooLarge`.
  public init(_ a: consuming Matrix) throws(LinearAlgebraError) {
    try BLAS.requireIndexable(a)
    try a.requireFinite()
    var factor = a
    let order = factorCholesky(&factor)
    if order > 0 { throw .notPositiveDefinite(order: order) }
    factor.clearLowerTriangle()
    upper = factor
  }

  /// The factorization whose factor is already known.
  package init(upper: Matrix) { self.upper = upper }

  /// The x with A x = v. Complexity: 2 n².
  public func solve(_ v: [Double]) -> [Double] {
    var x = v
    solveUpper(upper, transposed: true, &x)
    solveUpper(upper, transposed: false, &x)
    return x
  }

  /// The X with A X = B. Complexity: 2 n² for each column of B.
  public func solve(_ b: Matrix) -> Matrix {
    var x = b
    solveCholesky(upper, &x)
    return x
  }

  /// A⁻¹, exactly symmetric. Complexity: 2 n³ / 3.
  public func inverse() -> Matrix { invertCholesky(upper) }

  /// R⁻¹, upper triangular, so that A⁻¹ = R⁻¹ R⁻ᵀ. Complexity: n³ / 3.
  public func inverseFactor() -> Matrix {
    var result = upper
    let isRegular = invertUpper(&result)
    precondition(isRegular, "a zero on the diagonal of a Cholesky factor")
    return result
  }

  /// The natural logarithm of the determinant of A; 0 for the empty matrix.
  public var logDeterminant: Double {
    2 * upper.diagonal.reduce(0) { $0 + log($1) }
  }

  /// An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁), in 0…1; 1 for the empty matrix. `oneNorm` is ‖A‖₁ of the
  /// matrix that was factored, the largest sum of magnitudes in a column. Complexity: O(n²).
  package func reciprocalConditionNumber(oneNorm: Double) -> Double {
    reciprocalConditionCholesky(upper, oneNorm: oneNorm)
  }
}
