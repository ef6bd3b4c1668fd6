import LinearAlgebra
import Modeling

/// Compares nested models, from the smallest up, by a test of choice.
///
/// Likelihood ratios: models with and without random effects compare as well. Where the larger of two has
/// variances more than the smaller, the statistic is referred to the mixture of chi-squared distributions
/// that holds for it: for one variance more, with q covariances, to half χ²(q) and half χ²(q + 1)
/// (Self and Liang 1987; Stram and Lee 1994); for several independent ones to a binomial mixture,
/// which takes their estimates as uncorrelated. Where no mixture is known the p-value is
/// chi-squared's, and a diagnostic says that it is conservative. Beside a mixed model fitted by REML a
/// least-squares fit takes part with its restricted likelihood.
///
/// F divides by the dispersion of the largest model throughout; Wald uses the estimator's covariance of the
/// larger model of each pair; score is taken at the smaller model's estimates and dispersion.
///
/// - Parameters:
///   - fits: at least two, fitted to the same rows; ordered by their numbers of parameters here.
///   - test: the test.
///   - estimator: for Wald tests only.
/// - Returns: a row for each model.
/// - Throws: ``InferenceError`` where rows or anything but the terms differ, where a model is not a
///   special case of the next, where restricted likelihoods belong to different fixed effects, or
///   where there is no likelihood; ``InferenceError/conflictingOptions(_:)`` for an F test where
///   the dispersion is known, for F and score tests of models with random effects, and for Wald tests
///   of such where their random terms differ.
/// - Complexity: O(n p²) a pair, to see that models are nested.
public func compare(
  _ fits: [any Estimated], test: ComparisonTest = .likelihoodRatio,
  using estimator: some CovarianceEstimator = .classical
) throws -> ModelComparison {
  switch test {
  case .likelihoodRatio: return try likelihoodRatioComparison(fits)
  case .f: return try comparison(fits, test: test) { try devianceF($0, largest: $1) }
  case .score: return try comparison(fits, test: test) { pair, _ in try scoreTest(pair) }
  case .wald:
    try requireTestable(fits.map { try ComparedFit($0) }, by: .wald)
    return try compare(fits.map { try $0.inference(using: estimator) })
  }
}

/// Compares nested models by Wald tests, from the smallest up: the restrictions that make the larger
/// model of each pair the smaller one, under the covariance of the larger one's inference.
///
/// - Parameter inferences: of at least two fits to the same rows, models with random effects
///   all with the same random terms; ordered by their numbers of parameters here.
/// - Returns: a row for each model.
/// - Throws: as ``compare(_:test:using:)``; ``InferenceError/conflictingOptions(_:)`` where random terms
///   differ.
public func compare(_ inferences: [Inference]) throws -> ModelComparison {
  let compared = try inferences.map { (fit: try ComparedFit($0.fit), inference: $0) }
  try requireTestable(compared.map(\.fit), by: .wald)
  let ordered = try ordered(compared) { $0.fit.likelihood.parameterCount }
  // Restricted likelihoods of models with other fixed effects do not compare, and are not shown.
  let hasRestricted = ordered.contains { $0.fit.likelihood.isRestricted }
  let rows = try ordered.enumerated().map { index, subject in
    try ModelComparisonRow(
      subject.fit, logLikelihood: hasRestricted ? nil : subject.fit.likelihood.value,
      deviance: subject.fit.likelihood.deviance,
      comparison: index == 0
        ? nil
        : subject.inference.waldTest(
          restrictions: NestedModels(ordered[index - 1].fit, subject.fit).restrictions()))
  }
  return ModelComparison(test: .wald, rows: rows, diagnostics: [])
}

