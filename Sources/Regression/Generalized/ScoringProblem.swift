import Families
import LinearAlgebra

/// What Fisher scoring works on.
struct ScoringProblem: Sendable {
  /// n × p.
  let design: PartitionedMatrix
  /// The response on the mean scale; length n.
  let response: [Double]
  /// Positive; length n, or nil for all 1.
  let weights: [Double]?
  /// The known part of the linear predictor, or nil for zero.
  let offset: [Double]?
  let family: any Family
  let link: any Link

  /// The same problem with some of the design's columns.
  func selectingColumns(_ columns: [Int]) -> ScoringProblem {
    replacingDesign(design.selectingColumns(columns))
  }

  /// The same problem with the constant as its only column.
  var withConstantAlone: ScoringProblem {
    replacingDesign(
      PartitionedMatrix(
        rowCount: response.count, columnCount: 1,
        dense: [DenseColumn(position: 0, values: .constant(1))]))
  }

  private func replacingDesign(_ design: PartitionedMatrix) -> ScoringProblem {
    ScoringProblem(
      design: design, response: response, weights: weights, offset: offset, family: family,
      link: link)
  }
}

extension ScoringProblem {
  /// The problem of a dense design.
  init(
    design: Matrix, response: [Double], weights: [Double]?, offset: [Double]?, family: any Family,
    link: any Link
  ) {
    self.init(
      design: PartitionedMatrix(design), response: response, weights: weights, offset: offset,
      family: family, link: link)
  }
}

/// Coefficients with what one read of the rows found there.
struct ScoringPoint: Sendable {
  let coefficients: [Double]
  let pass: ScoringPass<WorkingSummary>

  var deviance: Double { pass.summary.deviance }
  /// Whether every linear predictor and mean lies in its domain and the deviance is finite.
  var isValid: Bool { pass.summary.isValid && deviance.isFinite }
}

extension ScoringProblem {
  /// The working quantities at some coefficients, in one read of the rows.
  func point(at coefficients: [Double], plan: ScoringPlan = ScoringPlan()) -> ScoringPoint {
    ScoringPoint(coefficients: coefficients, pass: pass(at: coefficients, plan: plan) { _, _ in })
  }

  /// The point that some share of a step leads to.
  func point(
    from coefficients: [Double], step: [Double], share: Double, plan: ScoringPlan = ScoringPlan()
  ) -> ScoringPoint {
    point(at: zip(coefficients, step).map { $0 + share * $1 }, plan: plan)
  }

  /// The numbers of all rows at some coefficients.
  func rows(at coefficients: [Double]) -> ScoringRows {
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
  func pass(
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
  func deviance(ofConstant predictor: Double) -> Double {
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
