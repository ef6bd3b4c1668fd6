import LinearAlgebra
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

  /// The covariance of a fit whose rows are not held, but can be read once more.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` where that is not enough, which is the
  ///   default.
  func estimate<Fit: StreamedSandwichSource>(streaming fit: Fit) throws -> CovarianceEstimate
}

extension CovarianceEstimator {
  /// The covariance without doubts.
  public func estimate<Fit: SandwichSource>(from fit: Fit) throws -> CovarianceEstimate {
    CovarianceEstimate(covariance: try covariance(of: fit), diagnostics: [])
  }

  /// Refuses: the estimator needs all rows at once.
  public func estimate<Fit: StreamedSandwichSource>(streaming fit: Fit) throws
    -> CovarianceEstimate
  {
    throw InferenceError.conflictingOptions(
      "\(name) needs all rows at once, which a streamed fit does not hold; choose classical, HC0 to "
        + "HC4, CR0, CR1 or CR1S, or fit without streaming")
  }
}

/// F S F′ for a meat S in the coordinates F′x in which a design is orthonormal.
func sandwich(_ meat: Matrix, _ factor: Matrix) -> Matrix {
  product(factor, product(meat, factor.transposed)).symmetrized
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
