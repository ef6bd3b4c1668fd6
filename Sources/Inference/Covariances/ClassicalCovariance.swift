import Modeling

/// The covariance that holds if the model is right in full, as the fit itself gives it.
///
/// Least squares and generalized models: dispersion · (X′WX)⁻¹, t with the residual degrees of freedom
/// where the dispersion is estimated, normal where it is known. Linear mixed models: the model-based
/// covariance with Satterthwaite's degrees of freedom, or Kenward and Roger's where asked.
public struct ClassicalCovariance: CovarianceEstimator, Hashable {
  /// Which reference distribution tests get; the fit's own by default.
  public let degreesOfFreedom: ReferenceRule

  /// The classical covariance.
  public init(degreesOfFreedom: ReferenceRule = .standard) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// `classical`.
  public var name: String { "classical" }

  /// What the fit says. Complexity: that of the fit's method.
  ///
  /// - Throws: the fit's own error for a rule that is not defined for it.
  public func estimate(_ fit: any Estimated) throws -> CovarianceEstimate {
    CovarianceEstimate(covariance: try fit.modelCovariance(degreesOfFreedom))
  }
}

extension CovarianceEstimator where Self == ClassicalCovariance {
  /// The covariance that holds if the model is right in full.
  public static var classical: ClassicalCovariance { ClassicalCovariance() }

  /// The covariance that holds if the model is right in full, with a reference distribution.
  public static func classical(degreesOfFreedom: ReferenceRule) -> ClassicalCovariance {
    ClassicalCovariance(degreesOfFreedom: degreesOfFreedom)
  }
}
