import LinearAlgebra
import Modeling

/// Compares nested models by likelihood ratios, from the smallest up.
///
/// Models with and without random effects compare as well. Where the larger of two has variances
/// more than the smaller, the statistic is referred to the mixture of chi-squared distributions
/// that holds for it: for one variance more, with q covariances, to half χ²(q) and half χ²(q + 1)
/// (Self and Liang 1987; Stram and Lee 1994); for several independent ones to a binomial mixture,
/// which takes their estimates as uncorrelated. Where no mixture is known the p-value is
/// chi-squared's, and a diagnostic says that it is conservative.
///
/// - Parameter fits: at least two, fitted to the same rows; ordered by their numbers of parameters
///   here. Beside a mixed model fitted by REML a least-squares fit takes part with its restricted
///   likelihood.
/// - Returns: a row for each model.
/// - Throws: ``InferenceError`` where rows or anything but the terms differ, where a model is not a
///   special case of the next, where restricted likelihoods belong to different fixed effects, or
///   where there is no likelihood.
/// - Complexity: O(n p²) a pair, to see that models are nested.
public func compare(_ fits: [any LikelihoodModel]) throws -> ModelComparison {
  let ordered = try ordered(fits) { $0.parameterCount }
  let isMixed = ordered.contains { $0 is any RandomEffectsModel }
  let isRestricted = ordered.contains { ($0 as? any RandomEffectsModel)?.isRestricted == true }
  var diagnostics: [Diagnostic] = []
  var rows: [ModelComparisonRow] = []
  for (index, fit) in ordered.enumerated() {
    let value = likelihood(fit, isRestricted: isRestricted)
    let deviance = isMixed ? value.map { -2 * $0 } ?? fit.deviance : fit.deviance
    guard index > 0 else {
      rows.append(ModelComparisonRow(fit, logLikelihood: value, deviance: deviance))
      continue
    }
    let smaller = ordered[index - 1]
    try requireNested(smaller, fit)
    let random = try RandomEffectsComparison(smaller, fit)
    diagnostics += random.diagnostics
    rows.append(
      ModelComparisonRow(
        fit, logLikelihood: value, deviance: deviance,
        comparison: try likelihoodRatio(
          smaller, fit, isRestricted: isRestricted, isAtEdge: random.mixture != nil),
        mixture: random.mixture))
  }
  return ModelComparison(test: .likelihoodRatio, rows: rows, diagnostics: diagnostics)
}

/// Compares nested models, from the smallest up, by a test of choice.
///
/// - Parameters:
///   - fits: at least two, of one kind, fitted to the same rows; ordered by their numbers of
///     parameters here.
///   - test: the test. F divides by the dispersion of the largest model throughout; Wald uses the
///     estimator's covariance of the larger model of each pair; score is taken at the smaller
///     model's estimates and dispersion.
///   - estimator: for Wald tests only.
/// - Returns: a row for each model.
/// - Throws: as ``compare(_:)``, and ``InferenceError/conflictingOptions(_:)`` for an F test where
///   the dispersion is known, for F and score tests of models with random effects, and for Wald tests
///   of such where their random terms differ.
public func compare<Fit: LikelihoodModel & SandwichSource>(
  _ fits: [Fit], test: ComparisonTest, using estimator: some CovarianceEstimator = .classical
) throws -> ModelComparison {
  try requireTestable(fits, by: test)
  switch test {
  case .likelihoodRatio: return try compare(fits.map { $0 as any LikelihoodModel })
  case .f: return try comparison(fits, test: test) { try devianceF($0, largest: $1) }
  case .score: return try comparison(fits, test: test) { pair, _ in try scoreTest(pair) }
  case .wald:
    return try comparison(fits, test: test) { pair, _ in
      try pair.larger.inference(using: estimator).waldTest(restrictions: pair.restrictions())
    }
  }
}

/// Compares two nested models.
///
/// - Throws: as ``compare(_:test:using:)``; the order of the two does not matter.
public func modelComparison<Fit: LikelihoodModel & SandwichSource>(
  _ smaller: Fit, _ larger: Fit, test: ComparisonTest = .likelihoodRatio
) throws -> ModelComparison {
  try compare([smaller, larger], test: test)
}

