import LinearAlgebra
import Modeling

/// A covariance that holds whatever the covariance of rows within a cluster.
///
/// One cluster column: (X′WX)⁻¹ (Σ_g X_g′W_gA_g e_g e_g′A_g′W_gX_g) (X′WX)⁻¹ with the adjustment A of
/// the ``ClusterCorrection``. Two columns: V_a + V_b − V_ab, each with its own factor, for CR0, CR1
/// and CR1S. Working model of CR2: equal variances for least squares (whatever the weights), the
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
  public let degreesOfFreedom: DegreesOfFreedomRule

  /// An estimator with cluster columns and a correction.
  public init(
    by columns: [String], correction: ClusterCorrection = .cr2,
    degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) {
    self.columns = columns
    self.correction = correction
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// `CR0` to `CR3`.
  public var name: String { correction.rawValue }

  /// The covariance of the coefficients. Complexity: O(n p²) and, for CR2 and CR3, O(p³) a cluster.
  ///
  /// - Throws: ``InferenceError`` for no or too many columns, a single cluster, a saturated model
  ///   (CR1S) or a rule of degrees of freedom that does not go with the clusters; `TableError` for a
  ///   column that does not exist; `ModelingError` for one with missing values in the rows used.
  public func covariance<Fit: SandwichSource>(of fit: Fit) throws -> CoefficientCovariance {
    try estimate(from: fit).covariance
  }

  /// The covariance, with doubts about it.
  public func estimate<Fit: SandwichSource>(from fit: Fit) throws -> CovarianceEstimate {
    guard let first = columns.first else { throw InferenceError.clustersNeeded(estimator: name) }
    let most = correction.isUniform ? 2 : 1
    if columns.count > most {
      throw InferenceError.tooManyClusterColumns(columns: columns, estimator: name, most: most)
    }
    let clusterings = try columns.map { try Clustering(column: $0, frame: fit.frame) }
    for clustering in clusterings {
      try fit.requireWholeGroups(codes: clustering.codes, column: clustering.column)
    }
    let subject = ClusteredSubject(fit, estimator: self)
    return clusterings.count == 1 || columns.allSatisfy { $0 == first }
      ? try subject.oneWay(clusterings[0])
      : try subject.twoWay(clusterings[0], clusterings[1])
  }
}

/// The clusters of a column over the rows used.
struct Clustering: Sendable {
  let column: String
  let codes: [Int32]
  let count: Int

  init(column: String, frame: ModelFrame) throws {
    let groups = try frame.groups(by: column)
    if groups.count < 2 {
      throw InferenceError.singleCluster(column: column, rows: groups.codes.count)
    }
    self.init(column: column, codes: groups.codes, count: groups.count)
  }

  init(column: String, codes: [Int32], count: Int) {
    self.column = column
    self.codes = codes
    self.count = count
  }

  var description: CovarianceDescription.ClusterCount { .init(column: column, count: count) }
}

extension CovarianceEstimator where Self == ClusteredCovariance {
  /// A covariance that holds whatever the covariance of rows within a cluster.
  public static func clustered(
    by column: String, correction: ClusterCorrection = .cr2,
    degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) -> ClusteredCovariance {
    ClusteredCovariance(
      by: [column], correction: correction, degreesOfFreedom: degreesOfFreedom)
  }

  /// A covariance for clusters in one or two directions; two take CR0, CR1 or CR1S.
  public static func clustered(
    by columns: [String], correction: ClusterCorrection,
    degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) -> ClusteredCovariance {
    ClusteredCovariance(
      by: columns, correction: correction, degreesOfFreedom: degreesOfFreedom)
  }
}
