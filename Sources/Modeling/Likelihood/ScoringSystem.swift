import LinearAlgebra

/// A weighted least-squares problem reduced: by the sums of a pass where they can be trusted to, else
/// by the way of `leastSquares`.
package enum ScoringSystem: Sendable {
  case information(InformationSystem)
  case solution(LeastSquaresSolution)

  /// (X′WX)⁻¹ over the kept columns.
  package var unscaledCovariance: Matrix {
    switch self {
    case .information(let system): system.inverse
    case .solution(let solution): solution.unscaledCovariance
    }
  }

  /// A factor F of (X′WX)⁻¹ = F F′.
  package var inverseFactor: Matrix {
    switch self {
    case .information(let system): system.inverseFactor()
    case .solution(let solution): solution.inverseTriangle
    }
  }

  package var method: LeastSquaresMethod {
    switch self {
    case .information: .gram
    case .solution(let solution): solution.method
    }
  }
}
