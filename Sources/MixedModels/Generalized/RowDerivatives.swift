import Families
import LinearAlgebra
import Modeling

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
    let information =
      isCanonical
      ? rows.weight
      : observedInformation(
        family: family, link: link, response: response, weights: weights,
        predictor: rows.predictor, expected: rows.weight)
    return RowDerivatives(
      predictor: rows.predictor, mean: rows.mean, score: rows.scores, information: information,
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
