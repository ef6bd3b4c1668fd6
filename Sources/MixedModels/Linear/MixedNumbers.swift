import LinearAlgebra
import Modeling
import Optimization

/// All a linear mixed fit takes from its rows: structure and cross-products, with the least-squares
/// residuals in the place of the response, so that a large mean costs no digits, in the coordinates that
/// the fit's ``MixedCoordinates`` lead out of.
package struct MixedNumbers: Sendable {
  package let structure: LevelStructure
  package let products: MixedCrossProducts
  package let estimation: MixedEstimation
  /// Σ log w.
  package let logWeightSum: Double

  /// The deviance as a function of θ. Complexity: memory for the factor and its inverse.
  package func deviance() -> ProfiledDeviance {
    ProfiledDeviance(structure, products, estimation: estimation, logWeightSum: logWeightSum)
  }
}

/// The estimates at the minimum, as numbers.
struct MixedEstimates: Sendable {
  let minimum: DevianceMinimum
  /// What is added to the least-squares coefficients.
  let correction: [Double]
  /// b, in the order of the structure.
  let effects: [Double]
  let residualVariance: Double
  /// (X′V⁻¹X)⁻¹ for V = Z ΛΛ′Z′ + W⁻¹.
  let unscaledCovariance: Matrix
}

/// Finds the minimum and what follows from it.
///
/// - Throws: `OptimizationError.notFinite` if the deviance is no number at the start.
func mixedEstimates(_ numbers: MixedNumbers) throws(OptimizationError) -> MixedEstimates {
  var deviance = numbers.deviance()
  let start = startingValues(numbers.structure, numbers.products)
  let minimum = try minimize(&deviance, from: start)
  let solution = deviance.solution()
  return MixedEstimates(
    minimum: minimum, correction: solution.fixed, effects: solution.effects,
    residualVariance: deviance.residualVariance,
    unscaledCovariance: deviance.factor.fixedCovariance())
}

extension BlockedCholesky {
  /// (X′V⁻¹X)⁻¹ at the last Λ.
  package func fixedCovariance() -> Matrix {
    let first = structure.denseEffectCount
    var result = Matrix(rowCount: fixedCount, columnCount: fixedCount)
    for j in 0..<fixedCount {
      for i in 0...j { result[i, j] = dense[first + i, first + j] }
    }
    invertLeadingCholesky(&result, order: fixedCount)
    for j in 0..<fixedCount {
      for i in 0..<j { result[j, i] = result[i, j] }
    }
    return result
  }
}

/// e₀ − Xδ − Zb row by row, X and Z by the columns given.
func conditionalResiduals(
  _ residuals: [Double], fixed: PartitionedMatrix, correction: [Double],
  columns: [PartitionedMatrix], design: RandomEffectsDesign, structure: LevelStructure,
  effects: [Double]
) -> [Double] {
  var first = 0
  let factors = zip(design.blocks, columns).map { block, own in
    defer { first += own.columnCount }
    return LevelEffects(
      columns: first..<first + own.columnCount, codes: block.codes, levelCount: block.levelCount)
  }
  return residualsWithinLevels(
    residuals,
    design: joined(columns + [fixed], rowCount: residuals.count),
    coefficients: [Double](repeating: 0, count: first) + correction, factors: factors,
    effects: design.blocks.indices.map {
      Array(effects[structure.effectStarts[$0]..<structure.effectStarts[$0 + 1]])
    })
}
