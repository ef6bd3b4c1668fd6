import LinearAlgebra
import Modeling

/// The random effects of one grouping given the data: their most probable values at the estimated
/// variances, with their conditional covariances.
public struct ConditionalModes: Sendable, Equatable {
  /// The grouping's columns joined by `:`.
  public let grouping: String
  /// The names of the levels, in order of first appearance; cells of several columns joined by `:`.
  public let levels: [String]
  /// The names of the effects.
  public let effects: [String]
  /// b: levels × effects.
  public let modes: Matrix
  /// For each level the covariance of its effects given the data and β, effects × effects.
  public let covariances: [Matrix]
}

extension LinearMixedFit {
  /// The conditional modes of the random effects, grouping by grouping, with
  /// σ² Λ (Λ′Z′WZΛ + I)⁻¹ Λ′ of each level. Complexity: one factorization and its inverse.
  ///
  /// - Throws: never for a fit whose table still has the grouping columns.
  public func conditionalModes() throws -> [ConditionalModes] {
    let deviance = numbers.deviance()
    _ = deviance.value(at: standard.minimum.theta)
    let factors = coordinates.covarianceFactors(
      deviance.factor.lambda, sigma: standardVariance.squareRoot())
    let inverse = SelectedInverse(deviance.factor)
    inverse.invert(deviance.factor, includesFixed: false)
    let structure = numbers.structure
    return try randomEffects.blocks.enumerated().map { index, block in
      let q = block.effects.columnCount
      var modes = Matrix(rowCount: block.levelCount, columnCount: q)
      for level in 0..<block.levelCount {
        for effect in 0..<q {
          modes[level, effect] = effects[structure.effectStarts[index] + level * q + effect]
        }
      }
      var buffer = [Double](repeating: 0, count: q * q)
      let covariances = (0..<block.levelCount).map { level in
        inverse.copyBlock(index, level, deviance.factor, to: &buffer)
        return sandwich(factors[index], buffer)
      }
      return ConditionalModes(
        grouping: block.name, levels: try levelLabels(block, frame), effects: block.effectNames,
        modes: modes, covariances: covariances)
    }
  }
}

/// F B F′ for B by rows.
func sandwich(_ f: Matrix, _ block: [Double]) -> Matrix {
  let q = f.columnCount
  return product(f, product(Matrix(rowCount: q, columnCount: q, elements: block), f.transposed))
    .symmetrized
}
