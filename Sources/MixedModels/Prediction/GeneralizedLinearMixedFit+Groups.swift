import LinearAlgebra
import Modeling
import Tables

extension GeneralizedLinearMixedFit {
  /// The columns of the groupings.
  public var groupColumns: [String] { randomEffects.groupColumns }

  /// The columns of what varies by group.
  public var effectColumns: [String] { randomEffects.effectColumns }

  /// The conditional modes of the groups of new rows, with the curvature of the likelihood at them for a
  /// prediction error. Complexity: a search for the modes from the modes, an inverse, then O(rows).
  ///
  /// - Throws: ``MixedModelsError/unknownGroup(grouping:group:row:rows:)``, `FormulaError` or `TableError`.
  public func groupEffects(
    for table: Table, unknown: UnknownGroups, rowNumbers: [Int]? = nil
  ) throws -> GroupEffects {
    try randomEffects.effects(
      for: table, frame: frame, unknown: unknown, rowNumbers: rowNumbers,
      modes: standard.effects, coordinates: coordinates,
      lambda: problem.structure.templates.factors(at: standard.minimum.theta)
    ) {
      let laplace = try laplaceAtEstimates()
      let information = laplace.modes?.rows.information ?? []
      return ModeUncertainty(
        laplace.factor, fixedProducts: problem.effectsByFixed(weights: information), scale: 1)
    }
  }

  /// z′Gz with G the estimated covariance of the random effects.
  public func groupVariances(for table: Table, rowNumbers: [Int]? = nil) throws -> [Double] {
    try randomEffects.variances(
      for: table, rowNumbers: rowNumbers, coordinates: coordinates,
      lambda: problem.structure.templates.factors(at: standard.minimum.theta), scale: 1)
  }
}
