/// What a weight means. The three are kept apart because standard errors differ.
public enum WeightKind: String, Sendable, Hashable, CaseIterable {
  /// Inverse to the variance of the row: R's prior weights; for binomial proportions the trials.
  case precision
  /// The row stands for so many identical observations: a whole number.
  case frequency
  /// Inverse to the probability with which the row was sampled.
  case sampling
}

/// A column of weights and what they mean.
public struct WeightSpecification: Sendable, Hashable {
  /// The column.
  public let column: String
  /// What its values mean.
  public let kind: WeightKind

  /// Weights inverse to the variance of a row (or the trials of a binomial proportion).
  public static func precision(_ column: String) -> WeightSpecification {
    WeightSpecification(column: column, kind: .precision)
  }

  /// Weights that count identical observations.
  public static func frequency(_ column: String) -> WeightSpecification {
    WeightSpecification(column: column, kind: .frequency)
  }

  /// Weights inverse to the probability of being sampled.
  public static func sampling(_ column: String) -> WeightSpecification {
    WeightSpecification(column: column, kind: .sampling)
  }

  /// A column of weights of a kind.
  public init(column: String, kind: WeightKind) {
    self.column = column
    self.kind = kind
  }
}

/// The weights of the rows used.
public struct Weights: Sendable, Equatable {
  /// What they mean.
  public let kind: WeightKind
  /// One for each row used; finite and not negative, with at least one positive.
  public let values: [Double]

  /// How often each row is there; nil unless the weights are frequencies.
  package var counts: [Double]? { kind == .frequency ? values : nil }
}
