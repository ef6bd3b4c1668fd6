import Families
import LinearAlgebra

/// The log-likelihood of each row and its derivatives in the linear predictor.
struct RowDerivatives: Sendable {
  let predictor: [Double]
  let mean: [Double]
  /// ∂ℓ/∂η.
  let score: [Double]
  /// −∂²ℓ/∂η²; may be negative where the link is not canonical.
  let information: [Double]
  /// Its expectation.
  let expected: [Double]
  /// Twice the distance of the log-likelihood from the saturated one; +∞ where a mean is impossible.
  let deviance: Double
  /// Σ score² / expected information.
  let pearson: Double
}

extension GeneralizedMixedProblem {
  /// The derivatives at `base` + Z b. Complexity: one pass over the rows.
  func derivatives(base: [Double], effects b: [Double]) -> RowDerivatives {
    let empty = PartitionedMatrix(rowCount: rowCount, columnCount: 0, dense: [])
    let plan = ScoringPlan(formsGram: false, keepsRows: true)
    let pass = scoringPass(
      empty, at: nil, offset: nil, plan: plan, empty: WorkingSummary(), merge: { $0.merge($1) }
    ) { rows, block, summary in
      for (i, row) in rows.enumerated() { block.predictor[i] = base[row] }
      effects.addProduct(b, rows: rows, to: &block.predictor)
      fillWorkingBlock(
        family: family, link: link, response: response, weights: weights, rows: rows,
        block: &block, summary: &summary)
    }
    guard let rows = pass.rows else { preconditionFailure("rows that were to be kept") }
    let isValid = pass.summary.isValid && pass.summary.deviance.isFinite
    var score = rows.residual
    for row in score.indices { score[row] *= rows.weight[row] }
    let information =
      isCanonical
      ? rows.weight
      : observedInformation(
        family: family, link: link, response: response, weights: weights,
        predictor: rows.predictor, expected: rows.weight)
    return RowDerivatives(
      predictor: rows.predictor, mean: rows.mean, score: score, information: information,
      expected: rows.weight, deviance: isValid ? pass.summary.deviance : .infinity,
      pearson: pass.summary.pearsonChiSquared)
  }

  /// ∂W/∂η for the observed information W of each row.
  func informationDerivatives(_ rows: RowDerivatives) -> [Double] {
    if isCanonical {
      if family is PoissonFamily { return rows.information }
      return zip(rows.information, rows.mean).map { $0 * (1 - 2 * $1) }
    }
    return observedInformationDerivatives(
      family: family, link: link, response: response, weights: weights,
      predictor: rows.predictor, expected: rows.expected)
  }
}

/// w [μ′g − (y − μ) g′] for each row, with g = μ′/V: minus the second derivative of the log-likelihood.
///
/// A row that tells nothing, its expected information being 0, has none.
private func observedInformation<F: Family, L: Link>(
  family: F, link: L, response: [Double], weights: [Double]?, predictor: [Double],
  expected: [Double]
) -> [Double] {
  response.indices.map { row in
    guard expected[row] > 0 else { return 0 }
    let slopes = VarianceSlopes(family: family, link: link, predictor: predictor[row])
    let residual = family.residual(
      response: response[row], mean: slopes.value.mean, complement: slopes.value.complement)
    let sum = slopes.value.derivative * slopes.ratio - residual * slopes.first
    return sum.isFinite ? (weights?[row] ?? 1) * sum : expected[row]
  }
}

/// w [μ″g + 2μ′g′ − (y − μ) g″] for each row: minus the third derivative of the log-likelihood.
private func observedInformationDerivatives<F: Family, L: Link>(
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
