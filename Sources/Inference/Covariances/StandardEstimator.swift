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
///   - degreesOfFreedom: which reference distribution tests get.
///   - twoWayFactor: for CR1 and CR1S by two columns; nil for a factor each.
/// - Returns: the estimator, with its options.
/// - Throws: ``InferenceError/unknownEstimator(name:allowed:)``,
///   ``InferenceError/clustersNeeded(estimator:)``, ``InferenceError/conflictingOptions(_:)`` for
///   options the estimator has no use for.
public func standardEstimator(
  named name: String, clusters: [String] = [], lag: Int? = nil,
  degreesOfFreedom: ReferenceRule = .standard, twoWayFactor: TwoWayFactor? = nil
) throws(InferenceError) -> any CovarianceEstimator {
  let key = name.uppercased()
  if let correction = ClusterCorrection(rawValue: key) {
    if clusters.isEmpty { throw .clustersNeeded(estimator: key) }
    try refuse(lag: lag, estimator: key)
    try refuse(twoWayFactor, correction, clusters)
    return ClusteredCovariance(
      by: clusters, correction: correction, degreesOfFreedom: degreesOfFreedom,
      twoWayFactor: twoWayFactor ?? .each)
  }
  guard standardEstimatorNames.contains(where: { $0.uppercased() == key }) else {
    throw .unknownEstimator(name: name, allowed: standardEstimatorNames)
  }
  if !clusters.isEmpty {
    throw .conflictingOptions(
      "\(name) has no clusters; with a cluster column choose "
        + ClusterCorrection.allCases.map(\.rawValue).joined(separator: ", "))
  }
  if twoWayFactor != nil {
    throw .conflictingOptions(
      "\(name) has no clusters; the factor of two clusterings goes with CR1 and CR1S")
  }
  if key == "HAC" { return NeweyWestCovariance(lag: lag, degreesOfFreedom: degreesOfFreedom) }
  try refuse(lag: lag, estimator: name)
  if let correction = HeteroskedasticCorrection(rawValue: key) {
    return HeteroskedasticCovariance(correction, degreesOfFreedom: degreesOfFreedom)
  }
  if key == "OBSERVED" {
    return ObservedInformationCovariance(degreesOfFreedom: degreesOfFreedom)
  }
  return ClassicalCovariance(degreesOfFreedom: degreesOfFreedom)
}

private func refuse(
  _ twoWayFactor: TwoWayFactor?, _ correction: ClusterCorrection, _ clusters: [String]
) throws(InferenceError) {
  if twoWayFactor == nil { return }
  if Set(clusters).count < 2 {
    throw .conflictingOptions(
      "the factor of two clusterings needs two cluster columns; there is one")
  }
  if correction != .cr1 && correction != .cr1s {
    throw .conflictingOptions(
      "\(correction.rawValue) has no small-sample factor; the factor of two clusterings goes with CR1 "
        + "and CR1S")
  }
}

private func refuse(lag: Int?, estimator: String) throws(InferenceError) {
  if lag != nil {
    throw .conflictingOptions("\(estimator) takes no lag; a lag goes with HAC")
  }
}

extension ModelDescription.Kind {
  /// The correction a cluster column implies where none was named: CR2 for least squares, CR1
  /// otherwise.
  public var impliedCorrection: ClusterCorrection { impliesBiasReduction ? .cr2 : .cr1 }
}
