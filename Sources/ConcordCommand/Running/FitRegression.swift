import Concord

/// Fits the model asked for and estimates its uncertainty as asked for.
func fitRegression(_ request: RegressionRequest, data: LoadedTable) throws -> FittedRegression {
  let clock = ContinuousClock()
  let start = clock.now
  let fit = try naming(data.source) { try request.fit(to: data.table) }
  let estimate = try chosenCovariance(request.covariance, fit: fit)
  return FittedRegression(
    fit: fit, covariance: estimate.covariance,
    diagnostics: data.notes.map { Diagnostic(.assumption, $0) } + fit.diagnostics
      + estimate.diagnostics,
    data: data, fitSeconds: seconds(clock.now - start))
}

/// The covariance the options ask for, with doubts about it.
private func chosenCovariance(
  _ options: CovarianceOptions, fit: any RegressionFit
) throws -> CovarianceEstimate {
  if let mixed = fit as? any ModelBasedSource,
    let rule = try modelBasedRule(options, mixed.standardRule)
  {
    return try modelBased(mixed, rule)
  }
  let choice = try chosenEstimator(options, fit: fit)
  let estimate = try covarianceEstimate(fit, using: choice.estimator)
  return CovarianceEstimate(
    covariance: estimate.covariance, diagnostics: choice.remarks + estimate.diagnostics)
}

/// The reference of a mixed model's own covariance; nil where another covariance was asked for.
private func modelBasedRule(
  _ options: CovarianceOptions, _ standard: ModelBasedRule
) throws -> ModelBasedRule? {
  if options.cluster != nil || (options.covariance ?? "classical").lowercased() != "classical" {
    return nil
  }
  guard let name = options.df else { return standard }
  if let rule = ModelBasedRule(rawValue: name.lowercased()) { return rule }
  throw CommandError(
    .usage, code: "unknownDegreesOfFreedom",
    "no degrees of freedom \"\(name)\" for a mixed model's own covariance; it has "
      + ModelBasedRule.allCases.map(\.rawValue).joined(separator: ", "))
}

private func modelBased(
  _ fit: some ModelBasedSource, _ rule: ModelBasedRule
) throws -> CovarianceEstimate {
  let inference = try fit.inference(degreesOfFreedom: rule)
  return CovarianceEstimate(
    covariance: inference.covariance, diagnostics: inference.diagnostics)
}

private func covarianceEstimate<Fit: RegressionFit>(
  _ fit: Fit, using estimator: any CovarianceEstimator
) throws -> CovarianceEstimate {
  if let source = fit as? any SandwichSource { return try sandwich(source, using: estimator) }
  if let source = fit as? any ClusterScoresSource, let clustered = estimator as? ClusteredCovariance
  {
    return try clustered.estimate(fromScoresOf: source)
  }
  if estimator.name != "classical" {
    throw CommandError(
      .usage, code: "conflictingOptions",
      "\(estimator.name) is not defined for a generalized mixed model; choose CR0, CR1 or CR1S with a "
        + "--cluster that holds whole groups, or leave --covariance out for that of its likelihood")
  }
  let inference = fit.inference()
  return CovarianceEstimate(
    covariance: inference.covariance, diagnostics: inference.diagnostics)
}

private func sandwich<Fit: SandwichSource>(
  _ fit: Fit, using estimator: any CovarianceEstimator
) throws -> CovarianceEstimate {
  let inference = try fit.inference(using: estimator)
  return CovarianceEstimate(
    covariance: inference.covariance, diagnostics: inference.diagnostics)
}

/// An estimator with what was chosen on the user's behalf.
struct EstimatorChoice {
  let estimator: any CovarianceEstimator
  let remarks: [Diagnostic]
}

/// The estimator the options name or imply.
func chosenEstimator(_ options: CovarianceOptions, fit: any RegressionFit) throws
  -> EstimatorChoice
{
  try chosenEstimator(
    options, isSampled: fit.frame.weights?.kind == .sampling,
    implied: impliedCorrection(for: fit.description))
}

/// The same where clusters without a name imply a correction, and weights may be those of a sample.
func chosenEstimator(
  _ options: CovarianceOptions, isSampled: Bool, implied: ClusterCorrection
) throws -> EstimatorChoice {
  let clusters = try options.clusterColumns()
  let (name, remark) = chosenName(
    options, clusters: clusters, isSampled: isSampled, implied: implied)
  let rule = try options.df.map(degreesOfFreedomRule) ?? .standard
  let estimator = try standardEstimator(
    named: name, clusters: clusters, lag: options.lag, degreesOfFreedom: rule)
  return EstimatorChoice(
    estimator: estimator, remarks: remark.map { [Diagnostic(.assumption, $0)] } ?? [])
}

/// The name of the estimator, and what there is to say about it where it was not named.
private func chosenName(
  _ options: CovarianceOptions, clusters: [String], isSampled: Bool, implied: ClusterCorrection
) -> (name: String, remark: String?) {
  if let name = options.covariance {
    let isDoubtful = isSampled && name.lowercased() == "classical"
    return (
      name,
      isDoubtful ? "with sampling weights the classical covariance does not hold; HC1 does" : nil
    )
  }
  if !clusters.isEmpty {
    let implied = clusters.count > 1 ? "CR1S" : implied.rawValue
    return (
      implied, "--cluster without --covariance: \(implied) was used; name another to change it"
    )
  }
  if isSampled {
    return (
      "HC1",
      "with sampling weights the classical covariance does not hold: HC1 was used; name another to "
        + "change it"
    )
  }
  return ("classical", nil)
}

/// The rule of a name.
private func degreesOfFreedomRule(_ name: String) throws -> DegreesOfFreedomRule {
  if let rule = DegreesOfFreedomRule(rawValue: name.lowercased()) { return rule }
  throw CommandError(
    .usage, code: "unknownDegreesOfFreedom",
    "no degrees of freedom \"\(name)\" in this version; it has "
      + DegreesOfFreedomRule.allCases.map(\.rawValue).joined(separator: ", "))
}
