import Distributions
import RealModule

/// Positive responses with a constant coefficient of variation: V(μ) = μ².
///
/// The shape is 1/φ. As in R, the weight multiplies the log-density of that shape (it does not
/// multiply the shape, as it would for a mean of w responses).
public struct GammaFamily: Family {
  /// A gamma family.
  @inlinable
  public init() {}

  /// `"gamma"`
  public var name: String { "gamma" }
  /// Inverse.
  public var canonicalLink: any Link { InverseLink() }
  /// Inverse, log and identity.
  public var linkNames: [String] { ["inverse", "log", "identity"] }
  /// Estimated.
  public var dispersion: DispersionRule { .estimated }

  /// μ².
  public func variance(mean: Double, complement: Double) -> Double { mean * mean }

  /// 2μ.
  public func varianceDerivative(mean: Double, complement: Double) -> Double { 2 * mean }

  /// 2.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { 2 }

  /// 2 [(y − μ)/μ − log(y/μ)]; +∞ at y = 0.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    if response == 0 { return .infinity }
    return 2 * (relativeEntropy(mean, response, difference: mean - response) / mean)
  }

  /// w [a log(a/μ) + (a − 1) log y − a y/μ − log Γ(a)] with the shape a = 1/φ.
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    if weight == 0 { return 0 }
    let loss = misfit(
      unitDeviance(response: response, mean: mean, complement: complement), weight: 1,
      dispersion: dispersion)
    if loss == .infinity { return -.infinity }
    let shape = 1 / dispersion
    let saturated =
      -0.5 * Double.log(2 * Double.pi * dispersion) - stirlingRemainder(shape)
      - Double.log(response)
    return weight * (saturated - loss)
  }

  /// 2 Σ w · [log Γ(ν) + ν − ν log ν] with the shape ν = 1/φ.
  public func dispersionTerms(dispersion: Double, weights: WeightTotals) -> DispersionTerms? {
    let shape = 1 / dispersion
    // By Stirling's formula, whose large terms cancel.
    let perUnit = stirlingRemainder(shape) + 0.5 * Double.log(2 * Double.pi * dispersion)
    return DispersionTerms(
      value: 2 * weights.sum * perUnit,
      derivative: 2 * weights.sum * shape * logarithmLessDigamma(shape))
  }

  /// Responses are above 0.
  public func problem(withResponse response: Double) -> String? {
    if !response.isFinite { return "not finite" }
    return response <= 0 ? "not positive" : nil
  }

  /// The response, or the smallest normal number if that is larger.
  public func startingMean(response: Double, weight: Double) -> Double {
    max(response, .leastNormalMagnitude)
  }

  /// Whether the mean is finite and above 0.
  public func isValid(mean: Double) -> Bool { mean.isFinite && mean > 0 }

  /// A gamma response of shape w/φ.
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    let shape = weight / dispersion
    guard mean > 0, mean.isFinite, shape > 0, shape.isFinite else { return .nan }
    return mean / shape * stream.nextGamma(shape: shape)
  }
}
