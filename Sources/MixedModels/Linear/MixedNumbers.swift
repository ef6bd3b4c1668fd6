import LinearAlgebra
import Modeling
import Optimization

/// All a linear mixed fit takes from its rows: structure and cross-products, with the least-squares
/// residuals in the place of the response, so that a large mean costs no digits.
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

/// e₀ − Xδ − Zb row by row.
func conditionalResiduals(
  _ residuals: [Double], fixed: PartitionedMatrix, correction: [Double],
  design: RandomEffectsDesign, structure: LevelStructure, effects: [Double]
) -> [Double] {
  var result = product(fixed, correction)
  for row in result.indices { result[row] = residuals[row] - result[row] }
  for (index, block) in design.blocks.enumerated() {
    let q = block.effects.columnCount
    let start = structure.effectStarts[index]
    for column in block.effects.dense {
      let first = start + column.position
      let own = (0..<block.levelCount).map { effects[first + $0 * q] }
      if case .constant(let value) = column.values {
        for (row, code) in block.codes.enumerated() { result[row] -= value * own[Int(code)] }
        continue
      }
      let values = column.values.array(rowCount: block.effects.rowCount)
      for (row, code) in block.codes.enumerated() { result[row] -= values[row] * own[Int(code)] }
    }
    for factor in block.effects.factors {
      for (row, code) in factor.codes.enumerated() {
        let column = Int(factor.columnOfLevel[Int(code)])
        if column >= 0 { result[row] -= effects[start + Int(block.codes[row]) * q + column] }
      }
    }
  }
  return result
}
