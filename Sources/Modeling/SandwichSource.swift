import LinearAlgebra

/// A fit whose estimating equations allow a robust covariance.
public protocol SandwichSource: FittedModel {
  /// The pieces of the sandwich, in the metric of estimation. Complexity: O(n), the design shared.
  func sandwichIngredients() -> SandwichIngredients

  /// Throws if clusters do not hold together what the model holds together.
  ///
  /// - Parameters:
  ///   - codes: the cluster of each row used, from 0.
  ///   - column: the clusters' column, for the message.
  /// - Throws: the fit's own error, naming what is divided.
  func requireWholeGroups(codes: [Int32], column: String) throws
}

extension SandwichSource {
  /// Rows are independent but for the clusters, so that any will do.
  public func requireWholeGroups(codes: [Int32], column: String) throws {}
}

/// The pieces every robust covariance is made of.
///
/// The coefficients solve Σ mᵢ xᵢ wᵢ eᵢ = 0. For weighted least squares wᵢ are the prior weights
/// and eᵢ the residuals; for a generalized linear model wᵢ are the working weights
/// (prior · (dμ/dη)² / V) and eᵢ the working residuals (y − μ) / (dμ/dη).
public struct SandwichIngredients: Sendable {
  /// The design of the estimated coefficients, n × p, by parts.
  public let design: PartitionedMatrix
  /// wᵢ, not negative; length n.
  public let workingWeights: [Double]
  /// eᵢ; length n.
  public let workingResiduals: [Double]
  /// mᵢ, how many times the row counts (frequency weights); nil means once each.
  public let multiplicities: [Double]?
  /// (X′MWX)⁻¹, p × p.
  public let bread: Matrix
  /// F with bread = F F′, p × p: R⁻¹, or another square root where factors are kept as codes.
  public let breadFactor: Matrix
  /// What the bread is multiplied by to give the classical covariance.
  public let dispersion: Double
  /// The working model that bias-reduced estimators (CR2) are unbiased under.
  public let workingVariance: WorkingVariance

  /// The working covariance of the observations that CR2 and its degrees of freedom refer to.
  public enum WorkingVariance: Sendable, Hashable {
    /// Independent with equal variances, whatever the weights: the convention of clubSandwich for
    /// weighted least squares.
    case identity
    /// Independent with variance inverse to the working weights: generalized linear models.
    case inverseWeights
    /// Dependent through random effects: only sums over whole groups are independent, so that robust
    /// covariances are those of clusters; see ``CorrelatedRowsSource``.
    case correlated
  }

  /// The pieces of a sandwich.
  package init(
    design: PartitionedMatrix, workingWeights: [Double], workingResiduals: [Double],
    multiplicities: [Double]?, bread: Matrix, breadFactor: Matrix, dispersion: Double,
    workingVariance: WorkingVariance
  ) {
    precondition(
      design.rowCount == workingWeights.count && design.rowCount == workingResiduals.count
        && design.columnCount == bread.rowCount)
    self.design = design
    self.workingWeights = workingWeights
    self.workingResiduals = workingResiduals
    self.multiplicities = multiplicities
    self.bread = bread
    self.breadFactor = breadFactor
    self.dispersion = dispersion
    self.workingVariance = workingVariance
  }
}
