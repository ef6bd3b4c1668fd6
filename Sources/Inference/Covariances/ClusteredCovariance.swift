import LinearAlgebra
import Modeling

/// A covariance that holds whatever the covariance of rows within a cluster.
///
/// One cluster column: (X′WX)⁻¹ (Σ_g X_g′W_gA_g e_g e_g′A_g′W_gX_g) (X′WX)⁻¹ with the adjustment A of
/// the ``ClusterCorrection``. Two columns: V_a + V_b − V_ab for CR0, CR1 and CR1S, each with its own
/// factor or all with one (``TwoWayFactor``). Working model of CR2: equal variances for least squares (whatever the weights), the
/// family's variance function for generalized models, the estimated covariance of the rows for linear mixed
/// models (whose W is its inverse). Frequency weights count as repeated rows.
///
/// Where a cluster determines a coefficient by itself, as with a dummy for every cluster, the
/// direction is left out of A (a Moore–Penrose inverse) and a diagnostic says so.
///
/// ### References
/// K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986) 13; R. M. Bell and D. F. McCaffrey, Survey
/// Methodology 28 (2002) 169; A. C. Cameron, J. B. Gelbach and D. L. Miller, Journal of Business &
/// Economic Statistics 29 (2011) 238; J. E. Pustejovsky and E. Tipton, same journal 36 (2018) 672.
public struct ClusteredCovariance: CovarianceEstimator, Hashable {
  /// The cluster columns, one or two.
  public let columns: [String]
  /// The correction.
  public let correction: ClusterCorrection
  /// Which reference distribution tests get.
  public let degreesOfFreedom: ReferenceRule
  /// Which numbers of clusters the factor of two columns is made of; without effect on one.
  public let twoWayFactor: TwoWayFactor

  /// An estimator with cluster columns and a correction.
  public init(
    by columns: [String], correction: ClusterCorrection = .cr2,
    degreesOfFreedom: ReferenceRule = .standard, twoWayFactor: TwoWayFactor = .each
  ) {
    self.columns = columns
    self.correction = correction
    self.degreesOfFreedom = degreesOfFreedom
    self.twoWayFactor = twoWayFactor
  }

  /// `CR0` to `CR3`.
  public var name: String { correction.rawValue }

  /// The covariance of the parameters, with doubts about it. Complexity: O(n p²) and, for CR2 and CR3,
  /// O(p³) a cluster.
  ///
  /// - Throws: ``InferenceError`` for no or too many columns, a single cluster, a saturated model
  ///   (CR1S), a rule of degrees of freedom that does not go with the clusters, or a correction that needs
  ///   rows the fit does not hold; `TableError` for a column that does not exist; `ModelingError` for one
  ///   with missing values in the rows used; the fit's own error where clusters divide its groups.
  public func estimate(_ fit: any Estimated) throws -> CovarianceEstimate {
    guard let first = columns.first else { throw InferenceError.clustersNeeded(estimator: name) }
    let distinct = columns.allSatisfy { $0 == first } ? [first] : columns
    let most = correction.isUniform ? 2 : 1
    if distinct.count > most || columns.count > most {
      throw InferenceError.tooManyClusterColumns(columns: columns, estimator: name, most: most)
    }
    let equations = try fit.requireEquations(estimator: name)
    let rule = try resolvedRule(of: fit, equations, isOneWay: distinct.count == 1)
    return correction.isUniform && rule != .satterthwaite
      ? try summed(fit, equations, by: distinct, rule)
      : try adjusted(fit, equations, by: first, rule)
  }

  /// The rule with the convention filled in.
  private func resolvedRule(
    of fit: any Estimated, _ equations: any EstimatingEquations, isOneWay: Bool
  ) throws(InferenceError) -> ReferenceRule {
    switch degreesOfFreedom {
    case .standard:
      if !fit.description.kind.refersToStudentT { return .normal }
      if !equations.mustStayTogether.isEmpty && correction.isUniform { return .clusters }
      // No working model says how the errors of several equations go together.
      if fit.sampleSizes.count > 1 { return .clusters }
      return isOneWay && correction != .cr1s ? .satterthwaite : .clusters
    case .satterthwaite where !isOneWay:
      throw .conflictingOptions(
        "Satterthwaite degrees of freedom are defined for one cluster column; with two, use "
          + "clusters, residual or normal")
    case .kenwardRoger: throw .kenwardRogerIsModelBased(estimator: name)
    case let rule: return rule
    }
  }

  /// The reference of a rule other than Satterthwaite's; `smallest` is the smallest number of clusters.
  func simpleReference(
    _ rule: ReferenceRule, smallest: Int, of fit: any Estimated
  ) -> any Reference {
    switch rule {
    case .normal: NormalReference()
    case .residual: StudentReference.residual(fit.residualDegreesOfFreedom)
    case .standard, .satterthwaite, .clusters, .kenwardRoger: StudentReference.clusters(smallest)
    }
  }
}

extension CovarianceEstimator where Self == ClusteredCovariance {
  /// A covariance that holds whatever the covariance of rows within a cluster.
  public static func clustered(
    by column: String, correction: ClusterCorrection = .cr2,
    degreesOfFreedom: ReferenceRule = .standard
  ) -> ClusteredCovariance {
    ClusteredCovariance(
      by: [column], correction: correction, degreesOfFreedom: degreesOfFreedom)
  }

  /// A covariance for clusters in one or two directions; two take CR0, CR1 or CR1S.
  public static func clustered(
    by columns: [String], correction: ClusterCorrection,
    degreesOfFreedom: ReferenceRule = .standard, twoWayFactor: TwoWayFactor = .each
  ) -> ClusteredCovariance {
    ClusteredCovariance(
      by: columns, correction: correction, degreesOfFreedom: degreesOfFreedom,
      twoWayFactor: twoWayFactor)
  }
}
