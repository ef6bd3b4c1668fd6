/// What can be wrong between a fit and the inference asked of it.
public enum InferenceError: Error, Sendable, Equatable {
  /// No covariance estimator has this name.
  case unknownEstimator(name: String, allowed: [String])
  /// The estimator needs a cluster column and none was named.
  case clustersNeeded(estimator: String)
  /// More cluster columns than the estimator takes.
  case tooManyClusterColumns(columns: [String], estimator: String, most: Int)
  /// All rows are in one cluster.
  case singleCluster(column: String, rows: Int)
  /// A row determines its own fitted value, so that its residual says nothing about its variance.
  case leverageOne(estimator: String, row: Int, count: Int)
  /// No degrees of freedom are left to divide by.
  case noResidualDegreesOfFreedom(what: String, observations: Double, parameters: Double)
  /// The number of lags is negative or not below the number of rows.
  case badLag(lag: Int, rows: Int)
  /// Options that do not go together or with the model.
  case conflictingOptions(String)
  /// The covariance is of other coefficients than the fit's.
  case coefficientMismatch(expected: [String], found: [String])
  /// A hypothesis that can't be read; the position counts characters from 1.
  case hypothesisSyntax(text: String, position: Int, problem: String)
  /// A hypothesis names a coefficient that is not estimated.
  case unknownCoefficient(name: String, closest: String?, aliased: Bool)
  /// Restrictions that follow from, or contradict, one another.
  case redundantRestrictions(count: Int, rank: Int)
  /// The covariance of the restrictions is singular.
  case singularRestrictions(count: Int, rank: Int, covariance: String)
  /// A hypothesis that is not about the estimated coefficients.
  case undefinedTerms(test: String, reason: String)
  /// Models fitted to different rows.
  case differentRows(first: String, firstCount: Int, second: String, secondCount: Int)
  /// Models that differ in more than their terms.
  case differentModels(first: String, second: String, difference: String)
  /// Neither model is a special case of the other.
  case notNested(smaller: String, larger: String)
  /// Too few models to compare.
  case tooFewModels(count: Int)
  /// The fit has no likelihood to compare by.
  case noLikelihood(formula: String, family: String)
  /// A p-value outside 0…1; counted from 1.
  case badProbability(position: Int, value: Double)
  /// A level or other number outside its range.
  case outOfRange(what: String, value: Double, allowed: String)
  /// Numbers are too large, too small or too nearly dependent for the computation.
  case numericalFailure(String)
}
