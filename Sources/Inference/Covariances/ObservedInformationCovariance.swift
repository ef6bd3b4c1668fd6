import LinearAlgebra
import Modeling

/// The inverse of the observed information: the classical covariance of maximum likelihood by the
/// second derivatives at the estimates rather than by their expectation.
///
/// The same as ``ClassicalCovariance`` for canonical links (logit, log with Poisson, …). For probit,
/// complementary log-log and others it is what Stata and most maximum-likelihood routines print, and
/// what printed tables of probit models usually hold. Efron & Hinkley 1978, Biometrika 65:457.
public struct ObservedInformationCovariance: CovarianceEstimator, Hashable {
  /// An estimator without options.
  public init() {}

  /// `observed`.
  public var name: String { "observed" }

  /// The inverse of the fit's observed information, with the classical reference distribution.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` for a fit that has only one information, or
  ///   ``InferenceError/numericalFailure(_:)`` where the observed one is not positive definite.
  public func covariance<Fit: SandwichSource>(of fit: Fit) throws -> CoefficientCovariance {
    guard let source = fit as? any ObservedInformationSource else {
      throw InferenceError.conflictingOptions(
        "observed and expected information are the same for least squares; choose classical")
    }
    guard let factor = try? CholeskyFactorization(source.observedInformation()) else {
      throw InferenceError.numericalFailure(
        "the observed information is not positive definite at the estimates; choose classical")
    }
    let classical = fit.classicalCovariance
    return CoefficientCovariance(
      names: classical.names, matrix: factor.inverse(),
      description: CovarianceDescription(
        name: name, degreesOfFreedomRule: classical.description.degreesOfFreedomRule),
      reference: classical.reference)
  }
}

extension CovarianceEstimator where Self == ObservedInformationCovariance {
  /// The inverse of the observed information of a fit by maximum likelihood.
  public static var observedInformation: ObservedInformationCovariance {
    ObservedInformationCovariance()
  }
}
