import Modeling

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
  /// Doubts about p-values: those of variances for which no exact reference is known.
  public let diagnostics: [Diagnostic]
}

/// A model among those compared.
public struct ModelComparisonRow: Sendable, Hashable {
  /// The model's formula.
  public let formula: String
  /// The number of its parameters, a dispersion included where it is estimated.
  public let parameterCount: Int
  /// Its log-likelihood, where it has one that compares; the restricted one if all models of the
  /// comparison have it. Nil for binomial and Poisson responses that are not whole numbers.
  public let logLikelihood: Double?
  /// Its deviance; for least squares the residual sum of squares, but −2 log L beside models with
  /// random effects.
  public let deviance: Double
  /// Its residual degrees of freedom.
  public let residualDegreesOfFreedom: Double
  /// The test against the model in the row before; nil in the first row.
  public let comparison: WaldTest?
  /// What the statistic is referred to where the smaller model is at the edge of the larger one,
  /// with variances of zero; nil elsewhere.
  public let mixture: ChiSquaredMixture?

  /// The number of parameters more than in the row before; nil in the first row.
  public var degreesOfFreedom: Double? { comparison?.degreesOfFreedom }
  /// The test statistic; nil in the first row.
  public var statistic: Double? { comparison?.statistic }
  /// The p-value, by the mixture where there is one; nil in the first row.
  public var pValue: Double? {
    if let mixture, let statistic { return mixture.upperTail(statistic) }
    return comparison?.pValue
  }
  /// Beside a mixture the p-value of chi-squared, as if nothing were at an edge, which is too
  /// large; nil without a mixture.
  public var naivePValue: Double? { mixture.flatMap { _ in comparison?.pValue } }
}
