import LinearAlgebra

/// A fit whose observed information differs from the expected one its classical covariance uses.
public protocol ObservedInformationSource: FittedModel {
  /// Minus the second derivative of the log-likelihood in the coefficients, at the estimates and the
  /// estimated dispersion; coefficients × coefficients.
  func observedInformation() -> Matrix
}
