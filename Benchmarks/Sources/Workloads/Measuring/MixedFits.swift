import Concord

/// Linear mixed models, by the method of restricted likelihood.
func linearMixedTask(_ folder: DataFolder, _ formula: String, _ columns: [String]) throws -> Task {
  let table = try folder.table(columns)
  return {
    let fit = try LinearMixedModel(formula).fit(to: table)
    return Answer(
      fit, deviations: fit.varianceComponents.flatMap(\.standardDeviations) + [fit.sigma])
  }
}

/// Logistic mixed models, by Laplace's approximation.
func logisticMixedTask(_ folder: DataFolder, _ formula: String, _ columns: [String]) throws -> Task
{
  let table = try folder.table(columns)
  return {
    let fit = try GeneralizedLinearMixedModel(formula, family: .binomial).fit(to: table)
    return Answer(fit, deviations: fit.varianceComponents.flatMap(\.standardDeviations))
  }
}

extension Answer {
  /// The fixed effects of a mixed model with their model-based standard errors, its log-likelihood, and
  /// the standard deviations of its random effects.
  fileprivate init(_ fit: some LikelihoodModel & FittedModel, deviations: [Double]) {
    terms = fit.coefficients.names
    estimates = fit.coefficients.values
    standardErrors = fit.classicalCovariance.standardErrors
    logLikelihood = fit.logLikelihood
    self.deviations = deviations
  }
}
