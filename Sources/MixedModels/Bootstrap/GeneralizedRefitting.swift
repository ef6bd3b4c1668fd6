import LinearAlgebra
import Modeling
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A generalized linear mixed model that other responses over the same rows are fitted to.
struct GeneralizedRefitting: Sendable {
  let problem: GeneralizedMixedProblem
  let design: RandomEffectsDesign
  let coordinates: MixedCoordinates
  let quadraturePoints: Int
  let coefficients: [Double]
  let theta: [Double]
  let logDispersion: [Double]

  /// Refits begin at the estimates of a fit, lifted from zero.
  init(_ fit: GeneralizedLinearMixedFit) {
    problem = fit.problem
    design = fit.randomEffects
    coordinates = fit.coordinates
    quadraturePoints = fit.model.quadraturePoints
    coefficients = fit.standard.minimum.coefficients
    theta = liftedFromZero(
      fit.standard.minimum.theta, problem.structure.templates, sizes: fit.entrySizes(of: problem))
    logDispersion = problem.hasDispersion ? [log(fit.dispersion)] : []
  }

  /// Fits the model to other responses.
  ///
  /// - Parameters:
  ///   - response: one for each row.
  ///   - needsEstimates: whether separated responses, whose deviance has a limit but no minimum, fail.
  /// - Returns: the refit, or why there is none.
  func refit(
    to response: [Double], needsEstimates: Bool
  ) -> Result<MixedRefit, RefitFailure> {
    var deviance = GeneralizedDeviance(
      problem.with(response: response), quadraturePoints: quadraturePoints)
    do throws(OptimizationError) {
      let minimum = try minimize(
        &deviance, fixed: coefficients, theta: theta, logDispersion: logDispersion)
      if needsEstimates {
        if isSeparated(deviance, minimum) { return .failure(.separated) }
        if minimum.search.promisedFall > largestPromisedFall {
          return .failure(.stopped(promisedFall: minimum.search.promisedFall))
        }
      }
      let components = components(
        design, coordinates, problem.structure.templates.factors(at: minimum.theta), sigma: 1)
      return .success(
        MixedRefit(
          deviance: minimum.deviance,
          values: coordinates.coefficients(minimum.coefficients) + components.parameterValues
            + minimum.logDispersion.map { exp($0) },
          isConverged: minimum.search.isConverged,
          isAtBoundary: components.contains { !$0.boundaryDiagnostics.isEmpty }))
    } catch {
      return .failure(.search(error))
    }
  }

  /// Whether the data leave a coefficient or the variance of an intercept without a finite estimate, by the
  /// rules that a fit is warned by.
  private func isSeparated(_ deviance: GeneralizedDeviance, _ minimum: GeneralizedMixedMinimum)
    -> Bool
  {
    let problem = deviance.problem
    guard problem.family.isCountOfTrials || problem.family.isCount else { return false }
    if problem.family.isCountOfTrials {
      let isUniform = zip(design.blocks, problem.effects).contains { block, own in
        block.terms.contains(where: \.hasIntercept)
          && areUniform(problem.response, own.codes, levelCount: own.levelCount)
      }
      if isUniform { return true }
    }
    let predictor = deviance.predictor
    let extreme = extremeCount(predictor, family: problem.family, link: problem.link)
    guard extreme > 0 else { return false }
    // The rough information is enough to see a coefficient that nothing holds.
    _ = deviance.gradient()
    guard let curvature = deviance.curvature() else { return true }
    let (p, count) = (problem.fixedCount, problem.parameterCount)
    var information = Matrix(rowCount: p, columnCount: p)
    for j in 0..<p {
      for i in 0..<p { information[i, j] = 0.5 * curvature[i * count + j] }
    }
    guard let inverse = leadingInverse(information, order: p) else { return true }
    let scale = EffectScale(coordinates.fixed)
    let effects = scale.effects(
      coordinates.coefficients(minimum.coefficients), coordinates.fixed.covariance(inverse),
      standard: (minimum.coefficients, inverse))
    return !looseEffects(effects, extremeRows: extreme).isEmpty
  }
}

extension GeneralizedMixedProblem {
  /// The same with other responses.
  func with(response: [Double]) -> GeneralizedMixedProblem {
    GeneralizedMixedProblem(
      structure: structure, effects: effects, fixed: fixed, response: response, weights: weights,
      offset: offset, family: family, link: link, fixedBasis: fixedBasis)
  }
}
