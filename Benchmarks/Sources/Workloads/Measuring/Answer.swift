import Concord

/// What a workload found, so that it can be compared with what others find on the same data.
struct Answer {
  var terms: [String]
  var estimates: [Double]
  var standardErrors: [Double]
  /// Of mixed models: log L at the estimates, restricted where the fit is.
  var logLikelihood: Double?
  /// Of mixed models: the standard deviations of the random effects, then of the residuals.
  var deviations: [Double] = []

  var json: [JSONValue.Member] {
    let always: [JSONValue.Member] = [
      .init("terms", .array(terms.map { .string($0) })),
      .init("estimates", .array(estimates.map { .number($0) })),
      .init("standardErrors", .array(standardErrors.map { .number($0) })),
    ]
    guard let logLikelihood else { return always }
    return always + [
      .init("logLikelihood", .number(logLikelihood)),
      .init("deviations", .array(deviations.map { .number($0) })),
    ]
  }
}

extension Answer {
  /// The estimates of a fit with the standard errors of an estimator.
  init(_ fit: some Estimated, using estimator: some CovarianceEstimator) throws {
    let covariance = try fit.inference(using: estimator).covariance
    terms = fit.coefficients.names
    estimates = fit.coefficients.values
    standardErrors = covariance.standardErrors
  }
}