private func likelihoodRatioComparison(_ fits: [any Estimated]) throws -> ModelComparison {
  let ordered = try ordered(fits.map { try ComparedFit($0) }) { $0.likelihood.parameterCount }
  let isMixed = ordered.contains { $0.likelihood.hasRandomEffects }
  let isRestricted = ordered.contains { $0.likelihood.isRestricted }
  var diagnostics: [Diagnostic] = []
  var rows: [ModelComparisonRow] = []
  for (index, subject) in ordered.enumerated() {
    let value = subject.logLikelihood(isRestricted: isRestricted)
    let own = subject.likelihood.deviance
    let deviance = isMixed ? value.map { -2 * $0 } ?? own : own
    guard index > 0 else {
      rows.append(ModelComparisonRow(subject, logLikelihood: value, deviance: deviance))
      continue
    }
    let smaller = ordered[index - 1]
    try requireNested(smaller, subject)
    let random = try RandomEffectsComparison(smaller, subject)
    diagnostics += random.diagnostics
    rows.append(
      ModelComparisonRow(
        subject, logLikelihood: value, deviance: deviance,
        comparison: try likelihoodRatio(
          smaller, subject, isRestricted: isRestricted, isAtEdge: random.mixture != nil),
        mixture: random.mixture))
  }
  return ModelComparison(test: .likelihoodRatio, rows: rows, diagnostics: diagnostics)
}

private func comparison(
  _ fits: [any Estimated], test: ComparisonTest,
  _ compare: (NestedModels, ComparedFit) throws -> WaldTest
) throws -> ModelComparison {
  let subjects = try fits.map { try ComparedFit($0) }
  try requireTestable(subjects, by: test)
  let ordered = try ordered(subjects) { $0.likelihood.parameterCount }
  let largest = ordered[ordered.count - 1]
  let rows = try ordered.enumerated().map { index, subject in
    ModelComparisonRow(
      subject, logLikelihood: subject.likelihood.value, deviance: subject.likelihood.deviance,
      comparison: index == 0
        ? nil : try compare(NestedModels(ordered[index - 1], subject), largest))
  }
  return ModelComparison(test: test, rows: rows, diagnostics: [])
}

/// Throws for tests that are not defined for models with random effects.
private func requireTestable(
  _ fits: [ComparedFit], by test: ComparisonTest
) throws(InferenceError) {
  let terms = Set(fits.map { Set($0.likelihood.randomTerms) })
  if terms.allSatisfy(\.isEmpty) || test == .likelihoodRatio { return }
  if test == .wald, terms.count == 1 { return }
  throw .conflictingOptions(
    "models with random effects are compared by likelihood ratios, or by Wald tests where all have "
      + "the same random terms; choose one of them")
}

/// The fits by their numbers of parameters; those with as many in the order given.
private func ordered<Fit>(
  _ fits: [Fit], by size: (Fit) -> Int
) throws(InferenceError) -> [Fit] {
  guard fits.count > 1 else { throw .tooFewModels(count: fits.count) }
  return fits.enumerated().sorted {
    (size($0.element), $0.offset) < (size($1.element), $1.offset)
  }.map(\.element)
}

extension ModelComparisonRow {
  init(
    _ subject: ComparedFit, logLikelihood: Double?, deviance: Double,
    comparison: WaldTest? = nil, mixture: ChiSquaredMixture? = nil
  ) {
    self.init(
      formula: subject.formula, parameterCount: subject.likelihood.parameterCount,
      // Of rounded counts they do not compare, and are not shown.
      logLikelihood: subject.likelihood.isOfRoundedCounts ? nil : logLikelihood,
      deviance: deviance,
      residualDegreesOfFreedom: subject.fit.residualDegreesOfFreedom, comparison: comparison,
      mixture: mixture)
  }
}

extension ComparedFit {
  /// The log-likelihood, or its restricted form beside models that have that only.
  fileprivate func logLikelihood(isRestricted: Bool) -> Double? {
    isRestricted && !likelihood.hasRandomEffects ? likelihood.restricted : likelihood.value
  }
}

