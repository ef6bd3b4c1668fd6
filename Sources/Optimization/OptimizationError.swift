/// Why a search gave no answer.
public enum OptimizationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The function has the same sign, or no sign, at both ends of the interval.
  case notBracketed(lower: Double, upper: Double, valueAtLower: Double, valueAtUpper: Double)
  /// The function is not a finite number at a point the search needs.
  case notFinite(point: [Double])
  /// The number of equations is not the number of unknowns.
  case notSquare(unknowns: Int, equations: Int)
  /// The derivative matrix is singular, so that no direction leads on.
  case singular(iteration: Int, point: [Double])
  /// The search stopped before it was as near as asked; `residual` is the largest one left.
  case notConverged(iterations: Int, residual: Double)

  /// What was asked, what was found and what to try.
  public var description: String {
    switch self {
    case .notBracketed(let lower, let upper, let valueAtLower, let valueAtUpper):
      "no sign change between \(lower) (value \(valueAtLower)) and \(upper) (value "
        + "\(valueAtUpper)); search a wider interval, or look for sign changes on a grid first"
    case .notFinite(let point):
      "the function is not finite at \(point); restrict the search to where it is defined"
    case .notSquare(let unknowns, let equations):
      "\(equations) equations for \(unknowns) unknowns; Newton's method needs as many of each"
    case .singular(let iteration, let point):
      "the derivatives are linearly dependent at \(point) (iteration \(iteration)); start "
        + "elsewhere, or drop an equation that the others imply"
    case .notConverged(let iterations, let residual):
      "no convergence after \(iterations) iterations, largest residual \(residual); start nearer, "
        + "allow more iterations or a larger tolerance"
    }
  }
}
