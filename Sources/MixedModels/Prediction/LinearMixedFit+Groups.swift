import LinearAlgebra
import Modeling
import Tables

extension LinearMixedFit {
  /// The columns of the groupings.
  public var groupColumns: [String] { randomEffects.groupColumns }

  /// The columns of what varies by group.
  public var effectColumns: [String] { randomEffects.effectColumns }

  /// The conditional modes of the groups of new rows, with their prediction error at the estimated
  /// variances. Complexity: a factorization and its inverse, then O(rows).
  ///
  /// - Throws: ``MixedModelsError/unknownGroup(grouping:group:row:rows:)``, `FormulaError` or `TableError`.
  public func groupEffects(
    for table: Table, unknown: UnknownGroups, rowNumbers: [Int]? = nil
  ) throws -> GroupEffects {
    try randomEffects.effects(
      for: table, frame: frame, unknown: unknown, rowNumbers: rowNumbers,
      modes: standard.effects.map { $0 * coordinates.response }, coordinates: coordinates,
      lambda: numbers.structure.templates.factors(at: standard.minimum.theta)
    ) {
      let deviance = numbers.deviance()
      _ = deviance.value(at: standard.minimum.theta)
      return ModeUncertainty(
        deviance.factor, fixedProducts: numbers.fixedProducts, scale: rowVariance)
    }
  }

  /// z′Gz with G the estimated covariance of the random effects.
  public func groupVariances(for table: Table, rowNumbers: [Int]? = nil) throws -> [Double] {
    try randomEffects.variances(
      for: table, rowNumbers: rowNumbers, coordinates: coordinates,
      lambda: numbers.structure.templates.factors(at: standard.minimum.theta), scale: rowVariance)
  }

  /// The variance of a row of mean weight, to which Λ in standard coordinates is relative.
  private var rowVariance: Double {
    coordinates.response * coordinates.response * standardVariance
  }
}

extension MixedNumbers {
  /// For each column of X, Z′Wx.
  fileprivate var fixedProducts: [[Double]] {
    let p = products.fixedCount
    return (0..<p).map { column in
      structure.factors.enumerated().flatMap { index, factor in
        let q = factor.effectCount
        return (0..<factor.levelCount * q).map { place in
          let (level, effect) = place.quotientAndRemainder(dividingBy: q)
          return products.levels[index][
            level * q * (q + p + 1) + q * q + effect * (p + 1) + column]
        }
      }
    }
  }
}
