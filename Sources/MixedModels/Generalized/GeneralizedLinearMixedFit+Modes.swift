import LinearAlgebra
import Modeling

extension GeneralizedLinearMixedFit {
  /// The conditional modes of the random effects, grouping by grouping, with the covariances
  /// ΛM⁻¹Λ′ of each level, in which β is taken as known.
  ///
  /// - Throws: never for a fit whose table still has the grouping columns.
  public func conditionalModes() throws -> [ConditionalModes] {
    var first = 0
    let factors = coordinates.effects.map(\.basis)
    return try randomEffects.blocks.enumerated().map { index, block in
      let q = block.effects.columnCount
      var modes = Matrix(rowCount: block.levelCount, columnCount: q)
      var covariances: [Matrix] = []
      for level in 0..<block.levelCount {
        for r in 0..<q { modes[level, r] = effects[first + level * q + r] }
        let own = standard.effectCovariances.levels[index][level * q * q..<(level + 1) * q * q]
        covariances.append(sandwich(factors[index], Array(own)))
      }
      first += block.levelCount * q
      return ConditionalModes(
        grouping: block.name, levels: try levelLabels(block, frame), effects: block.effectNames,
        modes: modes, covariances: covariances)
    }
  }
}
