/// Minus the second derivatives of each row's log-likelihood in its linear predictor at dispersion 1, the
/// observed information: w [μ′g − (y − μ) g′] with g = μ′/V.
///
/// Negative where the link is not canonical and the response far from its mean. A row whose expected
/// information is 0 has none; where the difference of the two is beyond the range of numbers, it is
/// the expected information.
///
/// - Parameters:
///   - family: the family.
///   - link: the link.
///   - response: n responses.
///   - weights: n weights that multiply the log-likelihood, at least 0; nil for all 1.
///   - predictor: n linear predictors, offsets included.
///   - expected: n expected informations w μ′²/V, as the working weights are; nil to form them here.
/// - Returns: n numbers. Complexity: O(n).
package func observedInformation<F: Family, L: Link>(
  family: F, link: L, response: [Double], weights: [Double]?, predictor: [Double],
  expected: [Double]? = nil
) -> [Double] {
  response.indices.map { row in
    let weight = weights?[row] ?? 1
    if weight == 0 || expected?[row] == 0 { return 0 }
    let slopes = VarianceSlopes(family: family, link: link, predictor: predictor[row])
    let mean = weight * slopes.value.derivative * slopes.ratio
    guard expected != nil || (mean > 0 && mean.isFinite) else { return 0 }
    let residual = family.residual(
      response: response[row], mean: slopes.value.mean, complement: slopes.value.complement)
    let sum = slopes.value.derivative * slopes.ratio - residual * slopes.first
    return sum.isFinite ? weight * sum : expected?[row] ?? mean
  }
}

/// The derivatives of the observed information in the linear predictor, minus the third derivatives of the
/// log-likelihood: w [μ″g + 2μ′g′ − (y − μ) g″] for each row.
///
/// 0 for a row that tells nothing, and where the sum is beyond the range of numbers. Arguments as in
/// `observedInformation`.
package func observedInformationDerivatives<F: Family, L: Link>(
  family: F, link: L, response: [Double], weights: [Double]?, predictor: [Double],
  expected: [Double]
) -> [Double] {
  response.indices.map { row in
    guard expected[row] > 0 else { return 0 }
    let slopes = VarianceSlopes(family: family, link: link, predictor: predictor[row])
    let residual = family.residual(
      response: response[row], mean: slopes.value.mean, complement: slopes.value.complement)
    let sum =
      link.secondDerivative(predictor[row]) * slopes.ratio
      + 2 * slopes.value.derivative * slopes.first - residual * slopes.second
    return sum.isFinite ? (weights?[row] ?? 1) * sum : 0
  }
}

/// g = μ′/V and its derivatives in η.
private struct VarianceSlopes {
  let value: InverseLinkValue
  /// μ′/V.
  let ratio: Double
  /// μ″/V − g² V′.
  let first: Double
  /// μ‴/V − 3 g μ″V′/V − g² μ′ V″ + 2 g³ V′².
  let second: Double

  @inline(__always)
  init<F: Family, L: Link>(family: F, link: L, predictor: Double) {
    value = link.inverse(predictor)
    let variance = family.variance(mean: value.mean, complement: value.complement)
    let change = family.varianceDerivative(mean: value.mean, complement: value.complement)
    let bend = family.varianceSecondDerivative(mean: value.mean, complement: value.complement)
    let slope = value.derivative / variance
    let curve = link.secondDerivative(predictor) / variance
    ratio = slope
    first = curve - slope * slope * change
    second =
      link.thirdDerivative(predictor) / variance - 3 * slope * curve * change
      - slope * slope * value.derivative * bend + 2 * slope * slope * slope * change * change
  }
}
