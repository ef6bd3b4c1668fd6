/// A fact about the numbers that stops a factorization or a solution.
///
/// A size that does not fit is the caller's mistake and traps; these cases are the data's.
public enum LinearAlgebraError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The matrix is not positive definite: the leading minor of this order (from 1) is not positive.
  case notPositiveDefinite(order: Int)
  /// An element is not finite; row and column count from 0.
  case notFinite(row: Int, column: Int)
  /// A value of the response is not finite; rows count from 0.
  case responseNotFinite(row: Int)
  /// A weight is negative or not finite; rows count from 0.
  case invalidWeight(row: Int)
  /// The sums of squares of a column are beyond the range of `Double`; columns count from 0, the
  /// response after the last.
  case overflow(column: Int)
  /// An iterative algorithm of LAPACK did not converge.
  case notConverged(routine: String)
  /// A size is beyond the 32-bit integers of the BLAS interface.
  case tooLarge(dimension: Int)
  /// Columns depend on those of factors, or nearly do, and there are too many to spread out.
  case dependentFactor(columns: Int)
  /// The request would take more memory than there is, in bytes.
  case insufficientMemory(what: String, needed: Double, available: Double, remedy: String)
  /// What is wrong with one of several problems, counted from 0; rows count from the problem's first.
  indirect case inProblem(Int, LinearAlgebraError)

  /// What was found, where, and what to try.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let order):
      "the matrix is not positive definite (leading minor of order \(order))"
    case .notFinite(let row, let column):
      "the element in row \(row + 1), column \(column + 1) is not a finite number"
    case .responseNotFinite(let row):
      "the response in row \(row + 1) is not a finite number"
    case .invalidWeight(let row):
      "the weight in row \(row + 1) is negative or not a finite number"
    case .overflow(let column):
      "the sum of squares of column \(column + 1) is too large; use a larger unit of measurement"
    case .notConverged(let routine):
      "the iteration in \(routine) did not converge"
    case .tooLarge(let dimension):
      "a dimension of \(dimension) is more than BLAS can index (2,147,483,647)"
    case .dependentFactor(let columns):
      "some of the \(columns) columns depend on the levels of a factor, and they are too many to "
        + "find out which; leave out what is constant within the levels"
    case .insufficientMemory(let what, let needed, let available, let remedy):
      "\(what) needs \(written(bytes: needed)) of memory, and \(written(bytes: available)) are available; "
        + remedy
    case .inProblem(let problem, let failure):
      "problem \(problem + 1): \(failure)"
    }
  }
}
