import Distributions
import LinearAlgebra

/// What Wald statistics under a covariance are referred to.
public protocol Reference: Sendable {
  /// How degrees of freedom are found: `residual`, `normal`, `G − 1`, `Satterthwaite`.
  var rule: String { get }
  /// The degrees of freedom for a linear combination of the parameters; nil means the normal
  /// distribution.
  func degreesOfFreedom(_ contrast: [Double]) -> Double?
  /// What a joint test of restrictions L (q × p, of full row rank) is referred to.
  ///
  /// By default Fai and Cornelius' combination of the degrees of freedom of the principal contrasts.
  func joint(_ restrictions: Matrix, covariance: Matrix) throws -> JointReference
  /// Whether degrees of freedom depend on the contrast, so that each costs a computation.
  var dependsOnContrast: Bool { get }
}

/// What a joint test is referred to.
public enum JointReference: Sendable, Hashable {
  /// Chi-squared on the number of restrictions.
  case chiSquared
  /// F: the quadratic form over the number of restrictions, times the scale, on the denominator; nil where
  /// no F distribution matches.
  case f(denominator: Double?, scale: Double, rule: String)
}

/// The standard normal distribution.
public struct NormalReference: Reference, Hashable {
  /// The reference.
  public init() {}
  /// `normal`.
  public var rule: String { "normal" }
  /// Nil.
  public func degreesOfFreedom(_ contrast: [Double]) -> Double? { nil }
  /// Chi-squared.
  public func joint(_ restrictions: Matrix, covariance: Matrix) -> JointReference { .chiSquared }
  /// False.
  public var dependsOnContrast: Bool { false }
}

/// Student's t with the same degrees of freedom for every contrast.
public struct StudentReference: Reference, Hashable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Double
  /// How they were found.
  public let rule: String

  /// The reference with its degrees of freedom and how they were found.
  public init(_ degreesOfFreedom: Double, rule: String) {
    self.degreesOfFreedom = degreesOfFreedom
    self.rule = rule
  }

  /// The degrees of freedom.
  public func degreesOfFreedom(_ contrast: [Double]) -> Double? { degreesOfFreedom }
  /// F on the same degrees of freedom.
  public func joint(_ restrictions: Matrix, covariance: Matrix) -> JointReference {
    .f(denominator: degreesOfFreedom, scale: 1, rule: rule)
  }
  /// False.
  public var dependsOnContrast: Bool { false }
}

extension Reference where Self == NormalReference {
  /// The standard normal distribution.
  public static var normal: NormalReference { NormalReference() }
}

extension Reference {
  /// True: rules that give one number for all say so.
  public var dependsOnContrast: Bool { true }

  /// Fai and Cornelius' combination.
  public func joint(_ restrictions: Matrix, covariance: Matrix) throws -> JointReference {
    .f(
      denominator: try combinedDegreesOfFreedom(
        restrictions, covariance: covariance, reference: self),
      scale: 1,
      rule: restrictions.rowCount == 1 ? rule : "\(rule), combined by Fai and Cornelius")
  }

  /// Whether statistics are referred to the normal distribution, so that the model's dispersion counts as
  /// known.
  public var isNormal: Bool { !dependsOnContrast && degreesOfFreedom([]) == nil }
}

/// Which reference distribution a Wald statistic is given.
public enum ReferenceRule: String, Sendable, Hashable, CaseIterable {
  /// The convention of the estimator and the model.
  ///
  /// Least squares: Satterthwaite for CR0, CR1, CR2 and CR3 with one cluster column; the smallest
  /// number of clusters less one for CR1S, two columns and several equations; n − k otherwise. Linear
  /// mixed models: Satterthwaite for the model's own covariance. Generalized models: the normal
  /// distribution.
  case standard
  /// Student's t with degrees of freedom for each contrast (one cluster column, or random effects).
  case satterthwaite
  /// Student's t with n − k degrees of freedom.
  case residual
  /// Student's t with the smallest number of clusters less one.
  case clusters
  /// The standard normal distribution.
  case normal
  /// For linear mixed models by REML: Satterthwaite's with expected information, and the covariance enlarged
  /// for the uncertainty of the variances.
  case kenwardRoger = "kenward-roger"
}
