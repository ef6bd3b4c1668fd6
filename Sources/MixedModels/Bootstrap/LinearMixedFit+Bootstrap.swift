import LinearAlgebra
import Modeling

extension LinearMixedFit {
  /// Fits the model again to responses drawn from it, by its own criterion.
  ///
  /// Random effects are drawn anew. Draw *k* is draw *k* of ``simulatedResponses(count:seed:)`` with
  /// the same seed. Refits begin at the estimates and take the cross-products of X and Z as they are;
  /// they run in parallel and their bits do not depend on the number of threads. What fails or ends at
  /// the edge of what is possible is counted in the result.
  ///
  /// - Precondition: `draws` is at least 1.
  /// - Complexity: for each draw a pass over the rows and some ten factorizations.
  /// - Throws: ``MixedModelsError/noRefits(draws:reason:)`` if no draw could be fitted,
  ///   ``MixedModelsError/tooManyFailedRefits(failed:draws:reason:)`` if too few could.
  public func parametricBootstrap(draws: Int, seed: UInt64) throws -> ParametricBootstrap {
    precondition(draws >= 1, "\(draws) draws")
    try requireMemory(
      for: .refits(
        count: draws,
        parameters: coefficients.values.count + varianceComponents.parameterValues.count + 1))
    let refitting = LinearRefitting(self, numbers, theta: standard.minimum.theta)
    let deviations = try LinearDeviations(
      self, theta: standard.minimum.theta, sigma: standardVariance.squareRoot())
    return try ParametricBootstrap(
      parameters: coefficients.names.map { .fixedEffect($0) } + varianceComponents.parameters
        + [.residualStandardDeviation],
      estimates: coefficients.values + varianceComponents.parameterValues + [sigma], seed: seed,
      refits: try mapOfFactors(numbers.structure, count: draws, of: "draws") { index in
        refitting.refit(
          to: deviations.draw(index, seed: seed), coefficients: coefficients.values)
      })
  }
}
