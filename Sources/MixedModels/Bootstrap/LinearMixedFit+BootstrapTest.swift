import LinearAlgebra
import Modeling
import Optimization

extension LinearMixedFit {
  /// Tests a smaller model against this one by the likelihood ratio, with data drawn from the smaller one
  /// as the reference (Halekoh, U. & Højsgaard, S. (2014), Journal of Statistical Software 59(9)).
  ///
  /// Both models are fitted by maximum likelihood, whatever the fits were by, and the draws come from
  /// the smaller one's maximum-likelihood estimates. Draws that tie at a ratio of zero count, unlike in
  /// pbkrtest, which leaves them out.
  ///
  /// - Parameters:
  ///   - smaller: the same response over the same rows; its fixed effects are combinations of this
  ///     model's and its random effects among this model's.
  ///   - draws: how many.
  ///   - seed: draw *k* takes stream *k* of it.
  /// - Returns: the statistic, its reference statistics and the p-value.
  /// - Precondition: `draws` is at least 1.
  /// - Complexity: two fits a draw, without passes over the rows but for y.
  /// - Throws: ``MixedModelsError/notComparable(smaller:larger:difference:)``,
  ///   ``MixedModelsError/noRefits(draws:reason:)``, ``MixedModelsError/notFinite(formula:)``.
  public func parametricBootstrapTest(
    of smaller: LinearMixedFit, draws: Int, seed: UInt64
  ) throws -> BootstrapTest {
    precondition(draws >= 1, "\(draws) draws")
    try requireMemory(for: .refits(count: draws, parameters: 1))
    try requireNested(smaller, self)
    let (small, large) = (try smaller.maximumLikelihood(), try maximumLikelihood())
    let first = LinearRefitting(smaller, small.numbers, theta: small.theta)
    let second = LinearRefitting(self, large.numbers, theta: large.theta)
    let deviations = try LinearDeviations(smaller, theta: small.theta, sigma: small.sigma)
    // Deviances in standard coordinates differ from those of the data by constants.
    let rows = frame.rowCount
    let constant =
      smaller.coordinates.criterionConstant(.ml, rowCount: rows)
      - coordinates.criterionConstant(.ml, rowCount: rows)
    let references = try mapOfFactors(large.numbers.structure, count: draws, of: "draws") { index in
      let response = deviations.draw(index, seed: seed)
      return ratio(
        first.refit(to: response, coefficients: []), second.refit(to: response, coefficients: []),
        constant: constant)
    }
    return try BootstrapTest(
      statistic: max(0, constant + small.deviance - large.deviance),
      difference: parameterCount - smaller.parameterCount, seed: seed, references: references)
  }
}
