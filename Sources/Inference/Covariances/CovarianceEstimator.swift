import Modeling

/// A way to estimate the covariance of the coefficients of a fit, chosen after the fit.
///
/// A value: it knows its options and no data. The ready-made ones are found by name, as in
/// `fit.inference(using: .clustered(by: "district", correction: .cr2))`.
public protocol CovarianceEstimator: Sendable {
  /// The short name tables print: `classical`, `HC3`, `CR2`, ….
  var name: String { get }

  /// The covariance of the estimated coefficients of a fit.
  ///
  /// - Throws: ``InferenceError`` where the estimator is not defined for the fit, and
  ///   `ModelingError` or `TableError` for a column that is absent or has missing values.
  func covariance<Fit: SandwichSource>(of fit: Fit) throws -> CoefficientCovariance

  /// The covariance together with doubts about it. By default no doubts.
  func estimate<Fit: SandwichSource>(from fit: Fit) throws -> CovarianceEstimate
}

extension CovarianceEstimator {
  /// The covariance without doubts.
  public func estimate<Fit: SandwichSource>(from fit: Fit) throws -> CovarianceEstimate {
    CovarianceEstimate(covariance: try covariance(of: fit), diagnostics: [])
  }
}

/// A covariance and what there is to say about how it came about.
public struct CovarianceEstimate: Sendable {
  /// The covariance of the estimated coefficients.
  public let covariance: CoefficientCovariance
  /// Doubts and choices made on the user's behalf.
  public let diagnostics: [Diagnostic]

  /// A covariance with its diagnostics.
  public init(covariance: CoefficientCovariance, diagnostics: [Diagnostic]) {
    self.covariance = covariance
    self.diagnostics = diagnostics
  }
}
