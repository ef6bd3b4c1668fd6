import LinearAlgebra
import Modeling

extension GeneralizedLinearMixedFit {
  /// The conditional modes of the random effects, grouping by grouping, with the covariances
  /// ΛM⁻¹Λ′ of each level, in which β is taken as known.
  ///
  /// - Throws: never for a fit whose table still has the grouping columns.
  public func conditionalModes() throws -> [ConditionalModes] {
    var first = 0
    return try randomEffects.blocks.enumerated().map { index, block in
      let q = block.effects.columnCount
      var modes = Matrix(rowCount: block.levelCount, columnCount: q)
      var covariances: [Matrix] = []
      for level in 0..<block.levelCount {
        var own = Matrix(rowCount: q, columnCount: q)
        for r in 0..<q {
          modes[level, r] = effects[first + level * q + r]
          for c in 0..<q {
            own[r, c] = effectCovariances.levels[index][level * q * q + r * q + c]
          }
        }
        covariances.append(own)
      }
      first += block.levelCount * q
      return ConditionalModes(
        grouping: block.name, levels: try levelLabels(block, frame), effects: block.effectNames,
        modes: modes, covariances: covariances)
    }
  }
}
