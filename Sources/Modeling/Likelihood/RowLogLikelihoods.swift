import Families

/// What a binomial log-likelihood is where trials or successes are no whole numbers.
package enum FractionalSuccesses: Sendable {
  /// That of the numbers rounded, each on its own, as in R. A larger model may have the smaller one.
  case rounded
  /// What the rounded ones have at their own share, minus half the deviance of those observed: what is
  /// maximised, so that larger models never have the smaller likelihood.
  case asObserved
}

/// The log-likelihood of each row at its linear predictor, with all constants.
///
/// How weights enter:
///
/// | weight | enters |
/// |---|---|
/// | trials of `cbind(successes, failures)` | the density |
/// | frequency | multiplies the log-density: the row is there so many times |
/// | precision or sampling, beside trials | multiplies the log-density |
/// | precision or sampling, alone | the density, as the family says |
///
/// Complexity: O(n).
///
/// - Parameters:
///   - frame: the rows.
///   - family: their family; the results are NaN if it has no likelihood.
///   - link: its link.
///   - predictor: their linear predictors, offsets included.
///   - dispersion: φ; ignored by families that have a fixed one.
///   - fractions: what to make of counts that are no whole numbers.
/// - Returns: one number a row.
package func rowLogLikelihoods(
  _ frame: ModelFrame, family: any Family, link: any Link, predictor: [Double],
  dispersion: Double, fractions: FractionalSuccesses = .rounded
) -> [Double] {
  let weights = RowWeights(frame)
  return logLikelihoods(
    family, link, frame.response.values, weights, predictor, dispersion, fractions)
}

/// How the weights of a frame enter its likelihood.
package struct RowWeights: Sendable {
  /// In the density; nil for 1 in every row.
  package let inside: [Double]?
  /// What multiplies the log-density; nil for 1 in every row.
  package let outside: [Double]?

  package init(_ frame: ModelFrame) {
    let given = frame.weights?.values
    if let trials = frame.response.trials {
      (inside, outside) = (trials, given)
    } else if frame.weights?.kind == .frequency {
      (inside, outside) = (nil, given)
    } else {
      (inside, outside) = (given, nil)
    }
  }
}

private func logLikelihoods<F: Family, L: Link>(
  _ family: F, _ link: L, _ response: [Double], _ weights: RowWeights, _ predictor: [Double],
  _ dispersion: Double, _ fractions: FractionalSuccesses
) -> [Double] {
  predictor.indices.map { row in
    let value = link.inverse(predictor[row])
    let weight = weights.inside?[row] ?? 1
    return (weights.outside?[row] ?? 1)
      * logLikelihood(family, response[row], value, weight, dispersion, fractions)
  }
}

private func logLikelihood<F: Family>(
  _ family: F, _ response: Double, _ value: InverseLinkValue, _ weight: Double,
  _ dispersion: Double, _ fractions: FractionalSuccesses
) -> Double {
  guard fractions == .asObserved, family.isCountOfTrials, isFractional(response, weight) else {
    return family.logLikelihood(
      response: response, mean: value.mean, complement: value.complement, weight: weight,
      dispersion: dispersion)
  }
  let saturated = family.logLikelihood(
    response: response, mean: response, complement: 1 - response, weight: weight,
    dispersion: dispersion)
  let deviance = family.unitDeviance(
    response: response, mean: value.mean, complement: value.complement)
  return saturated - 0.5 * weight * deviance
}

/// Whether successes or trials are no whole numbers, by more than what division leaves.
private func isFractional(_ share: Double, _ trials: Double) -> Bool {
  let successes = trials * share
  return (successes - successes.rounded()).magnitude > 1e-7 * max(1, successes)
    || trials != trials.rounded()
}
