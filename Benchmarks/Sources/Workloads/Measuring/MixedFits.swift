import Concord

/// Linear mixed models, by the method of restricted likelihood.
func linearMixedTask(_ folder: DataFolder, _ formula: String, _ columns: [String]) throws -> Task {
  let table = try folder.table(columns)
  return {
    let fit = try LinearMixedModel(formula).fit(to: table)
    return try Answer(
      fit, deviations: fit.varianceComponents.flatMap(\.standardDeviations) + [fit.sigma])
  }
}

/// Logistic mixed models, by Laplace's approximation.
func logisticMixedTask(_ folder: DataFolder, _ formula: String, _ columns: [String]) throws -> Task
{
  let table = try folder.table(columns)
  return {
    let fit = try GeneralizedLinearMixedModel(formula, family: .binomial).fit(to: table)
    return try Answer(fit, deviations: fit.varianceComponents.flatMap(\.standardDeviations))
  }
}

extension Answer {
  /// The fixed effects of a mixed model with their model-based standard errors, its log-likelihood, and
  /// the standard deviations of its random effects.
  fileprivate init(_ fit: some Estimated, deviations: [Double]) throws {
    terms = fit.coefficients.names
    estimates = fit.coefficients.values
    standardErrors = try fit.modelCovariance(.normal).standardErrors
    logLikelihood = fit.likelihood?.value
    self.deviations = deviations
  }
}
