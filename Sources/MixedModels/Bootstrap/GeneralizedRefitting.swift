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
  let quadraturePoints: Int
  let coefficients: [Double]
  let theta: [Double]
  let logDispersion: [Double]

  /// Refits begin at the estimates of a fit, lifted from zero.
  init(_ fit: GeneralizedLinearMixedFit) {
    problem = fit.problem
    design = fit.randomEffects
    quadraturePoints = fit.model.quadraturePoints
    coefficients = fit.coefficients.values
    theta = liftedFromZero(
      fit.theta, problem.structure.templates, sizes: fit.entrySizes(of: problem))
    logDispersion = problem.hasDispersion ? [log(fit.dispersion)] : []
  }

  /// Fits the model to other responses.
  func refit(to response: [Double]) -> Result<MixedRefit, OptimizationError> {
    var deviance = GeneralizedDeviance(
      problem.with(response: response), quadraturePoints: quadraturePoints)
    do throws(OptimizationError) {
      let minimum = try minimize(
        &deviance, fixed: coefficients, theta: theta, logDispersion: logDispersion)
      let components = components(
        design, problem.structure.templates.factors(at: minimum.theta), residualVariance: 1)
      return .success(
        MixedRefit(
          deviance: minimum.deviance,
          values: minimum.coefficients + components.parameterValues
            + minimum.logDispersion.map { exp($0) },
          isConverged: minimum.search.isConverged,
          isAtBoundary: components.contains { !$0.boundaryDiagnostics.isEmpty }))
    } catch {
      return .failure(error)
    }
  }
}

extension GeneralizedMixedProblem {
  /// The same with other responses.
  func with(response: [Double]) -> GeneralizedMixedProblem {
    GeneralizedMixedProblem(
      structure: structure, effects: effects, fixed: fixed, response: response, weights: weights,
      offset: offset, family: family, link: link)
  }
}
