import LinearAlgebra
import Modeling

extension LinearMixedFit: SandwichSource {
  /// The pieces of a covariance by clusters of whole groups.
  ///
  /// X′V⁻¹(y − Xβ) = X′W(y − Xβ − Zb): the scores of generalized least squares are those of the
  /// residuals from the conditional modes, and the bread is (X′V⁻¹X)⁻¹. So the sum of scores over a
  /// cluster is all a robust covariance needs, as in HLM's robust errors (Liang and Zeger 1986).
  public func sandwichIngredients() -> SandwichIngredients {
    SandwichIngredients(
      design: frame.design.parts.selectingColumns(coefficients.designColumns),
      workingWeights: frame.weights?.values ?? [Double](repeating: 1, count: frame.rowCount),
      workingResiduals: residuals, multiplicities: nil, bread: unscaledCovariance,
      breadFactor: lowerFactor(of: unscaledCovariance), dispersion: residualVariance,
      workingVariance: .correlated)
  }

  /// Throws ``MixedModelsError/dividedGroup(grouping:column:)`` if a group's rows are in more than one
  /// cluster.
  public func requireWholeGroups(codes: [Int32], column: String) throws {
    _ = try randomEffects.clustersOfLevels(codes: codes, column: column)
  }
}

/// The lower triangle F with F F′ = A for a covariance A; not a number where rounding or overflow has
/// left none, which the covariance's diagnostics report.
private func lowerFactor(of a: Matrix) -> Matrix {
  guard let factor = try? CholeskyFactorization(a) else {
    return Matrix(rowCount: a.rowCount, columnCount: a.columnCount, repeating: .nan)
  }
  return factor.upper.transposed
}
