import LinearAlgebra

/// A fit whose rows depend on each other by a covariance the model states.
///
/// Bias-reduced clustered covariances need that covariance within a cluster.
public protocol CorrelatedRowsSource: SandwichSource {
  /// The rows of a cluster as combinations that are independent under the model.
  ///
  /// - Parameter rows: the cluster's rows among those used, in ascending order.
  /// - Returns: their design, residuals and variances.
  /// - Throws: the fit's own error where the cluster is too large for a dense matrix.
  func independentRows(of rows: [Int]) throws -> IndependentRows
}

/// Orthogonal combinations Q′ of the rows of one cluster that diagonalise the model's covariance Φ of
/// their errors: Q′ΦQ = diag(variances).
///
/// Combinations to which neither the design nor dependence has anything to say are left out, so that there
/// may be fewer than rows.
public struct IndependentRows: Sendable {
  /// Q′X for the estimated coefficients, k × p.
  public let design: Matrix
  /// Q′(y − Xβ), k.
  public let residuals: [Double]
  /// The variances of the k errors, over the dispersion; positive.
  public let variances: [Double]

  /// Combinations of rows.
  package init(design: Matrix, residuals: [Double], variances: [Double]) {
    precondition(
      design.rowCount == residuals.count && design.rowCount == variances.count,
      "\(design.rowCount) rows, \(residuals.count) residuals, \(variances.count) variances")
    self.design = design
    self.residuals = residuals
    self.variances = variances
  }
}
