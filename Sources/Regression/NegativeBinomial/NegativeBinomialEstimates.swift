import Families
import LinearAlgebra
import Modeling

/// What maximum likelihood says of a negative binomial regression, as numbers.
///
/// p columns have a coefficient. Where θ has no finite estimate all numbers are those of the Poisson
/// model, which the likelihood tends to as θ grows.
struct NegativeBinomialEstimates: Sendable {
  /// The coefficients at the maximum with their rows and (X′WX)⁻¹, the inverse of their expected
  /// information, W being w μ′²/(μ + μ²/θ).
  let scoring: ScoringResult
  /// Which columns of the design have a coefficient.
  let columns: RankedColumns
  /// log θ; nil where θ has no finite estimate.
  let shape: ShapeEstimate?
  /// The log-likelihood with all constants: each row's times its weight.
  let logLikelihood: Double
  /// The deviance of the intercept alone at the same θ; NaN where no such model exists.
  let nullDeviance: Double
  /// How the search over log θ and, at its end, the coefficients went.
  let convergence: Convergence

  /// The family at the maximum: ``NegativeBinomialFamily`` with θ̂, or ``PoissonFamily``.
  var family: any Family { shape?.family ?? PoissonFamily() }
  /// The deviance at θ̂.
  var deviance: Double { scoring.summary.deviance }
}

/// The estimate of log θ with what its standard errors are made of.
struct ShapeEstimate: Sendable {
  /// log θ.
  let logTheta: Double
  /// −∂²ℓ/∂θ² at the estimated means, of all rows: what R's MASS inverts for the standard error of θ.
  ///
  /// Means and θ are independent in expectation, so that this differs from what the joint information
  /// gives by no more than observed informations differ from expected ones.
  let informationOfTheta: Double

  /// θ.
  var theta: Double { exponential(logTheta) }
  /// The family with this θ.
  var family: NegativeBinomialFamily { NegativeBinomialFamily(theta: theta) }
  /// The standard error of θ, as R's `glm.nb` gives it.
  var thetaStandardError: Double { 1 / informationOfTheta.squareRoot() }
  /// The standard error of log θ by the same information.
  var logThetaStandardError: Double { thetaStandardError / theta }
}

/// The scores of each row, weights included.
struct NegativeBinomialScores: Sendable {
  /// ∂ℓ/∂η: the row of the design times this is the score of the coefficients; n numbers.
  let predictor: [Double]
  /// ∂ℓ/∂log θ; n numbers, or none where θ has no finite estimate.
  let logTheta: [Double]
}
