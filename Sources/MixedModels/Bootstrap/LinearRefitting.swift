import Distributions
import Families
import LinearAlgebra
import Modeling
import Optimization

/// A linear mixed model that other responses over the same rows are fitted to: structure and the
/// cross-products of Z and X stay, only those with y are summed again.
struct LinearRefitting: Sendable {
  let numbers: MixedNumbers
  let design: RandomEffectsDesign
  let rows: [RowEffects]
  let fixed: PartitionedMatrix
  let weights: [Double]?
  /// θ to begin from.
  let start: [Double]

  /// - Parameters:
  ///   - fit: whose design.
  ///   - numbers: its structure and cross-products, by the criterion of the refits.
  ///   - theta: the entries to begin from, lifted from zero.
  init(_ fit: LinearMixedFit, _ numbers: MixedNumbers, theta: [Double]) {
    self.numbers = numbers
    design = fit.randomEffects
    rows = fit.randomEffects.rowEffects(numbers.structure)
    fixed = fit.frame.design.parts.selectingColumns(fit.coefficients.designColumns)
    weights = fit.frame.weights?.values
    start = liftedFromZero(
      theta, numbers.structure.templates,
      sizes: startingValues(numbers.structure, numbers.products))
  }

  /// The cross-products with other responses. Complexity: one pass over the rows.
  func products(with response: [Double]) -> MixedCrossProducts {
    let structure = numbers.structure
    let weighted = weights.map { zip($0, response).map { $0 * $1 } } ?? response
    let byEffect = rows.transposedProduct(weighted)
    let byFixed = weightedTransposedProduct(fixed, weights: nil, weighted)
    let last = byFixed.count
    let width = last + 1
    let levels = numbers.products.levels.enumerated().map { index, given in
      var own = given
      let q = structure.factors[index].effectCount
      for level in 0..<structure.factors[index].levelCount {
        let source = level * q * (q + width) + q * q
        let first = structure.effectStarts[index] + level * q
        for effect in 0..<q { own[source + effect * width + last] = byEffect[first + effect] }
      }
      return own
    }
    var border = numbers.products.border
    for j in 0..<last {
      border[j, last] = byFixed[j]
      border[last, j] = byFixed[j]
    }
    border[last, last] = zip(weighted, response).reduce(0) { $0 + $1.0 * $1.1 }
    return MixedCrossProducts(
      rowCount: response.count, fixedCount: last, levels: levels, pairs: numbers.products.pairs,
      border: border)
  }

  /// Fits the model to other responses, less what is to be added to the coefficients.
  func refit(to response: [Double], coefficients: [Double]) -> Result<MixedRefit, OptimizationError>
  {
    var deviance = MixedNumbers(
      structure: numbers.structure, products: products(with: response),
      estimation: numbers.estimation, logWeightSum: numbers.logWeightSum
    ).deviance()
    do throws(OptimizationError) {
      let minimum = try minimize(&deviance, from: start)
      let variance = deviance.residualVariance
      let components = components(
        design, numbers.structure.templates.factors(at: minimum.theta), residualVariance: variance)
      return .success(
        MixedRefit(
          deviance: minimum.deviance,
          values: zip(coefficients, deviance.solution().fixed).map { $0 + $1 }
            + components.parameterValues + [variance.squareRoot()],
          isConverged: minimum.search.isConverged,
          isAtBoundary: components.contains { !$0.boundaryDiagnostics.isEmpty }))
    } catch {
      return .failure(error)
    }
  }
}

/// Draws Zb + ε: what a linear mixed model adds to Xβ and the offset.
struct LinearDeviations: Sendable {
  let source: ResponseSource
  let structure: LevelStructure
  let rows: [RowEffects]
  let theta: [Double]
  let sigma: Double

  /// - Throws: `ModelingError`.
  init(_ refitting: LinearRefitting, frame: ModelFrame, theta: [Double], sigma: Double) throws {
    source = try ResponseSource(
      frame, family: GaussianFamily(), link: IdentityLink(), dispersion: sigma * sigma)
    structure = refitting.numbers.structure
    rows = refitting.rows
    self.theta = theta
    self.sigma = sigma
  }

  /// The draw with a number.
  func draw(_ index: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, stream: UInt64(index))
    var deviations = [Double](repeating: 0, count: source.frame.rowCount)
    let effects = drawnEffects(structure, theta: theta, scale: sigma, from: &stream)
    rows.addProduct(effects, rows: 0..<deviations.count, to: &deviations)
    return source.draw(deviations, from: &stream)
  }
}
