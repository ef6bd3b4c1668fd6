import LinearAlgebra
import RealModule

/// The log-odds link, g(μ) = log(μ / (1 − μ)); canonical for binomial responses.
///
/// Mean and complement are formed from e^(−|η|), which neither overflows nor cancels: both have full
/// relative accuracy until they underflow at |η| ≈ 745.
public struct LogitLink: Link {
  /// A logit link.
  @inlinable
  public init() {}

  /// `"logit"`
  public var name: String { "logit" }
  /// True.
  public var isProbabilityLink: Bool { true }

  /// log(μ / (1 − μ)), accurate near μ = ½ as well, where the logarithm is small.
  public func link(mean: Double, complement: Double) -> Double {
    if 0.5 * mean < complement && 0.5 * complement < mean {
      return Double.log(onePlus: 2 * excessOverHalf(mean, complement: complement) / complement)
    }
    let odds = mean / complement
    return odds.isNormal ? Double.log(odds) : Double.log(mean) - Double.log(complement)
  }

  /// μ = 1 / (1 + e^(−η)), 1 − μ = 1 / (1 + e^η), dμ/dη = μ (1 − μ).
  public func inverse(_ eta: Double) -> InverseLinkValue {
    let decay = Double.exp(-eta.magnitude)
    let large = 1 / (1 + decay)
    let small = decay * large
    return InverseLinkValue(
      mean: eta < 0 ? small : large, complement: eta < 0 ? large : small,
      derivative: small * large)
  }

  /// The same for many, by a vectorised exponential.
  public func inverse(_ etas: [Double], count: Int, into values: inout InverseLinkValues) {
    logistics(of: etas, count: count, means: &values.mean, complements: &values.complement)
    for index in 0..<count {
      values.derivative[index] = values.mean[index] * values.complement[index]
    }
  }

  /// μ (1 − μ) (1 − 2μ), where 1 − 2μ = −tanh(η / 2).
  public func secondDerivative(_ eta: Double) -> Double {
    let decay = Double.exp(-eta.magnitude)
    let large = 1 / (1 + decay)
    let slope = decay * large * large
    let curvature = slope * (-Double.expMinusOne(-eta.magnitude) * large)
    return eta < 0 ? curvature : -curvature
  }

  /// μ (1 − μ) (1 − 6μ (1 − μ)).
  public func thirdDerivative(_ eta: Double) -> Double {
    let slope = inverse(eta).derivative
    return slope * (1 - 6 * slope)
  }
}
