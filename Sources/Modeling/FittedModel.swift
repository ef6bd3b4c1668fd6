import LinearAlgebra

/// The estimates of a model on data, with what can be said of them without the data.
public protocol EstimatedModel: Sendable {
  /// What was fitted, in words a table can print.
  var description: ModelDescription { get }
  /// The estimated coefficients, with the aliased ones named apart.
  var coefficients: CoefficientEstimates { get }
  /// The number of observations: rows used or, with frequency weights, their sum.
  var observationCount: Double { get }
  /// Observations less estimated coefficients.
  var residualDegreesOfFreedom: Double { get }
  /// The covariance of the coefficients if the model is right in full.
  var classicalCovariance: CoefficientCovariance { get }
  /// Doubts about the result, as values.
  var diagnostics: [Diagnostic] { get }
}

/// The estimates of a model together with the data they came from.
///
/// Refined by ``LikelihoodModel``, ``SandwichSource`` and ``Predicting``: what a fit can't support
/// does not compile.
public protocol FittedModel: EstimatedModel {
  /// The rows, design and response the model was fitted to.
  var frame: ModelFrame { get }
}

/// What was fitted, in words.
public struct ModelDescription: Sendable, Hashable {
  /// The kind as the command line prints it: `linear`, `generalizedLinear`, ….
  public let kind: String
  /// The formula, as printed.
  public let formula: String
  /// The family's name, such as `binomial`.
  public let family: String
  /// The link's name, such as `logit`.
  public let link: String
  /// The algorithm that was used, such as `gram`.
  public let method: String

  /// A description.
  public init(kind: String, formula: String, family: String, link: String, method: String) {
    self.kind = kind
    self.formula = formula
    self.family = family
    self.link = link
    self.method = method
  }
}

/// The estimated coefficients of a fit, in the order of the design's columns.
public struct CoefficientEstimates: Sendable, Equatable {
  /// The names of the estimated coefficients, as R prints them.
  public let names: [String]
  /// The estimates, one for each name.
  public let values: [Double]
  /// For each estimated coefficient its column in the design matrix.
  public let designColumns: [Int]
  /// The coefficients that could not be estimated.
  public let aliased: [AliasedCoefficient]

  /// Estimates with their names.
  package init(
    names: [String], values: [Double], designColumns: [Int], aliased: [AliasedCoefficient]
  ) {
    precondition(names.count == values.count && names.count == designColumns.count)
    self.names = names
    self.values = values
    self.designColumns = designColumns
    self.aliased = aliased
  }

  /// The estimate of a name, or nil if there is none (an aliased coefficient has none).
  public subscript(name: String) -> Double? {
    names.firstIndex(of: name).map { values[$0] }
  }
}

/// A coefficient that cannot be told apart from a combination of others.
public struct AliasedCoefficient: Sendable, Hashable {
  /// The name of the column that was removed.
  public let name: String
  /// Its column in the design matrix.
  public let designColumn: Int
  /// The estimated columns that reproduce it, with their factors; empty for a column of zeros.
  public let combination: [WeightedName]

  package init(name: String, designColumn: Int, combination: [WeightedName]) {
    self.name = name
    self.designColumn = designColumn
    self.combination = combination
  }

  /// A name with a factor.
  public struct WeightedName: Sendable, Hashable {
    /// The name of an estimated coefficient.
    public let name: String
    /// The factor it enters with.
    public let factor: Double

    package init(name: String, factor: Double) {
      self.name = name
      self.factor = factor
    }
  }
}
