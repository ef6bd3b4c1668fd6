import Families
import LinearAlgebra
import Modeling

extension NegativeBinomialEstimates {
  /// The observed information of the coefficients and, last, of log θ: minus the second derivatives of the
  /// log-likelihood at the estimates. (p + 1) × (p + 1); p × p where θ has no finite estimate.
  ///
  /// Complexity: O(n p²).
  ///
  /// - Parameter problem: what was fitted, with all its columns.
  /// - Returns: the information.
  func observedInformation(_ problem: ScoringProblem) -> Matrix {
    let kept = problem.selectingColumns(columns.kept).replacingFamily(family)
    let curvatures = Families.observedInformation(
      family: family, link: problem.link, response: problem.response, weights: problem.weights,
      predictor: scoring.rows.predictor)
    let own = crossProduct(kept.design, weights: curvatures)
    guard let shape else { return own }
    let sums = ShapeSums(kept, shape.family, scoring.rows)
    let p = own.columnCount
    var joint = Matrix(rowCount: p + 1, columnCount: p + 1)
    for j in 0..<p {
      for i in 0..<p { joint[i, j] = own[i, j] }
      joint[p, j] = sums.cross[j]
      joint[j, p] = sums.cross[j]
    }
    joint[p, p] = sums.information
    return joint
  }

  /// The score of each row over the linear predictor and log θ, weights included. Complexity: O(n).
  ///
  /// - Parameter problem: what was fitted.
  /// - Returns: the scores.
  func rowScores(_ problem: ScoringProblem) -> NegativeBinomialScores {
    let predictor = scoring.rows.scores
    guard let family = shape?.family else {
      return NegativeBinomialScores(predictor: predictor, logTheta: [])
    }
    let logTheta = scoring.rows.mean.enumerated().map { row, mean in
      (problem.weights?[row] ?? 1)
        * family.shapeDerivatives(response: problem.response[row], mean: mean).score
    }
    return NegativeBinomialScores(predictor: predictor, logTheta: logTheta)
  }
}

/// The derivatives of the log-likelihood in log θ, summed over the rows with their weights.
struct ShapeSums {
  /// ∂ℓ/∂log θ.
  let score: Double
  /// −∂²ℓ/∂(log θ)².
  let information: Double
  /// −∂²ℓ/∂β∂log θ.
  let cross: [Double]
  /// −∂²ℓ/∂θ².
  let informationOfTheta: Double

  /// Complexity: O(n p).
  init(_ problem: ScoringProblem, _ family: NegativeBinomialFamily, _ rows: ScoringRows) {
    var (score, information, ofTheta) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    var crosses = rows.mean
    for (row, mean) in rows.mean.enumerated() {
      let weight = problem.weights?[row] ?? 1
      let parts = family.shapeDerivatives(response: problem.response[row], mean: mean)
      score.add(weight * parts.score)
      information.add(weight * parts.information)
      ofTheta.add(weight * parts.informationOfTheta)
      let slope = problem.link.inverse(rows.predictor[row]).derivative
      crosses[row] = weight * parts.cross * slope
    }
    self.score = score.value
    self.information = information.value
    cross = weightedTransposedProduct(problem.design, weights: nil, crosses)
    informationOfTheta = ofTheta.value
  }
}
