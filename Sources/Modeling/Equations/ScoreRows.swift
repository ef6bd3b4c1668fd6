import LinearAlgebra

/// Rows in the pieces every robust covariance is made of: the score of row i is mᵢ wᵢ eᵢ xᵢ.
///
/// For weighted least squares wᵢ are the prior weights and eᵢ the residuals; for a generalized linear
/// model wᵢ are the working weights (prior · (dμ/dη)² / V) and eᵢ the working residuals
/// (y − μ) / (dμ/dη).
public struct ScoreRows: Sendable {
  /// The design of the estimated coefficients, n × p, by parts.
  public let design: PartitionedMatrix
  /// wᵢ, not negative; length n.
  public let workingWeights: [Double]
  /// eᵢ; length n.
  public let workingResiduals: [Double]
  /// mᵢ, how many times the row counts (frequency weights); nil means once each.
  public let multiplicities: [Double]?
  /// F with the equation's bread F F′, p × p: R⁻¹, or another square root where factors are kept as codes.
  public let breadFactor: Matrix

  /// The pieces of the rows.
  ///
  /// - Precondition: as many weights and residuals as rows, a factor of the order of the columns.
  public init(
    design: PartitionedMatrix, workingWeights: [Double], workingResiduals: [Double],
    multiplicities: [Double]? = nil, breadFactor: Matrix
  ) {
    precondition(
      design.rowCount == workingWeights.count && design.rowCount == workingResiduals.count
        && design.columnCount == breadFactor.rowCount)
    self.design = design
    self.workingWeights = workingWeights
    self.workingResiduals = workingResiduals
    self.multiplicities = multiplicities
    self.breadFactor = breadFactor
  }
}