private func comparison<Fit: LikelihoodModel>(
  _ fits: [Fit], test: ComparisonTest, _ compare: (NestedModels<Fit>, Fit) throws -> WaldTest
) throws -> ModelComparison {
  let ordered = try ordered(fits) { $0.parameterCount }
  let largest = ordered[ordered.count - 1]
  let rows = try ordered.enumerated().map { index, fit in
    ModelComparisonRow(
      fit, logLikelihood: fit.logLikelihood, deviance: fit.deviance,
      comparison: index == 0
        ? nil : try compare(NestedModels(ordered[index - 1], fit), largest))
  }
  return ModelComparison(test: test, rows: rows, diagnostics: [])
}

/// Throws for tests that are not defined for models with random effects.
private func requireTestable(
  _ fits: [any LikelihoodModel], by test: ComparisonTest
) throws(InferenceError) {
  let terms = fits.compactMap { ($0 as? any RandomEffectsModel).map { Set($0.randomTerms) } }
  if terms.isEmpty || test == .likelihoodRatio { return }
  if test == .wald, Set(terms).count == 1 { return }
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
    _ fit: any LikelihoodModel, logLikelihood: Double?, deviance: Double,
    comparison: WaldTest? = nil, mixture: ChiSquaredMixture? = nil
  ) {
    self.init(
      formula: fit.description.formula, parameterCount: fit.parameterCount,
      logLikelihood: logLikelihood, deviance: deviance,
      residualDegreesOfFreedom: fit.residualDegreesOfFreedom, comparison: comparison,
      mixture: mixture)
  }
}

/// The log-likelihood, or its restricted form.
private func likelihood(_ fit: any LikelihoodModel, isRestricted: Bool) -> Double? {
  guard isRestricted, !(fit is any RandomEffectsModel) else { return fit.logLikelihood }
  return (fit as? any RestrictedLikelihoodSource)?.restrictedLogLikelihood
}

private func likelihoodRatio(
  _ smaller: any LikelihoodModel, _ larger: any LikelihoodModel, isRestricted: Bool,
  isAtEdge: Bool
) throws -> WaldTest {
  func value(_ fit: any LikelihoodModel) throws -> Double {
    guard let value = likelihood(fit, isRestricted: isRestricted) else {
      throw InferenceError.noLikelihood(
        formula: fit.description.formula, family: fit.description.family)
    }
    return value
  }
  let two = try value(larger)
  let one = try value(smaller)
  // The larger model can fall short by rounding only; at the edge, where zero is a likely value,
  // what a search leaves is taken for it.
  let difference = 2 * (two - one)
  let least = isAtEdge ? 1e-10 * max(1, one.magnitude) : 0
  return WaldTest(
    chiSquared: difference > least ? difference : 0,
    restrictions: larger.parameterCount - smaller.parameterCount)
}

private func devianceF<Fit: LikelihoodModel & SandwichSource>(
  _ pair: NestedModels<Fit>, largest: Fit
) throws -> WaldTest {
  if case .normal = largest.classicalCovariance.reference {
    throw InferenceError.conflictingOptions(
      "the \(largest.description.family) family has a known dispersion, so an F test has no "
        + "denominator; use the likelihood-ratio test")
  }
  let difference = max(0, pair.smaller.deviance - pair.larger.deviance)
  return WaldTest(
    f: difference / Double(pair.difference) / largest.sandwichIngredients().dispersion,
    restrictions: pair.difference, denominator: largest.residualDegreesOfFreedom,
    rule: "residual")
}

/// s′J⁻¹s / φ with score s and expected information J of the larger model at the smaller's
/// estimates.
private func scoreTest<Fit: LikelihoodModel & SandwichSource>(
  _ pair: NestedModels<Fit>
) throws -> WaldTest {
  let null = pair.smaller.sandwichIngredients()
  let design = pair.larger.sandwichIngredients().design
  let counts = null.multiplicities
  let weights = null.workingWeights.indices.map { (counts?[$0] ?? 1) * null.workingWeights[$0] }
  let score = weightedTransposedProduct(design, weights: weights, null.workingResiduals)
  let information = crossProduct(design, weights: weights)
  let scales = information.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
  let scaled = information.scalingRows(by: scales).scalingColumns(by: scales)
  let scaledScore = zip(score, scales).map { $0 * $1 }
  guard let factorization = try definiteCholesky(scaled) else {
    throw InferenceError.numericalFailure(
      "the information of \"\(pair.larger.description.formula)\" is singular at the estimates of "
        + "\"\(pair.smaller.description.formula)\", so there is no score test")
  }
  let statistic = dot(scaledScore, factorization.solve(scaledScore)) / null.dispersion
  return WaldTest(chiSquared: statistic, restrictions: pair.difference)
}
