import LinearAlgebra

/// A fit whose model-based errors rest on estimated variances of random effects, so that what a Wald
/// statistic refers to is a choice.
public protocol ModelBasedSource: FittedModel {
  /// The rule that is meant where none is named.
  var standardRule: ModelBasedRule { get }
  /// The model-based covariance of the coefficients with a reference distribution.
  ///
  /// - Throws: a typed error where the rule is not defined for the fit.
  func modelBasedCovariance(_ rule: ModelBasedRule) throws -> CoefficientCovariance
}

/// What a Wald statistic of a mixed model is referred to.
public enum ModelBasedRule: String, Sendable, Hashable, CaseIterable {
  /// Student's t, with the degrees of freedom of the variance estimate of each contrast.
  case satterthwaite
  /// The same with expected information, and the covariance enlarged for the uncertainty of the
  /// variances.
  case kenwardRoger = "kenward-roger"
  /// Student's t with n − p degrees of freedom.
  case residual
  /// The standard normal distribution.
  case normal
}

/// A rule that also gives a denominator for several contrasts at once, such as Kenward and Roger's.
public protocol JointDegreesOfFreedom: ContrastDegreesOfFreedom {
  /// What the rule is called beside a joint test.
  var jointRule: String { get }

  /// The denominator's degrees of freedom for contrasts L (q × p, of full row rank), and what the F
  /// statistic is multiplied by; nil where no F distribution matches.
  func joint(_ restrictions: Matrix) throws -> (denominator: Double, scale: Double)?
}
