import LinearAlgebra

/// A covariance of named parameters, with how it was made and what its tests refer to.
public struct Covariance: Sendable {
  /// The names of the parameters, in the order of the matrix.
  public let names: [String]
  /// The covariance, parameters × parameters; zeros for those it says nothing of.
  public let matrix: Matrix
  /// The positions of parameters it says nothing of, as CR2 of those beside the coefficients.
  public let uncovered: Set<Int>
  /// How it was made: estimator, clusters, small-sample factor.
  public let description: CovarianceDescription
  /// What a Wald statistic under this covariance is referred to.
  public let reference: any Reference

  /// A covariance.
  ///
  /// - Precondition: a square matrix of the order of the names.
  public init(
    names: [String], matrix: Matrix, uncovered: Set<Int> = [],
    description: CovarianceDescription, reference: any Reference
  ) {
    precondition(
      matrix.rowCount == names.count && matrix.columnCount == names.count,
      "a \(matrix.rowCount) × \(matrix.columnCount) covariance of \(names.count) parameters")
    self.names = names
    self.matrix = matrix
    self.uncovered = uncovered
    self.description = description
    self.reference = reference
  }

  /// The square roots of the diagonal. A variance that came out negative (two-way clusters can do
  /// that) gives NaN.
  public var standardErrors: [Double] { matrix.diagonal.map { $0.squareRoot() } }

  /// The variance of a linear combination of the parameters; not a number where it reaches beyond those
  /// that are covered.
  public func variance(of contrast: [Double]) -> Double {
    covers(contrast) ? quadraticForm(contrast, matrix) : .nan
  }

  /// Whether a linear combination stays within the parameters that are covered.
  public func covers(_ contrast: [Double]) -> Bool {
    uncovered.allSatisfy { contrast[$0] == 0 }
  }

  /// The same covariance with another reference.
  public func with(reference: any Reference) -> Covariance {
    Covariance(
      names: names, matrix: matrix, uncovered: uncovered, description: description,
      reference: reference)
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

  /// A description.
  public init(
    name: String, clusters: [ClusterCount] = [], smallSampleFactor: String? = nil
  ) {
    self.name = name
    self.clusters = clusters
    self.smallSampleFactor = smallSampleFactor
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
