import LinearAlgebra
import Modeling

/// The inverse of the observed information: the classical covariance of maximum likelihood by the
/// second derivatives at the estimates rather than by their expectation.
///
/// The same as ``ClassicalCovariance`` for canonical links (logit, log with Poisson, …). For probit,
/// complementary log-log and others it is what Stata and most maximum-likelihood routines print, and
/// what printed tables of probit models usually hold. Efron & Hinkley 1978, Biometrika 65:457.
public struct ObservedInformationCovariance: CovarianceEstimator, Hashable {
  /// Which reference distribution tests get; the classical covariance's by default.
  public let degreesOfFreedom: ReferenceRule

  /// An estimator with a reference distribution.
  public init(degreesOfFreedom: ReferenceRule = .standard) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// `observed`.
  public var name: String { "observed" }

  /// The inverse of the fit's observed information, with the classical reference distribution.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` for a fit that has only one information, or
  ///   ``InferenceError/numericalFailure(_:)`` where the observed one is not positive definite.
  public func estimate(_ fit: any Estimated) throws -> CovarianceEstimate {
    guard let information = fit.likelihood?.observedInformation else {
      throw InferenceError.conflictingOptions(
        fit.description.kind.hasRandomEffects
          ? "observed information is not offered for mixed models, whose own covariance is model-based "
            + "already; choose classical, or CR0, CR1 or CR1S by a column whose values hold whole groups"
          : fit.description.kind.refersToStudentT
            ? "observed and expected information are the same for least squares; choose classical"
            : "the own covariance of \(fit.description.phrase) is that of the observed information already; "
              + "choose classical"
      )
    }
    guard let factor = try? CholeskyFactorization(try information()) else {
      throw InferenceError.numericalFailure(
        "the observed information is not positive definite at the estimates; choose classical")
    }
    let classical = try fit.modelCovariance(degreesOfFreedom)
    return CovarianceEstimate(
      covariance: Covariance(
        names: classical.names, matrix: factor.inverse(),
        description: CovarianceDescription(name: name), reference: classical.reference))
  }
}

extension CovarianceEstimator where Self == ObservedInformationCovariance {
  /// The inverse of the observed information of a fit by maximum likelihood.
  public static var observedInformation: ObservedInformationCovariance {
    ObservedInformationCovariance()
  }
}
