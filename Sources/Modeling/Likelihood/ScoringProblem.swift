import Families
import LinearAlgebra

/// What Fisher scoring works on.
package struct ScoringProblem: Sendable {
  /// n × p.
  package let design: PartitionedMatrix
  /// The response on the mean scale; length n.
  package let response: [Double]
  /// Positive; length n, or nil for all 1.
  package let weights: [Double]?
  /// The known part of the linear predictor, or nil for zero.
  package let offset: [Double]?
  package let family: any Family
  package let link: any Link

  /// The problem of a design kept by parts.
  ///
  /// - Parameters:
  ///   - design: n × p.
  ///   - response: on the mean scale.
  ///   - weights: what multiplies each row's deviance, positive; nil for all 1.
  ///   - offset: the known part of the linear predictor, or nil for zero.
  ///   - family: the family.
  ///   - link: its link.
  package init(
    design: PartitionedMatrix, response: [Double], weights: [Double]?, offset: [Double]?,
    family: any Family, link: any Link
  ) {
    self.design = design
    self.response = response
    self.weights = weights
    self.offset = offset
    self.family = family
    self.link = link
  }

  /// The same problem with some of the design's columns.
  package func selectingColumns(_ columns: [Int]) -> ScoringProblem {
    replacingDesign(design.selectingColumns(columns))
  }

  /// The same problem with the constant as its only column.
  package var withConstantAlone: ScoringProblem {
    replacingDesign(
      PartitionedMatrix(
        rowCount: response.count, columnCount: 1,
        dense: [DenseColumn(position: 0, values: .constant(1))]))
  }

  /// The same problem under another family.
  package func replacingFamily(_ family: any Family) -> ScoringProblem {
    ScoringProblem(
      design: design, response: response, weights: weights, offset: offset, family: family,
      link: link)
  }

  /// The same problem with another design of as many rows.
  package func replacingDesign(_ design: PartitionedMatrix) -> ScoringProblem {
    ScoringProblem(
      design: design, response: response, weights: weights, offset: offset, family: family,
      link: link)
  }
}

extension ScoringProblem {
  /// The problem of a dense design.
  package init(
    design: Matrix, response: [Double], weights: [Double]?, offset: [Double]?, family: any Family,
    link: any Link
  ) {
    self.init(
      design: PartitionedMatrix(design), response: response, weights: weights, offset: offset,
      family: family, link: link)
  }
}

extension ScoringRows {
  /// The score of each row's log-likelihood in its linear predictor, at dispersion 1: w (y − μ) μ′/V.
  package var scores: [Double] { zip(weight, residual).map { $0 * $1 } }
}

/// Coefficients with what one read of the rows found there.
package struct ScoringPoint: Sendable {
  package let coefficients: [Double]
  package let pass: ScoringPass<WorkingSummary>

  /// A point with what was found there.
  package init(coefficients: [Double], pass: ScoringPass<WorkingSummary>) {
    self.coefficients = coefficients
    self.pass = pass
  }

  package var deviance: Double { pass.summary.deviance }
  /// Whether every linear predictor and mean lies in its domain and the deviance is finite.
  package var isValid: Bool { pass.summary.isValid && deviance.isFinite }
}

extension ScoringProblem {
  /// The working quantities at some coefficients, in one read of the rows.
  package func point(at coefficients: [Double], plan: ScoringPlan = ScoringPlan()) -> ScoringPoint {
    ScoringPoint(coefficients: coefficients, pass: pass(at: coefficients, plan: plan) { _, _ in })
  }

  /// The point that some share of a step leads to.
  package func point(
    from coefficients: [Double], step: [Double], share: Double, plan: ScoringPlan = ScoringPlan()
  ) -> ScoringPoint {
    point(at: zip(coefficients, step).map { $0 + share * $1 }, plan: plan)
  }

  /// The numbers of all rows at some coefficients.
  package func rows(at coefficients: [Double]) -> ScoringRows {
    let plan = ScoringPlan(formsGram: false, keepsRows: true)
    guard let rows = point(at: coefficients, plan: plan).pass.rows else {
      preconditionFailure("rows that were to be kept")
    }
    return rows
  }

  /// One read of the rows; without coefficients the linear predictors are what `prepare` makes them.
  ///
  /// - Parameters:
  ///   - coefficients: b, or nil.
  ///   - plan: what to do.
  ///   - prepare: sees the rows and the block before the working quantities are formed.
  /// - Returns: the sums, and the rows if the plan keeps them.
  package func pass(
    at coefficients: [Double]?, plan: ScoringPlan,
    _ prepare: @Sendable (Range<Int>, inout ScoringBlock) -> Void
  ) -> ScoringPass<WorkingSummary> {
    scoringPass(
      design, at: coefficients, offset: offset, plan: plan, empty: WorkingSummary(),
      merge: { $0.merge($1) }
    ) { rows, block, summary in
      prepare(rows, &block)
      fillWorkingBlock(
        family: family, link: link, response: response, weights: weights, rows: rows,
        block: &block, summary: &summary)
    }
  }

  /// The deviance where every row has the same linear predictor; NaN where that is not possible.
  package func deviance(ofConstant predictor: Double) -> Double {
    let rows = replacingDesign(
      PartitionedMatrix(rowCount: response.count, columnCount: 0, dense: []))
    let pass = rows.pass(at: nil, plan: ScoringPlan(formsGram: false)) { range, block in
      for i in 0..<range.count { block.predictor[i] = predictor }
    }
    let isValid = pass.summary.isValid && pass.summary.deviance.isFinite
    return isValid ? pass.summary.deviance : .nan
  }

  /// The working quantities at a linear predictor, as arrays.
  func state(linearPredictor: [Double]) -> WorkingState {
    let working = workingQuantities(
      family: family, link: link, response: response,
      weights: weights ?? [Double](repeating: 1, count: response.count),
      linearPredictor: linearPredictor)
    return WorkingState(
      linearPredictor: linearPredictor, weight: working.weight, residual: working.workingResidual,
      isValid: working.valid && working.deviance.isFinite)
  }
}

/// What depends on a linear predictor that no coefficients lead to.
struct WorkingState: Sendable {
  let linearPredictor: [Double]
  /// w (dμ/dη)² / V(μ).
  let weight: [Double]
  /// (y − μ) / (dμ/dη).
  let residual: [Double]
  let isValid: Bool
}
