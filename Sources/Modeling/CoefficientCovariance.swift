import LinearAlgebra

/// A covariance of named coefficients, with how it was made and what its tests refer to.
public struct CoefficientCovariance: Sendable {
  /// The names of the coefficients, in the order of the matrix.
  public let names: [String]
  /// The covariance, coefficients × coefficients.
  public let matrix: Matrix
  /// How it was made: estimator, clusters, small-sample factor.
  public let description: CovarianceDescription
  /// The reference distribution of a Wald statistic under this covariance.
  public let reference: ReferenceDistribution

  /// A covariance.
  public init(
    names: [String], matrix: Matrix, description: CovarianceDescription,
    reference: ReferenceDistribution
  ) {
    precondition(
      matrix.rowCount == names.count && matrix.columnCount == names.count,
      "a \(matrix.rowCount) × \(matrix.columnCount) covariance of \(names.count) coefficients")
    self.names = names
    self.matrix = matrix
    self.description = description
    self.reference = reference
  }

  /// The square roots of the diagonal. A variance that came out negative (two-way clusters can do
  /// that) gives NaN.
  public var standardErrors: [Double] { matrix.diagonal.map { $0.squareRoot() } }

  /// The variance of a linear combination of the coefficients.
  public func variance(of contrast: [Double]) -> Double { quadraticForm(contrast, matrix) }

  /// The same covariance with another reference distribution.
  public func with(reference: ReferenceDistribution, rule: String) -> CoefficientCovariance {
    var description = description
    description.degreesOfFreedomRule = rule
    return CoefficientCovariance(
      names: names, matrix: matrix, description: description, reference: reference)
  }
}

/// How a covariance was made, so that a printed table can be matched.
public struct CovarianceDescription: Sendable, Hashable {
  /// The estimator: `classical`, `HC3`, `CR2`, ….
  public var name: String
  /// The cluster columns with the number of clusters in each.
  public var clusters: [ClusterCount]
  /// The small-sample factor the covariance was multiplied by, with its formula, if there is one.
  public var smallSampleFactor: String?
  /// How degrees of freedom were found: `residual`, `normal`, `G − 1`, `Satterthwaite`.
  public var degreesOfFreedomRule: String

  /// A description.
  public init(
    name: String, clusters: [ClusterCount] = [], smallSampleFactor: String? = nil,
    degreesOfFreedomRule: String
  ) {
    self.name = name
    self.clusters = clusters
    self.smallSampleFactor = smallSampleFactor
    self.degreesOfFreedomRule = degreesOfFreedomRule
  }

  /// A cluster column and how many clusters it makes.
  public struct ClusterCount: Sendable, Hashable {
    /// The column.
    public let column: String
    /// The number of clusters among the rows used.
    public let count: Int

    /// A column with its number of clusters.
    public init(column: String, count: Int) {
      self.column = column
      self.count = count
    }
  }
}

/// What a Wald statistic is referred to.
public enum ReferenceDistribution: Sendable {
  /// The standard normal (or chi-squared) distribution.
  case normal
  /// Student's t with the same degrees of freedom for every contrast.
  case studentT(degreesOfFreedom: Double)
  /// Student's t with degrees of freedom that depend on the contrast.
  case contrastDependent(any ContrastDegreesOfFreedom)

  /// The degrees of freedom for a linear combination of the coefficients; nil means normal.
  public func degreesOfFreedom(for contrast: [Double]) -> Double? {
    switch self {
    case .normal: nil
    case .studentT(let degreesOfFreedom): degreesOfFreedom
    case .contrastDependent(let rule): rule.degreesOfFreedom(for: contrast)
    }
  }
}

/// A rule that gives degrees of freedom contrast by contrast, such as Satterthwaite's.
public protocol ContrastDegreesOfFreedom: Sendable {
  /// The degrees of freedom for a linear combination of the estimated coefficients.
  func degreesOfFreedom(for contrast: [Double]) -> Double
}
