import LinearAlgebra
import Modeling
import Optimization

extension GeneralizedLinearMixedFit {
  /// Tests a smaller model against this one by the likelihood ratio, with data drawn from the smaller one
  /// as the reference (Halekoh, U. & Højsgaard, S. (2014), Journal of Statistical Software 59(9)).
  ///
  /// - Parameters:
  ///   - smaller: the same response over the same rows and the same approximation; its fixed effects are
  ///     combinations of this model's and its random effects among this model's.
  ///   - draws: how many.
  ///   - seed: draw *k* takes stream *k* of it.
  /// - Returns: the statistic, its reference statistics and the p-value.
  /// - Precondition: `draws` is at least 1.
  /// - Complexity: two fits a draw.
  /// - Throws: ``MixedModelsError/notComparable(smaller:larger:difference:)``,
  ///   ``MixedModelsError/noRefits(draws:reason:)``, `ModelingError` for a row without a possible draw.
  public func parametricBootstrapTest(
    of smaller: GeneralizedLinearMixedFit, draws: Int, seed: UInt64
  ) throws -> BootstrapTest {
    try requireNested(smaller, self)
    let (first, second) = (GeneralizedRefitting(smaller), GeneralizedRefitting(self))
    let simulated = try smaller.simulatedResponses(count: draws, seed: seed)
    let references = try mapOfFactors(second.problem.structure, count: draws, of: "draws") {
      index in
      ratio(
        first.refit(to: simulated.draws[index], needsEstimates: false),
        second.refit(to: simulated.draws[index], needsEstimates: false))
    }
    return try BootstrapTest(
      statistic: max(0, smaller.deviance - deviance),
      difference: parameterCount - smaller.parameterCount, seed: seed, references: references)
  }
}
