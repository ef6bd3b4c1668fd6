import LinearAlgebra
import Modeling

extension GeneralizedLinearMixedFit {
  /// Fits the model again to responses drawn from it, by its own approximation of the likelihood.
  ///
  /// Random effects are drawn anew. Draw *k* is draw *k* of ``simulatedResponses(count:seed:)`` with
  /// the same seed. Refits begin at the estimates; they run in parallel and their bits do not depend
  /// on the number of threads. Draws without estimates are counted in the result and left out: separated
  /// ones, too, whose coefficients or variances have no finite estimate.
  ///
  /// - Precondition: `draws` is at least 1.
  /// - Complexity: a fit for each draw, without its standard errors.
  /// - Throws: `ModelingError` for a row without a possible draw,
  ///   ``MixedModelsError/noRefits(draws:reason:)`` if no draw could be fitted,
  ///   ``MixedModelsError/tooManyFailedRefits(failed:draws:reason:)`` if too few could.
  public func parametricBootstrap(draws: Int, seed: UInt64) throws -> ParametricBootstrap {
    let refitting = GeneralizedRefitting(self)
    let simulated = try simulatedResponses(count: draws, seed: seed)
    let dispersions = refitting.problem.hasDispersion ? [dispersion] : []
    return try ParametricBootstrap(
      parameters: coefficients.names.map { .fixedEffect($0) } + varianceComponents.parameters
        + dispersions.map { _ in .dispersion },
      estimates: coefficients.values + varianceComponents.parameterValues + dispersions,
      seed: seed,
      refits: try mapOfFactors(refitting.problem.structure, count: draws, of: "draws") { index in
        refitting.refit(to: simulated.draws[index], needsEstimates: true)
      })
  }
}
