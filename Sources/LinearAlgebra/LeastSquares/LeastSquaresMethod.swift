/// How a least-squares problem is solved. `automatic` is right unless one wants to compare.
public enum LeastSquaresMethod: String, Sendable, Equatable, CaseIterable {
  /// `gram` where the condition number allows it, otherwise `triangle`.
  case automatic = "auto"
  /// Cholesky factorization of the equilibrated cross-products, then refinement with true
  /// residuals. The fastest; falls back on `triangle` where the columns are too nearly dependent.
  case gram
  /// Blocked QR of [X y], which shows dependent columns as reliably as X itself.
  case triangle
  /// Residuals in twice the working precision.
  case refined
}
