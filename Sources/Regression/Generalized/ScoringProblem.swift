import Families
import LinearAlgebra

/// What iteratively reweighted least squares works on.
struct ScoringProblem: Sendable {
  /// n × p.
  let design: Matrix
  /// The response on the mean scale; length n.
  let response: [Double]
  /// Positive; length n.
  let weights: [Double]
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
    replacingDesign(Matrix(rowCount: response.count, columnCount: 1, repeating: 1))
  }

  private func replacingDesign(_ design: Matrix) -> ScoringProblem {
    ScoringProblem(
      design: design, response: response, weights: weights, offset: offset, family: family,
      link: link)
  }
}

/// Everything that depends on the linear predictor.
struct WorkingState: Sendable {
  let linearPredictor: [Double]
  let mean: [Double]
  /// w (dμ/dη)² / V(μ).
  let weight: [Double]
  /// (y − μ) / (dμ/dη).
  let residual: [Double]
  let deviance: Double
  /// Whether every linear predictor and mean lies in its domain and the deviance is finite.
  let isValid: Bool
}

/// Coefficients with what depends on them.
struct ScoringPoint: Sendable {
  let coefficients: [Double]
  let state: WorkingState
}

extension ScoringProblem {
  /// The working quantities at some coefficients.
  func point(at coefficients: [Double]) -> ScoringPoint {
    var predictor = product(design, coefficients)
    if let offset { predictor = zip(predictor, offset).map { $0 + $1 } }
    return ScoringPoint(
      coefficients: coefficients, state: state(linearPredictor: predictor))
  }

  /// The point that some share of a step leads to.
  func point(from coefficients: [Double], step: [Double], share: Double) -> ScoringPoint {
    point(at: zip(coefficients, step).map { $0 + share * $1 })
  }

  /// The working quantities at a linear predictor.
  func state(linearPredictor: [Double]) -> WorkingState {
    let working = workingQuantities(
      family: family, link: link, response: response, weights: weights,
      linearPredictor: linearPredictor)
    return WorkingState(
      linearPredictor: linearPredictor, mean: working.mean, weight: working.weight,
      residual: working.workingResidual, deviance: working.deviance,
      isValid: working.valid && working.deviance.isFinite)
  }
}

extension WorkingState {
  /// Pearson's statistic: Σ W e² in working quantities.
  var pearsonChiSquared: Double {
    var sum = 0.0
    for (weight, residual) in zip(weight, residual) { sum += weight * residual * residual }
    return sum
  }
}
