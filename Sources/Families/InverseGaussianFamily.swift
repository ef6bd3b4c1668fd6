import Distributions
import RealModule

/// Positive responses whose variance grows as the cube of the mean: V(μ) = μ³.
///
/// The weight multiplies log-density and deviance alike, as in R.
public struct InverseGaussianFamily: Family {
  /// An inverse Gaussian family.
  @inlinable
  public init() {}

  /// `"inverse-gaussian"`
  public var name: String { "inverse-gaussian" }
  /// Inverse squared.
  public var canonicalLink: any Link { InverseSquaredLink() }
  /// Inverse squared, inverse, log and identity.
  public var linkNames: [String] { ["inverse-squared", "inverse", "log", "identity"] }
  /// Estimated.
  public var dispersion: DispersionRule { .estimated }

  /// μ³.
  public func variance(mean: Double, complement: Double) -> Double { mean * mean * mean }

  /// 3μ².
  public func varianceDerivative(mean: Double, complement: Double) -> Double { 3 * mean * mean }

  /// 6μ.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { 6 * mean }

  /// (y − μ)² / (y μ²); +∞ at y = 0.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    if response == 0 { return .infinity }
    let relative = (response - mean) / mean
    return relative * (relative / response)
  }

  /// −½ w [log(2πφ) + 3 log y + (y − μ)² / (φ y μ²)].
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    if weight == 0 { return 0 }
    let loss = misfit(
      unitDeviance(response: response, mean: mean, complement: complement), weight: 1,
      dispersion: dispersion)
    if loss == .infinity { return -.infinity }
    let saturated =
      -0.5 * (Double.log(2 * Double.pi * dispersion) + 3 * Double.log(response))
    return weight * (saturated - loss)
  }

  /// Σ w · log φ.
  public func dispersionTerms(dispersion: Double, weights: WeightTotals) -> DispersionTerms? {
    DispersionTerms(value: weights.sum * Double.log(dispersion), derivative: weights.sum)
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

  /// An inverse Gaussian response of shape w/φ.
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    let shape = weight / dispersion
    guard mean > 0, mean.isFinite, shape > 0, shape.isFinite else { return .nan }
    return stream.nextInverseGaussian(mean: mean, shape: shape)
  }
}
