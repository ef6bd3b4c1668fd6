/// The estimated parameters of a fit, in the order of its covariances and gradients.
public struct Parameters: Sendable, Equatable {
  /// The names, coefficients as R prints them.
  public let names: [String]
  /// The estimates, one for each name.
  public let values: [Double]
  /// Where each parameter stands in the model.
  public let places: [Place]
  /// The coefficients that could not be estimated.
  public let aliased: [AliasedCoefficient]

  /// Where a parameter stands.
  public enum Place: Sendable, Hashable {
    /// The coefficient of a column of the design, in an equation; the name of the only one is empty.
    case column(Int, equation: String)
    /// A threshold between two categories of the response, from 0.
    case threshold(Int, equation: String)
    /// A parameter beside the means, such as the logarithm of a dispersion: no row of a table of
    /// coefficients.
    case auxiliary
  }

  /// Parameters with their places.
  ///
  /// - Precondition: as many values and places as names.
  public init(
    names: [String], values: [Double], places: [Place], aliased: [AliasedCoefficient] = []
  ) {
    precondition(names.count == values.count && names.count == places.count)
    self.names = names
    self.values = values
    self.places = places
    self.aliased = aliased
  }

  /// Coefficients of columns of one design.
  ///
  /// - Precondition: as many values and columns as names.
  public init(
    names: [String], values: [Double], designColumns: [Int], aliased: [AliasedCoefficient] = []
  ) {
    self.init(
      names: names, values: values,
      places: designColumns.map { .column($0, equation: "") }, aliased: aliased)
  }

  /// The number of parameters.
  public var count: Int { names.count }

  /// The estimate of a name, or nil if there is none (an aliased coefficient has none).
  public subscript(name: String) -> Double? {
    names.firstIndex(of: name).map { values[$0] }
  }

  /// The positions of the parameters that are coefficients of the design's columns.
  public var columnPositions: [Int] {
    places.indices.filter { if case .column = places[$0] { true } else { false } }
  }

  /// For each parameter that is a coefficient its column in the design.
  public var designColumns: [Int] {
    places.compactMap { if case .column(let column, _) = $0 { column } else { nil } }
  }

  /// All but the auxiliary parameters.
  public var coefficients: Parameters {
    let kept = places.indices.filter { places[$0] != .auxiliary }
    if kept.count == names.count { return self }
    return Parameters(
      names: kept.map { names[$0] }, values: kept.map { values[$0] },
      places: kept.map { places[$0] }, aliased: aliased)
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

  /// A removed coefficient.
  public init(name: String, designColumn: Int, combination: [WeightedName]) {
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

    /// A name with its factor.
    public init(name: String, factor: Double) {
      self.name = name
      self.factor = factor
    }
  }
}
