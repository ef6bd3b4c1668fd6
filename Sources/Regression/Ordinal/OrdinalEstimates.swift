import Families
import LinearAlgebra
import Modeling

/// What maximum likelihood says of a cumulative link model, as numbers: K thresholds and p slopes.
///
/// Where matrices are over both, thresholds come first.
struct OrdinalEstimates: Sendable {
  /// ζ, ascending, in the units of the data; named `OrdinalProblem.thresholdNames`.
  let thresholds: [Double]
  /// β: one for each of `columns.slopes`.
  let slopes: [Double]
  /// Which columns of the design have a slope.
  let columns: OrdinalColumns
  /// x′β + offset of each row used.
  let predictor: [Double]
  /// Σ w log P(Y = y), with all constants. The deviance is −2 times this.
  let logLikelihood: Double
  /// How the iteration went.
  let convergence: Convergence
  /// How it ended.
  let end: OrdinalEnd
  /// The inverse of the observed information, (K + p)²; nil where that is not positive definite.
  let covariance: Matrix?
  /// The inverse of the expected information; nil where that is not positive definite.
  let expectedCovariance: Matrix?
  /// The terms of each row at the estimates.
  let terms: [CategoryTerms]
}

/// How the iteration for a cumulative link model ended.
enum OrdinalEnd: Sendable, Equatable {
  /// The last step was rounding.
  case atRest
  /// There were as many iterations as allowed.
  case outOfIterations
  /// No part of a step raises the likelihood.
  case blocked
  /// Neither information is positive definite.
  case informationLost
  /// The likelihood rises without end.
  case separated(OrdinalSeparation)
}

/// The scores of each row, weights included.
struct OrdinalScores: Sendable {
  /// ∂ℓ/∂ζ of the threshold above the row's category; 0 in the last.
  let upper: [Double]
  /// ∂ℓ/∂ζ of the threshold below it; 0 in the first.
  let lower: [Double]
  /// ∂ℓ/∂η: the row of the design times this is the score of the slopes.
  let predictor: [Double]
}

extension OrdinalEstimates {
  /// The score of each row. Complexity: O(n).
  ///
  /// - Parameter problem: what was fitted.
  /// - Returns: the scores.
  func rowScores(_ problem: OrdinalProblem) -> OrdinalScores {
    func weighted(_ part: (CategoryTerms) -> Double) -> [Double] {
      terms.enumerated().map { (problem.weights?[$0] ?? 1) * part($1) }
    }
    return OrdinalScores(
      upper: weighted(\.upperScore), lower: weighted(\.lowerScore),
      predictor: weighted(\.predictorScore))
  }

  /// Minus the second derivatives of the log-likelihood at the estimates, (K + p)². Complexity: O(n p²).
  ///
  /// - Parameter problem: what was fitted, with all its columns.
  /// - Returns: the information.
  func observedInformation(_ problem: OrdinalProblem) -> Matrix {
    Regression.observedInformation(problem, terms: terms)
      .matrix(problem.design.selectingColumns(columns.slopes))
  }

  /// Their expectation under the model, (K + p)². Complexity: O(n (J + p²)).
  ///
  /// - Parameter problem: what was fitted, with all its columns.
  /// - Returns: the information.
  func expectedInformation(_ problem: OrdinalProblem) -> Matrix {
    Regression.expectedInformation(
      problem, thresholds: thresholds, predictor: predictor, link: problem.link
    ).matrix(problem.design.selectingColumns(columns.slopes))
  }

  /// The probability of each category in each row, n × J. Complexity: O(n J).
  ///
  /// - Parameter problem: what was fitted.
  /// - Returns: the probabilities.
  func fittedProbabilities(_ problem: OrdinalProblem) -> Matrix {
    var result = Matrix(rowCount: predictor.count, columnCount: thresholds.count + 1)
    for (row, eta) in predictor.enumerated() {
      let own = categoryProbabilities(thresholds: thresholds, predictor: eta, link: problem.link)
      for (category, value) in own.enumerated() { result[row, category] = value }
    }
    return result
  }
}
