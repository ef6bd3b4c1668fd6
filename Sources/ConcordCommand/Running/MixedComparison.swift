import Concord

/// Whether a fit has random effects.
func isMixed(_ fit: any RegressionFit) -> Bool {
  fit is LinearMixedFit || fit is GeneralizedLinearMixedFit
}

/// Compares mixed models by likelihood ratios.
///
/// Restricted likelihoods compare only where the fixed effects are the same.
func mixedComparison(
  _ regressions: [FittedRegression], test: ComparisonTest
) throws -> ModelComparison {
  if test != .likelihoodRatio {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "mixed models are compared by --test lrt in this version; for Wald tests of terms use anova")
  }
  let linear = regressions.compactMap { $0.fit as? LinearMixedFit }
  let generalized = regressions.compactMap { $0.fit as? GeneralizedLinearMixedFit }
  guard linear.count == regressions.count || generalized.count == regressions.count else {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "models with and without random terms are not compared by this version; give each of them a "
        + "random term")
  }
  if let first = linear.first, linear.contains(where: { $0.estimation == .reml }),
    linear.contains(where: { $0.coefficients.names != first.coefficients.names })
  {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "restricted likelihoods of models with different fixed effects do not compare; add --ml")
  }
  try requireNestedGroupings(
    regressions.map { ($0.fit.description.formula, $0.fit.parameterCount, components(of: $0.fit)) })
  return linear.isEmpty ? try compare(generalized) : try compare(linear)
}

private func components(of fit: any RegressionFit) -> [VarianceComponent] {
  (fit as? LinearMixedFit)?.varianceComponents
    ?? (fit as? GeneralizedLinearMixedFit)?.varianceComponents ?? []
}

/// Throws unless the random effects of each model are among those of the next larger one.
private func requireNestedGroupings(
  _ models: [(formula: String, parameters: Int, components: [VarianceComponent])]
) throws {
  let ordered = models.sorted { $0.parameters < $1.parameters }
  for (smaller, larger) in zip(ordered, ordered.dropFirst()) {
    let known = Set(
      larger.components.flatMap { part in part.effects.map { part.grouping + "|" + $0 } })
    let own = smaller.components.flatMap { part in part.effects.map { part.grouping + "|" + $0 } }
    if !own.allSatisfy(known.contains) {
      throw InferenceError.notNested(smaller: smaller.formula, larger: larger.formula)
    }
  }
}
