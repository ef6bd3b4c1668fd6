import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A linear mixed model at its maximum-likelihood estimates, about which the deviance is profiled; all in
/// standard coordinates but for what is named otherwise.
struct LinearProfile: Sendable {
  let numbers: MixedNumbers
  let coordinates: MixedCoordinates
  let theta: [Double]
  let deviance: Double
  let sigma: Double
  /// What is added to the least-squares coefficients.
  let correction: [Double]
  /// Of the coefficients, in the units of the data.
  let standardErrors: [Double]
  /// The size an entry of θ could have.
  let sizes: [Double]

  /// Maximises the likelihood from a θ.
  ///
  /// - Throws: `OptimizationError`.
  init(
    _ given: MixedNumbers, _ coordinates: MixedCoordinates, from theta: [Double]
  ) throws(OptimizationError) {
    self.coordinates = coordinates
    numbers = MixedNumbers(
      structure: given.structure, products: given.products, estimation: .ml,
      logWeightSum: given.logWeightSum)
    sizes = startingValues(numbers.structure, numbers.products)
    var objective = numbers.deviance()
    let minimum = try minimize(
      &objective, from: liftedFromZero(theta, numbers.structure.templates, sizes: sizes))
    self.theta = minimum.theta
    deviance = minimum.deviance
    sigma = objective.residualVariance.squareRoot()
    correction = objective.solution().fixed
    standardErrors = coordinates.fixed.covariance(
      objective.residualVariance * objective.factor.fixedCovariance()
    ).diagonal.map { coordinates.response * $0.squareRoot() }
  }

  private var templates: [CovarianceTemplate] { numbers.structure.templates }

  /// T = σΛ and log σ at the estimates.
  private var scaledPoint: [Double] { theta.map { $0 * sigma } + [log(sigma)] }

  /// How the deviance rises with a coefficient in the units of the data; the standard ones are counted from
  /// least squares.
  func rise(
    ofColumn column: Int, _ reduced: LevelStructure, leastSquares: Double
  ) -> (Double) throws -> Double {
    var start = theta
    let contrast = HeldContrast(coordinates.fixed.basis.row(column))
    return { value in
      let products = numbers.products.holding(
        contrast, at: (value - leastSquares) / coordinates.response, numbers.structure)
      var objective = ProfiledDeviance(
        reduced, products,
        estimation: .ml, logWeightSum: numbers.logWeightSum)
      let found = try minimize(
        &objective, from: liftedFromZero(start, templates, sizes: sizes))
      guard found.search.isConverged || found.search.promisedFall < 1e-7 else {
        throw OptimizationError.notConverged(
          iterations: found.search.iterations, residual: found.search.promisedFall)
      }
      start = found.theta
      return found.deviance - deviance
    }
  }

  /// How the deviance rises with log σ.
  func riseOfLogScale() -> (Double) throws -> Double {
    let objective = ScaledDeviance(numbers)
    var start = scaledPoint
    return { value in
      var space = HeldSpace(origin: start.map { _ in 0 }, free: Array(theta.indices))
      space.origin[theta.count] = value
      let found = try heldMinimum(of: objective, in: space, from: lifted(start))
      start = found.point
      return found.value - deviance
    }
  }

  /// How the deviance rises with a standard deviation or correlation.
  func rise(of profile: VarianceProfile, isCorrelation: Bool) -> (Double) throws -> Double {
    let objective = ScaledDeviance(
      MixedNumbers(
        structure: numbers.structure,
        products: numbers.products.turned(profile.turn, numbers.structure),
        estimation: .ml, logWeightSum: numbers.logWeightSum))
    var start =
      turned(theta, profile.turn, templates).map { $0 * sigma } + [log(sigma)]
    return { value in
      let count = start.count
      let begin = lifted(start)
      let space =
        isCorrelation
        ? profile.space(correlation: value, parameterCount: count)
        : profile.space(standardDeviation: value, parameterCount: count)
      let found = try heldMinimum(
        of: objective, in: space,
        from: isCorrelation ? profile.turned(begin, to: value) : begin)
      start = found.point
      return found.value - deviance
    }
  }

  private func lifted(_ point: [Double]) -> [Double] {
    liftedFromZero(point, templates, sizes: sizes.map { $0 * sigma })
  }
}

/// Whether memory suffices for a factor of its own on each thread.
func fitsInParallel(_ structure: LevelStructure) -> Bool { structure.denseEffectCount <= 2000 }
