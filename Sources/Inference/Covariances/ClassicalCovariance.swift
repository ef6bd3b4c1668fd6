import Modeling

/// The covariance that holds if the model is right in full: dispersion · (X′WX)⁻¹.
///
/// Its reference distribution is the fit's own: t with the residual degrees of freedom where the
/// dispersion is estimated, normal where it is known.
public struct ClassicalCovariance: CovarianceEstimator, Hashable {
  /// The classical covariance.
  public init() {}

  /// `classical`.
  public var name: String { "classical" }

  /// What the fit itself says. Complexity: that of the fit's property.
  public func covariance<Fit: SandwichSource>(of fit: Fit) throws -> CoefficientCovariance {
    fit.classicalCovariance
  }

  /// What the fit itself says.
  public func estimate<Fit: StreamedSandwichSource>(streaming fit: Fit) throws
    -> CovarianceEstimate
  {
    CovarianceEstimate(covariance: fit.classicalCovariance, diagnostics: [])
  }
}

extension CovarianceEstimator where Self == ClassicalCovariance {
  /// The covariance that holds if the model is right in full.
  public static var classical: ClassicalCovariance { ClassicalCovariance() }
}
