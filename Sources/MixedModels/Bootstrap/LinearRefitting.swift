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
  let coordinates: MixedCoordinates
  /// The columns that rows are read from.
  let rows: [RowEffects]
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
    coordinates = fit.coordinates
    rows = design.rowEffects(
      numbers.structure, columns: coordinates.effects.map(\.read))
    weights = fit.frame.weights?.values
    start = liftedFromZero(
      theta, numbers.structure.templates,
      sizes: startingValues(numbers.structure, numbers.products))
  }

  /// The cross-products with other responses. Complexity: one pass over the rows.
  func products(with response: [Double]) -> MixedCrossProducts {
    let structure = numbers.structure
    let weighted = weights.map { zip($0, response).map { $0 * $1 } } ?? response
    let unit = 1 / (coordinates.weight * coordinates.response)
    let byEffect = coordinates.standardSums(
      rows.transposedProduct(weighted), structure, factor: unit)
    let byFixed = transposedProduct(
      coordinates.fixed.fromRead,
      weightedTransposedProduct(coordinates.fixed.read, weights: nil, weighted)
    ).map { unit * $0 }
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
    border[last, last] =
      unit / coordinates.response * zip(weighted, response).reduce(0) { $0 + $1.0 * $1.1 }
    return MixedCrossProducts(
      rowCount: response.count, fixedCount: last, levels: levels, pairs: numbers.products.pairs,
      border: border)
  }

  /// Fits the model to other responses, less what is to be added to the coefficients.
  func refit(to response: [Double], coefficients: [Double]) -> Result<MixedRefit, RefitFailure> {
    var deviance = MixedNumbers(
      structure: numbers.structure, products: products(with: response),
      estimation: numbers.estimation, logWeightSum: numbers.logWeightSum
    ).deviance()
    do throws(OptimizationError) {
      let minimum = try minimize(&deviance, from: start)
      if minimum.search.promisedFall > largestPromisedFall {
        return .failure(.stopped(promisedFall: minimum.search.promisedFall))
      }
      let variance = deviance.residualVariance
      let components = components(
        design, coordinates, numbers.structure.templates.factors(at: minimum.theta),
        sigma: variance.squareRoot())
      let correction = coordinates.coefficients(deviance.solution().fixed)
      return .success(
        MixedRefit(
          deviance: minimum.deviance,
          values: zip(coefficients, correction).map { $0 + $1 }
            + components.parameterValues
            + [coordinates.response * (coordinates.weight * variance).squareRoot()],
          isConverged: minimum.search.isConverged,
          isAtBoundary: components.contains { !$0.boundaryDiagnostics.isEmpty }))
    } catch {
      return .failure(.search(error))
    }
  }
}

/// Draws Zb + ε: what a linear mixed model adds to Xβ and the offset.
struct LinearDeviations: Sendable {
  private let source: ResponseSource
  private let groups: GroupDeviations
  private let sigma: Double

  /// - Parameters:
  ///   - fit: whose rows.
  ///   - theta: in standard coordinates.
  ///   - sigma: in standard coordinates.
  /// - Throws: `ModelingError`.
  init(_ fit: LinearMixedFit, theta: [Double], sigma: Double) throws {
    let unit = fit.coordinates.response * fit.coordinates.response * fit.coordinates.weight
    source = try ResponseSource(
      fit.frame, family: GaussianFamily(), link: IdentityLink(), dispersion: unit * sigma * sigma)
    groups = GroupDeviations(fit, theta: theta)
    self.sigma = sigma
  }

  /// The draw with a number.
  func draw(_ index: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, stream: UInt64(index))
    var deviations = [Double](repeating: 0, count: source.frame.rowCount)
    groups.add(scale: sigma, from: &stream, to: &deviations)
    return source.draw(deviations, from: &stream)
  }
}
