import LinearAlgebra

/// The working model that leverages and bias-reduced corrections are unbiased under, with all rows at hand.
public struct WorkingModel: Sendable {
  /// All rows used.
  public let rows: ScoreRows
  /// How the errors of the rows vary and depend on each other.
  public let errors: Errors

  /// The working covariance of the observations, which the fit chooses.
  public enum Errors: Sendable {
    /// Independent with equal variances, whatever the weights: the convention of clubSandwich for
    /// weighted least squares.
    case equalVariances
    /// Independent with variances of their own: log θᵢ up to a factor, or nil where some are beyond the
    /// range of numbers.
    case variances(logarithms: @Sendable () -> [Double]?)
    /// Dependent through random effects: the rows of a cluster (in ascending order, among those used) as
    /// combinations that are independent under the model.
    case dependent(independentRows: @Sendable (_ rows: [Int]) throws -> IndependentRows)
  }

  /// A working model.
  public init(rows: ScoreRows, errors: Errors) {
    self.rows = rows
    self.errors = errors
  }
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
  ///
  /// - Precondition: as many residuals and variances as rows.
  public init(design: Matrix, residuals: [Double], variances: [Double]) {
    precondition(
      design.rowCount == residuals.count && design.rowCount == variances.count,
      "\(design.rowCount) rows, \(residuals.count) residuals, \(variances.count) variances")
    self.design = design
    self.residuals = residuals
    self.variances = variances
  }
}
