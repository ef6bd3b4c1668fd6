import Modeling

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

/// The factors of the three parts of a two-way clustered covariance.
struct TwoWayFactors: Sendable {
  /// By the first column, the second, and both together.
  let values: [Double]
  /// The factors with their formulas; nil where there are none.
  let text: String?

  init(
    _ kind: TwoWayFactor, correction: ClusterCorrection, columns: [String], counts: [Int],
    size: SampleSize
  ) throws {
    switch kind {
    case .each:
      let factors = try counts.map {
        try SmallSampleFactor.perCluster(correction, clusters: $0, size: size)
      }
      values = factors.map { $0?.value ?? 1 }
      let texts = zip(columns, factors).compactMap { column, factor in
        factor.map { "\(column): \($0.text)" }
      }
      text = texts.isEmpty ? nil : texts.joined(separator: "; ")
    case .smallest:
      let least = counts.prefix(2).min() ?? 0
      let factor = try SmallSampleFactor.perCluster(correction, clusters: least, size: size)
      values = counts.map { _ in factor?.value ?? 1 }
      text = factor.map { "G = \(least), the smaller number of clusters: \($0.text)" }
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
