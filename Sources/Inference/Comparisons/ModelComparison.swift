/// How nested models are compared.
public enum ComparisonTest: String, Sendable, Hashable, CaseIterable {
  /// Twice the difference of the log-likelihoods, chi-squared.
  case likelihoodRatio = "lrt"
  /// The difference of the deviances over the dispersion of the largest model, F.
  case f = "f"
  /// The restrictions tested in the larger model, with its covariance.
  case wald = "wald"
  /// Rao's score (Lagrange multiplier) test, at the estimates of the smaller model.
  case score = "score"
}

/// Nested models from the smallest up, each tested against the one before.
public struct ModelComparison: Sendable, Hashable {
  /// The test.
  public let test: ComparisonTest
  /// A row for each model, in the order of their numbers of parameters.
  public let rows: [ModelComparisonRow]
}

/// A model among those compared.
public struct ModelComparisonRow: Sendable, Hashable {
  /// The model's formula.
  public let formula: String
  /// The number of its parameters, a dispersion included where it is estimated.
  public let parameterCount: Int
  /// Its log-likelihood, where it has one.
  public let logLikelihood: Double?
  /// Its deviance; for least squares the residual sum of squares.
  public let deviance: Double
  /// Its residual degrees of freedom.
  public let residualDegreesOfFreedom: Double
  /// The test against the model in the row before; nil in the first row.
  public let comparison: WaldTest?

  /// The number of parameters more than in the row before; nil in the first row.
  public var degreesOfFreedom: Double? { comparison?.degreesOfFreedom }
  /// The test statistic; nil in the first row.
  public var statistic: Double? { comparison?.statistic }
  /// The p-value; nil in the first row.
  public var pValue: Double? { comparison?.pValue }
}
