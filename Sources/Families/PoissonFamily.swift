import Distributions
import RealModule

/// Counts: V(μ) = μ.
///
/// The weight multiplies the log-probability. Responses that are no integers can be fitted, as for a
/// gravity or any other multiplicative model of a non-negative response, but their likelihood is 0.
public struct PoissonFamily: Family {
  /// A Poisson family.
  @inlinable
  public init() {}

  /// `"poisson"`
  public var name: String { "poisson" }
  /// Log.
  public var canonicalLink: any Link { LogLink() }
  /// Log, identity and square root.
  public var linkNames: [String] { ["log", "identity", "sqrt"] }
  /// Fixed at 1.
  public var dispersion: DispersionRule { .fixed(1) }
  /// True.
  public var isCount: Bool { true }

  /// μ.
  public func variance(mean: Double, complement: Double) -> Double { mean }

  /// 1.
  public func varianceDerivative(mean: Double, complement: Double) -> Double { 1 }

  /// 0.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { 0 }

  /// 2 [y log(y/μ) − (y − μ)], where 0 log 0 = 0.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    2 * relativeEntropy(response, mean, difference: response - mean)
  }

  /// w [y log μ − μ − log y!].
  ///
  /// −∞ for a response further than 1e-7 · max(1, y) from an integer, as in R; a nearer one is taken
  /// for that integer. The dispersion is ignored.
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    if weight == 0 { return 0 }
    let count = response.rounded(.toNearestOrEven)
    if (response - count).magnitude > 1e-7 * max(1, response) { return -.infinity }
    if count == 0 { return -weight * mean }
    let saturated = -stirlingRemainder(count) - 0.5 * Double.log(2 * Double.pi * count)
    return weight
      * (saturated - relativeEntropy(count, mean, difference: count - mean))
  }

  /// Counts are at least 0.
  public func problem(withResponse response: Double) -> String? {
    if !response.isFinite { return "not finite" }
    return response < 0 ? "negative" : nil
  }

  /// y + 0.1.
  public func startingMean(response: Double, weight: Double) -> Double { response + 0.1 }

  /// Whether the mean is finite and at least 0 (0 being where e^η underflows).
  public func isValid(mean: Double) -> Bool { mean.isFinite && mean >= 0 }

  /// A Poisson count, whatever the weight; NaN for a mean above 2⁵².
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    guard mean >= 0, mean <= 0x1p52 else { return .nan }
    return Double(stream.nextPoisson(mean: mean))
  }
}