/// Twice the difference of two log-likelihoods.
///
/// Between models without random effects of a family with a known dispersion it is the difference of
/// the deviances, which leaves out what the responses alone add to both, and may not be a likelihood.
func likelihoodRatioStatistic(
  _ smaller: ComparedFit, _ larger: ComparedFit, isRestricted: Bool = false
) throws -> Double {
  func value(_ subject: ComparedFit) throws -> Double {
    guard let value = subject.logLikelihood(isRestricted: isRestricted) else {
      throw InferenceError.noLikelihood(
        formula: subject.formula, family: subject.fit.description.family)
    }
    return value
  }
  let two = try value(larger)
  let one = try value(smaller)
  let isMixed = [smaller, larger].contains { $0.likelihood.hasRandomEffects }
  if !isMixed, larger.likelihood.comparesByDeviance {
    return smaller.likelihood.deviance - larger.likelihood.deviance
  }
  let difference = 2 * (two - one)
  if !difference.isFinite {
    throw InferenceError.noLikelihood(
      formula: larger.formula, family: larger.fit.description.family)
  }
  return difference
}

private func likelihoodRatio(
  _ smaller: ComparedFit, _ larger: ComparedFit, isRestricted: Bool, isAtEdge: Bool
) throws -> WaldTest {
  let difference = try likelihoodRatioStatistic(smaller, larger, isRestricted: isRestricted)
  // The larger model can fall short by rounding only; at the edge, where zero is a likely value,
  // what a search leaves is taken for it.
  let one = smaller.logLikelihood(isRestricted: isRestricted) ?? 0
  let least = isAtEdge ? 1e-10 * max(1, one.magnitude) : 0
  return WaldTest(
    chiSquared: difference > least ? difference : 0,
    restrictions: larger.likelihood.parameterCount - smaller.likelihood.parameterCount)
}

private func devianceF(_ pair: NestedModels, largest: ComparedFit) throws -> WaldTest {
  guard let dispersion = largest.likelihood.dispersion else {
    throw InferenceError.conflictingOptions(
      "the \(largest.fit.description.family) family has a known dispersion, so an F test has no "
        + "denominator; use the likelihood-ratio test")
  }
  let difference = max(0, pair.smaller.likelihood.deviance - pair.larger.likelihood.deviance)
  return WaldTest(
    f: difference / Double(pair.difference) / dispersion,
    restrictions: pair.difference, denominator: largest.fit.residualDegreesOfFreedom,
    rule: "residual")
}

/// s′J⁻¹s / φ with score s and expected information J of the larger model at the smaller's
/// estimates.
private func scoreTest(_ pair: NestedModels) throws -> WaldTest {
  let reason = "has no score test; use the likelihood-ratio or the Wald test"
  guard let null = pair.smaller.fit.equations, let larger = pair.larger.fit.equations else {
    throw InferenceError.conflictingOptions("\"\(pair.larger.formula)\" \(reason)")
  }
  let rows = try null.requireWorking(estimator: "\"\(pair.smaller.formula)\"", reason).rows
  let design = try larger.requireWorking(estimator: "\"\(pair.larger.formula)\"", reason).rows
    .design
  let counts = rows.multiplicities
  let weights = rows.workingWeights.indices.map { (counts?[$0] ?? 1) * rows.workingWeights[$0] }
  let score = weightedTransposedProduct(design, weights: weights, rows.workingResiduals)
  let information = crossProduct(design, weights: weights)
  let scales = information.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
  let scaled = information.scalingRows(by: scales).scalingColumns(by: scales)
  let scaledScore = zip(score, scales).map { $0 * $1 }
  guard let factorization = try definiteCholesky(scaled) else {
    throw InferenceError.numericalFailure(
      "the information of \"\(pair.larger.formula)\" is singular at the estimates of "
        + "\"\(pair.smaller.formula)\", so there is no score test")
  }
  let dispersion = pair.smaller.likelihood.dispersion ?? 1
  let statistic = dot(scaledScore, factorization.solve(scaledScore)) / dispersion
  return WaldTest(chiSquared: statistic, restrictions: pair.difference)
}
