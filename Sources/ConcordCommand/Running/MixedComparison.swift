import Concord

/// Whether a fit has random effects.
func isMixed(_ fit: any RegressionFit) -> Bool {
  fit is LinearMixedFit || fit is GeneralizedLinearMixedFit
}

/// Compares models by likelihood ratios, some of which have random effects.
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
  let names = Set(regressions.map { $0.fit.coefficients.names })
  if names.count > 1, regressions.contains(where: { $0.fit.description.method == "reml" }) {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "restricted likelihoods of models with different fixed effects do not compare; add --ml")
  }
  return try compare(regressions.map { $0.fit as any LikelihoodModel })
}
