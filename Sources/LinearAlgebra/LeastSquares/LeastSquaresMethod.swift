/// How a least-squares problem is solved. `automatic` is right unless one wants to compare.
public enum LeastSquaresMethod: String, Sendable, Equatable, CaseIterable {
  /// `gram` up to a condition number of 10³; beyond, `refined` where n k² is at most 10⁸ or the
  /// condition number above 10⁷, otherwise `triangle`.
  case automatic = "auto"
  /// Cholesky factorization of the equilibrated cross-products, then refinement with true
  /// residuals. The fastest; falls back on `triangle` where the columns are too nearly dependent.
  case gram
  /// Blocked QR of [X y], which shows dependent columns as reliably as X itself.
  case triangle
  /// The triangle's solution refined in twice the working precision, with what rounding took from
  /// derived columns: as exact as the data.
  case refined
}
