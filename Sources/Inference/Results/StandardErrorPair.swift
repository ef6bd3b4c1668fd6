import Modeling

/// The standard error of a coefficient by a covariance chosen after the fit, beside the model's
/// own.
///
/// Where the two differ much the model leaves out a dependence or an inequality of variances that
/// matters (Raudenbush and Bryk 2002, chapter 9); the program HLM prints both for that reason.
public struct StandardErrorPair: Sendable, Hashable {
  /// The name of the coefficient.
  public let term: String
  /// By the covariance of the inference; nil where the variance is negative or not a number.
  public let chosen: Double?
  /// If the model is right in full; nil in the same cases.
  public let modelBased: Double?

  /// Chosen over model-based; nil where one is missing or the divisor is zero.
  public var ratio: Double? {
    guard let chosen, let modelBased, modelBased > 0 else { return nil }
    return chosen / modelBased
  }
}

extension Inference {
  /// The standard errors beside those of the model, coefficient by coefficient.
  ///
  /// - Throws: where the fit has no covariance of its own.
  public func standardErrorPairs() throws -> [StandardErrorPair] {
    let model = try fit.modelCovariance(.normal).matrix
    let names = fit.coefficients.names
    return names.indices.map { index in
      StandardErrorPair(
        term: names[index], chosen: root(covariance.matrix[index, index]),
        modelBased: root(model[index, index]))
    }
  }
}

/// The root of a variance that is one.
private func root(_ variance: Double) -> Double? {
  variance >= 0 && variance.isFinite ? variance.squareRoot() : nil
}
