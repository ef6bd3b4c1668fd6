/// A fact about the numbers that stops a factorization or a solution.
///
/// A size that does not fit is the caller's mistake and traps; these cases are the data's.
public enum LinearAlgebraError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The matrix is not positive definite: the leading minor of this order (from 1) is not positive.
  case notPositiveDefinite(order: Int)
  /// An element is not finite; row and column count from 0.
  case notFinite(row: Int, column: Int)
  /// An iterative algorithm of LAPACK did not converge.
  case notConverged(routine: String)
  /// A size is beyond the 32-bit integers of the BLAS interface.
  case tooLarge(dimension: Int)

  /// What was found, where, and what to try.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let order):
      "the matrix is not positive definite (leading minor of order \(order))"
    case .notFinite(let row, let column):
      "the element in row \(row + 1), column \(column + 1) is not a finite number"
    case .notConverged(let routine):
      "the iteration in \(routine) did not converge"
    case .tooLarge(let dimension):
      "a dimension of \(dimension) is more than BLAS can index (2,147,483,647)"
    }
  }
}
