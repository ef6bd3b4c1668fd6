import Modeling

/// How large the sample is, in the numbers small-sample factors are made of.
struct SampleSize: Sendable {
  /// n: rows or, with frequency weights, their sum.
  let observations: Double
  /// n − k.
  let residual: Double
  /// k: what the fit counts as estimated, absorbed effects included.
  var parameters: Double { observations - residual }

  init(observations: Double, residual: Double) {
    self.observations = observations
    self.residual = residual
  }

  init<Fit: EstimatedModel>(_ fit: Fit) {
    self.init(observations: fit.observationCount, residual: fit.residualDegreesOfFreedom)
  }
}

/// A number that a covariance is multiplied by, with its formula.
struct SmallSampleFactor: Sendable {
  let formula: String
  let value: Double

  var text: String { "\(formula) = \(fourDecimals(value))" }

  /// n / (n − k).
  static func perParameter(_ size: SampleSize, estimator: String) throws -> SmallSampleFactor {
    try requireResidual(size, estimator)
    return SmallSampleFactor(formula: "n/(n − k)", value: size.observations / size.residual)
  }

  /// What a correction multiplies the covariance of G clusters by, if anything.
  static func perCluster(
    _ correction: ClusterCorrection, clusters: Int, size: SampleSize
  ) throws -> SmallSampleFactor? {
    let count = Double(clusters)
    switch correction {
    case .cr0, .cr2, .cr3: return nil
    case .cr1: return SmallSampleFactor(formula: "G/(G − 1)", value: count / (count - 1))
    case .cr1s:
      try requireResidual(size, correction.rawValue)
      return SmallSampleFactor(
        formula: "G/(G − 1) · (n − 1)/(n − k)",
        value: count / (count - 1) * (size.observations - 1) / size.residual)
    }
  }

  private static func requireResidual(_ size: SampleSize, _ estimator: String) throws {
    if !(size.residual > 0) {
      throw InferenceError.noResidualDegreesOfFreedom(
        what: estimator, observations: size.observations, parameters: size.parameters)
    }
  }
}

/// A number with four decimals, without Foundation; large ones as they are.
func fourDecimals(_ value: Double) -> String {
  guard value.magnitude < 1e12 else { return "\(value)" }
  let scaled = Int64((value.magnitude * 10_000).rounded())
  let (whole, part) = scaled.quotientAndRemainder(dividingBy: 10_000)
  let digits = String(part)
  return (value < 0 ? "-" : "") + "\(whole)."
    + String(repeating: "0", count: 4 - digits.count) + digits
}
