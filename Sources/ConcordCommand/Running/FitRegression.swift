import Concord

/// Fits the model asked for and estimates its uncertainty as asked for.
func fitRegression(_ request: RegressionRequest, data: LoadedTable) throws -> FittedRegression {
  let clock = ContinuousClock()
  let start = clock.now
  let model = try request.modelRequest()
  let fit = try naming(data.source) { try model.fit(to: data.table) }
  let options = model.options
  let choice = try chosenEstimator(
    request.covariance, isSampled: options.weights?.kind == .sampling,
    implied: fit.description.kind.impliedCorrection)
  return FittedRegression(
    inference: try fit.inference(using: choice.estimator), options: options,
    cautions: dataCautions(
      data, columns: try request.numberColumns(in: data.table), rows: fit.data?.rows.used ?? [],
      filter: request.reading.filter), remarks: choice.remarks,
    source: (data.source, data.digest), seconds: (data.readSeconds, seconds(clock.now - start)),
    data: data)
}

extension FittedRegression {
  /// An inference with what a reader must be told about it. Cautions are of the data, remarks of choices
  /// made on the user's behalf.
  init(
    inference: Inference, options: ModelOptions, cautions: [Diagnostic], remarks: [Diagnostic],
    source: (name: String, digest: String), seconds: (read: Double, fit: Double),
    data: LoadedTable?
  ) {
    let fit = inference.fit
    self.inference = inference
    self.data = data
    schema = fit.schema
    particulars = FitParticulars(
      description: fit.description, covariance: inference.covariance.description,
      degreesOfFreedomRule: inference.covariance.reference.rule, weights: options.weights,
      rows: fit.rowTotals ?? RowCounts(), source: source.name, digest: source.digest,
      diagnostics: cautions + fit.diagnostics + remarks + inference.diagnostics,
      readSeconds: seconds.read, fitSeconds: seconds.fit,
      responseCoding: schema?.responseCoding,
      contrasts: schema.flatMap { contrastsName($0, options) })
  }
}

/// An estimator with what was chosen on the user's behalf.
struct EstimatorChoice {
  let estimator: any CovarianceEstimator
  let remarks: [Diagnostic]
}

/// The estimator the options name or imply, where clusters without a name imply a correction and weights may
/// be those of a sample.
func chosenEstimator(
  _ options: CovarianceOptions, isSampled: Bool, implied: ClusterCorrection
) throws -> EstimatorChoice {
  let clusters = try options.clusterColumns()
  let (name, remark) = chosenName(
    options, clusters: clusters, isSampled: isSampled, implied: implied)
  let rule = try options.df.map(degreesOfFreedomRule) ?? .standard
  let estimator = try standardEstimator(
    named: name, clusters: clusters, lag: options.lag, degreesOfFreedom: rule,
    twoWayFactor: options.clusterFactor)
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
private func degreesOfFreedomRule(_ name: String) throws -> ReferenceRule {
  if let rule = ReferenceRule(rawValue: name.lowercased()) { return rule }
  throw CommandError(
    .usage, code: "unknownDegreesOfFreedom",
    "unknown --df \"\(name)\"; choose "
      + ReferenceRule.allCases.map(\.rawValue).joined(separator: ", "))
}
