import LinearAlgebra
import Modeling

/// Compares nested models by likelihood ratios, from the smallest up.
///
/// - Parameter fits: at least two, of one kind, fitted to the same rows; ordered by their numbers of
///   parameters here.
/// - Returns: a row for each model.
/// - Throws: ``InferenceError`` where rows or anything but the terms differ, where a model is not a
///   special case of the next, or where there is no likelihood.
/// - Complexity: O(n p²) a pair, to see that models are nested.
public func compare<Fit: LikelihoodModel>(_ fits: [Fit]) throws -> ModelComparison {
  try comparison(fits, test: .likelihoodRatio) { pair, _ in try likelihoodRatio(pair) }
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
///   the dispersion is known.
public func compare<Fit: LikelihoodModel & SandwichSource>(
  _ fits: [Fit], test: ComparisonTest, using estimator: some CovarianceEstimator = .classical
) throws -> ModelComparison {
  try comparison(fits, test: test) { pair, largest in
    switch test {
    case .likelihoodRatio: try likelihoodRatio(pair)
    case .f: try devianceF(pair, largest: largest)
    case .wald:
      try pair.larger.inference(using: estimator).waldTest(restrictions: pair.restrictions())
    case .score: try scoreTest(pair)
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
  let ordered = fits.enumerated().sorted {
    ($0.element.parameterCount, $0.offset) < ($1.element.parameterCount, $1.offset)
  }.map(\.element)
  guard let largest = ordered.last, ordered.count > 1 else {
    throw InferenceError.tooFewModels(count: fits.count)
  }
  var rows: [ModelComparisonRow] = []
  for (index, fit) in ordered.enumerated() {
    let result =
      index == 0 ? nil : try compare(NestedModels(ordered[index - 1], fit), largest)
    rows.append(
      ModelComparisonRow(
        formula: fit.description.formula, parameterCount: fit.parameterCount,
        logLikelihood: fit.logLikelihood, deviance: fit.deviance,
        residualDegreesOfFreedom: fit.residualDegreesOfFreedom, comparison: result))
  }
  return ModelComparison(test: test, rows: rows)
}

private func likelihoodRatio<Fit: LikelihoodModel>(_ pair: NestedModels<Fit>) throws -> WaldTest {
  func likelihood(_ fit: Fit) throws -> Double {
    guard let value = fit.logLikelihood else {
      throw InferenceError.noLikelihood(
        formula: fit.description.formula, family: fit.description.family)
    }
    return value
  }
  let difference = try likelihood(pair.larger) - likelihood(pair.smaller)
  // The larger model can fall short by rounding only.
  return WaldTest(chiSquared: max(0, 2 * difference), restrictions: pair.difference)
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

/// s′J⁻¹s / φ with score s and expected information J of the larger model at the smaller's estimates.
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
