import Modeling

/// The names ``standardEstimator(named:clusters:lag:degreesOfFreedom:)`` understands.
public let standardEstimatorNames: [String] =
  ["classical", "observed"] + HeteroskedasticCorrection.allCases.map(\.rawValue)
  + ClusterCorrection.allCases.map(\.rawValue) + ["HAC"]

/// The estimator of a name, as the command line gives it.
///
/// - Parameters:
///   - name: one of ``standardEstimatorNames``, in any case.
///   - clusters: the cluster columns; needed by CR0 to CR3, taken by no other.
///   - lag: for HAC; nil for the automatic lag.
///   - degreesOfFreedom: which reference distribution tests get; the classical covariance takes
///     `standard` only.
/// - Returns: the estimator, with its options.
/// - Throws: ``InferenceError/unknownEstimator(name:allowed:)``,
///   ``InferenceError/clustersNeeded(estimator:)``, ``InferenceError/conflictingOptions(_:)`` for
///   options the estimator has no use for.
public func standardEstimator(
  named name: String, clusters: [String] = [], lag: Int? = nil,
  degreesOfFreedom: DegreesOfFreedomRule = .standard
) throws(InferenceError) -> any CovarianceEstimator {
  let key = name.uppercased()
  if let correction = ClusterCorrection(rawValue: key) {
    if clusters.isEmpty { throw .clustersNeeded(estimator: key) }
    try refuse(lag: lag, estimator: key)
    return ClusteredCovariance(
      by: clusters, correction: correction, degreesOfFreedom: degreesOfFreedom)
  }
  guard standardEstimatorNames.contains(where: { $0.uppercased() == key }) else {
    throw .unknownEstimator(name: name, allowed: standardEstimatorNames)
  }
  if !clusters.isEmpty {
    throw .conflictingOptions(
      "\(name) has no clusters; with a cluster column choose "
        + ClusterCorrection.allCases.map(\.rawValue).joined(separator: ", "))
  }
  if key == "HAC" { return NeweyWestCovariance(lag: lag, degreesOfFreedom: degreesOfFreedom) }
  try refuse(lag: lag, estimator: name)
  if let correction = HeteroskedasticCorrection(rawValue: key) {
    return HeteroskedasticCovariance(correction, degreesOfFreedom: degreesOfFreedom)
  }
  if degreesOfFreedom != .standard {
    throw .conflictingOptions(
      "the \(name) covariance has the degrees of freedom of its fit; choose a robust covariance "
        + "for others")
  }
  if key == "OBSERVED" { return ObservedInformationCovariance() }
  return ClassicalCovariance()
}

private func refuse(lag: Int?, estimator: String) throws(InferenceError) {
  if lag != nil {
    throw .conflictingOptions("\(estimator) takes no lag; a lag goes with HAC")
  }
}

/// The correction a cluster column implies where none was named: CR2 for least squares, CR1
/// otherwise.
public func impliedCorrection(for description: ModelDescription) -> ClusterCorrection {
  ["linear", "absorbed", "instrumental"].contains(description.kind) ? .cr2 : .cr1
}
