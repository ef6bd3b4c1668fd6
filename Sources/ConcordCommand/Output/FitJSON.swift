import Concord

/// The member `fit`: the scalars of the fit, null where they do not exist.
func fitMember(_ fit: any LikelihoodEstimates) -> JSONValue.Member {
  let linear = fit as? any LeastSquaresFit
  let generalized = fit as? GeneralizedLinearFit
  let mixed = fit as? LinearMixedFit
  return .init(
    "fit",
    .object([
      .init("logLikelihood", JSONValue(fit.logLikelihood)),
      .init("deviance", .number(fit.deviance)),
      .init("nullDeviance", JSONValue(generalized?.nullDeviance)),
      .init("pearsonChiSquared", JSONValue(generalized?.pearsonChiSquared)),
      .init("aic", JSONValue(fit.aic)),
      .init("bic", JSONValue(fit.bic)),
      .init("rSquared", JSONValue(linear?.rSquared)),
      .init("adjustedRSquared", JSONValue(linear?.adjustedRSquared)),
      .init("sigma", JSONValue(linear?.sigma ?? mixed?.sigma)),
      .init("dispersion", JSONValue(generalized?.dispersion)),
      .init("theta", .null),
      .init("observations", .number(fit.observationCount)),
      .init("parameters", .integer(fit.parameterCount)),
      .init("degreesOfFreedomResidual", .number(fit.residualDegreesOfFreedom)),
      .init("fStatistic", linear?.fStatistic.map(fStatisticValue) ?? .null),
    ]))
}

private func fStatisticValue(_ statistic: FStatistic) -> JSONValue {
  [
    "value": .number(statistic.value), "df1": .number(statistic.df1),
    "df2": .number(statistic.df2), "pValue": .number(statistic.pValue),
  ]
}

/// The member `convergence`; a least-squares solution needs no iteration.
func convergenceMember(_ fit: any EstimatedModel) -> JSONValue.Member {
  if let mixed = mixedConvergence(fit) {
    return .init(
      "convergence",
      [
        "converged": .bool(mixed.isConverged),
        "iterations": .integer(mixed.iterations),
        "criterion": JSONValue(mixed.gradient),
        "evaluations": .integer(mixed.evaluations),
      ])
  }
  guard let generalized = fit as? GeneralizedLinearFit else {
    return .init("convergence", ["converged": true, "iterations": 1, "criterion": nil])
  }
  let convergence = generalized.convergence
  return .init(
    "convergence",
    [
      "converged": .bool(convergence.converged), "iterations": .integer(convergence.iterations),
      "criterion": .number(convergence.criterion),
    ])
}

/// The line below the coefficients: the scalars of the fit.
func fitSummaryLines(_ fit: any EstimatedModel) -> [String] {
  if let linear = fit as? any LeastSquaresFit { return linearSummaryLines(linear) }
  if let lines = mixedSummaryLines(fit) { return lines }
  guard let fit = fit as? GeneralizedLinearFit else { return [] }
  var line =
    "Deviance \(Prose.number(fit.deviance, significant: 6)) on "
    + "\(Prose.number(fit.residualDegreesOfFreedom, decimals: 0)) degrees of freedom "
    + "(null \(Prose.number(fit.nullDeviance, significant: 6)))"
  if fit.hasEstimatedDispersion {
    line += ", dispersion \(Prose.number(fit.dispersion, significant: 4))"
  }
  if let aic = fit.aic { line += ", AIC \(Prose.number(aic, significant: 6))" }
  let iterations = fit.convergence.converged ? "converged" : "did not converge"
  return [line + ".", "The iteration \(iterations) in \(fit.convergence.iterations) steps."]
}

private func linearSummaryLines(_ fit: any LeastSquaresFit) -> [String] {
  var line =
    "R² \(Prose.number(fit.rSquared, decimals: 4)), adjusted "
    + "\(Prose.number(fit.adjustedRSquared, decimals: 4)); residual standard deviation "
    + "\(Prose.number(fit.sigma, significant: 4)) on "
    + "\(Prose.number(fit.residualDegreesOfFreedom, decimals: 0)) degrees of freedom"
  if let f = fit.fStatistic {
    line +=
      "; F \(Prose.number(f.value, significant: 4)) on \(Prose.number(f.df1, decimals: 0)) "
      + "and \(Prose.number(f.df2, decimals: 0)), \(Prose.pValue(f.pValue)) (classical)"
  }
  return [line + ".", "Least squares by the \(fit.description.method) gear."]
}
