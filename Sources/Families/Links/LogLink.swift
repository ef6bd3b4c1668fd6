import LinearAlgebra
import RealModule

/// The logarithmic link, g(μ) = log μ; canonical for Poisson responses.
///
/// With a binomial response it estimates risk ratios; linear predictors above 0 then give means that
/// are no probabilities, which the family refuses.
public struct LogLink: Link {
  /// A log link.
  @inlinable
  public init() {}

  /// `"log"`
  public var name: String { "log" }
  /// False: the mean may exceed 1.
  public var isProbabilityLink: Bool { false }

  /// log μ, from the complement where the mean is near 1.
  public func link(mean: Double, complement: Double) -> Double {
    logarithm(of: mean, complement: complement)
  }

  /// μ = dμ/dη = e^η, 1 − μ = −(e^η − 1). The mean is +∞ above η ≈ 709.8.
  public func inverse(_ eta: Double) -> InverseLinkValue {
    let mean = Double.exp(eta)
    return InverseLinkValue(
      mean: mean, complement: -Double.expMinusOne(eta), derivative: mean)
  }

  /// The same for many, by vectorised exponentials.
  public func inverse(_ etas: [Double], count: Int, into values: inout InverseLinkValues) {
    exponentials(of: etas, count: count, into: &values.mean)
    exponentialsLessOne(of: etas, count: count, into: &values.complement)
    for index in 0..<count {
      values.complement[index] = -values.complement[index]
      values.derivative[index] = values.mean[index]
    }
  }

  /// e^η.
  public func secondDerivative(_ eta: Double) -> Double { Double.exp(eta) }

  /// e^η.
  public func thirdDerivative(_ eta: Double) -> Double { Double.exp(eta) }
}
