/// The Householder QR factorization A P = Q R, blocked (LAPACK `dgeqrf`, `dgeqp3`).
///
/// With k = min(rows, columns), thin Q is rows × k with orthonormal columns and R is k × columns,
/// upper triangular; its diagonal may be negative. Without pivoting P is the identity and rank is
/// not revealed; with pivoting each column is the one with the longest remainder, and the
/// magnitudes on the diagonal of R do not increase.
public struct QRFactorization: Sendable, Equatable {
  /// The original index of each column of A P, from 0.
  public let pivots: [Int]
  private let factors: Matrix
  private let tau: [Double]

  /// Factors a matrix. Complexity: 2 · rows · columns² − 2/3 · columns³ for a tall one.
  ///
  /// - Throws: `notFinite`, `tooLarge`.
  public init(_ a: Matrix, pivoting: Bool = false) throws(LinearAlgebraError) {
    try BLAS.requireIndexable(a)
    try a.requireFinite()
    var factors = a
    if pivoting {
      (tau, pivots) = factorPivotedQR(&factors)
    } else {
      tau = factorQR(&factors)
      pivots = Array(0..<a.columnCount)
    }
    self.factors = factors
  }

  /// R: k × columns, zeros below the diagonal.
  public var upper: Matrix {
    var result = factors.selectingRows(Array(0..<tau.count))
    result.clearLowerTriangle()
    return result
  }

  /// Q: rows × k, orthonormal columns. Complexity: as the factorization.
  public func thinQ() -> Matrix { formQ(factors, tau) }

  /// Q′B with the full square Q: rows × columns of B. Complexity: 4 · rows · k · columns of B.
  public func applyTransposedQ(_ b: Matrix) -> Matrix {
    var result = b
    multiplyByQ(factors, tau, transposed: true, to: &result)
    return result
  }

  /// Q B with the full square Q.
  public func applyQ(_ b: Matrix) -> Matrix {
    var result = b
    multiplyByQ(factors, tau, transposed: false, to: &result)
    return result
  }

  /// The number of diagonal elements of R larger in magnitude than `tolerance` times the largest.
  /// With pivoting this is a numerical rank.
  public func rank(tolerance: Double) -> Int {
    let magnitudes = factors.diagonal.map(\.magnitude)
    let largest = magnitudes.max() ?? 0
    return magnitudes.filter { $0 > tolerance * largest }.count
  }

  /// The x that minimises ‖A x − b‖ for A of full column rank. Complexity: 4 · rows · columns.
  ///
  /// - Precondition: A has at least as many rows as columns.
  /// - Throws: `notPositiveDefinite` when the diagonal of R has an exact 0. Near rank deficiency is
  ///   *not* detected.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    Array(try solve(Matrix(rowCount: b.count, columnCount: 1, elements: b)).elements)
  }

  /// The X whose columns minimise ‖A x − b‖ for the columns b of a matrix: as for one of them.
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    let size = factors.columnCount
    precondition(
      factors.rowCount >= size && b.rowCount == factors.rowCount,
      "\(b.rowCount) elements for \(factors.rowCount) × \(size)")
    if let zero = factors.diagonal.firstIndex(of: 0) { throw .notPositiveDefinite(order: zero + 1) }
    var y = applyTransposedQ(b).selectingRows(Array(0..<size))
    solveUpper(upper, transposed: false, &y)
    var places = [Int](repeating: 0, count: size)
    for (position, column) in pivots.enumerated() { places[column] = position }
    return y.selectingRows(places)
  }
}
