import Distributions
import RealModule

/// Normal responses: V(μ) = 1.
///
/// An observation of weight w is normal with variance φ/w, so that its log-likelihood is
/// ½ log(w / (2πφ)) − w (y − μ)² / (2φ). Weight 0 contributes nothing, as in R's `lm`; R's `glm` adds
/// log 0 and reports −∞.
public struct GaussianFamily: Family {
  /// A Gaussian family.
  @inlinable
  public init() {}

  /// `"gaussian"`
  public var name: String { "gaussian" }
  /// Identity.
  public var canonicalLink: any Link { IdentityLink() }
  /// Identity, log and inverse.
  public var linkNames: [String] { ["identity", "log", "inverse"] }
  /// Estimated.
  public var dispersion: DispersionRule { .estimated }

  /// 1.
  public func variance(mean: Double, complement: Double) -> Double { 1 }

  /// 0.
  public func varianceDerivative(mean: Double, complement: Double) -> Double { 0 }

  /// 0.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { 0 }

  /// (y − μ)².
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    let difference = response - mean
    return difference * difference
  }

  /// ½ log(w / (2πφ)) − w (y − μ)² / (2φ).
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    if weight == 0 { return 0 }
    let loss = misfit(
      unitDeviance(response: response, mean: mean, complement: complement), weight: weight,
      dispersion: dispersion)
    if loss == .infinity { return -.infinity }
    return 0.5 * (Double.log(weight) - Double.log(2 * Double.pi * dispersion)) - loss
  }

  /// The deviance per observation: weights are precisions here, not repetitions.
  public func likelihoodDispersion(
    deviance: Double, observationCount: Int, totalWeight: Double
  ) -> Double {
    deviance / Double(observationCount)
  }

  /// n log φ − Σ log w.
  public func dispersionTerms(dispersion: Double, weights: WeightTotals) -> DispersionTerms? {
    let count = Double(weights.count)
    return DispersionTerms(
      value: count * Double.log(dispersion) - weights.sumOfLogarithms, derivative: count)
  }

  /// Anything finite is a response.
  public func problem(withResponse response: Double) -> String? {
    response.isFinite ? nil : "not finite"
  }

  /// The response itself.
  public func startingMean(response: Double, weight: Double) -> Double { response }

  /// Whether the mean is finite.
  public func isValid(mean: Double) -> Bool { mean.isFinite }

  /// A normal response with variance φ/w.
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    let deviation = (dispersion / weight).squareRoot()
    guard mean.isFinite, deviation.isFinite else { return .nan }
    return mean + deviation * stream.nextNormal()
  }
}
