import LinearAlgebra
import RealModule

/// The complementary log-log link, g(μ) = log(−log(1 − μ)).
///
/// The natural link for grouped proportional hazards: coefficients are log hazard ratios (R. L.
/// Prentice and L. A. Gloeckler, *Biometrics* 34 (1978) 57–67).
///
/// ### Accuracy
/// The mean is accurate to a few units in the last place everywhere. Complement and derivative
/// decay as exp(−e^η) in the right tail, where a change of η by half a unit in its last place
/// changes them by more than e^η/2 units in theirs; their errors are of that order.
public struct ComplementaryLogLogLink: Link {
  /// A complementary log-log link.
  @inlinable
  public init() {}

  /// `"cloglog"`
  public var name: String { "cloglog" }
  /// True.
  public var isProbabilityLink: Bool { true }

  /// log(−log(1 − μ)), with the inner logarithm taken from whichever of μ and 1 − μ is small.
  public func link(mean: Double, complement: Double) -> Double {
    Double.log(-logarithm(of: complement, complement: mean))
  }

  /// μ = 1 − exp(−e^η), 1 − μ = exp(−e^η), dμ/dη = e^η exp(−e^η).
  public func inverse(_ eta: Double) -> InverseLinkValue {
    let hazard = Double.exp(eta)
    let survival = Double.exp(-hazard)
    return InverseLinkValue(
      mean: -Double.expMinusOne(-hazard), complement: survival,
      derivative: survival == 0 ? 0 : hazard * survival)
  }

  /// The same for many, by vectorised exponentials.
  public func inverse(_ etas: [Double], count: Int, into values: inout InverseLinkValues) {
    exponentials(of: etas, count: count, into: &values.derivative)
    var decay = values.derivative
    for index in 0..<count { decay[index] = -decay[index] }
    exponentials(of: decay, count: count, into: &values.complement)
    exponentialsLessOne(of: decay, count: count, into: &values.mean)
    for index in 0..<count {
      let survival = values.complement[index]
      values.mean[index] = -values.mean[index]
      values.derivative[index] = survival == 0 ? 0 : values.derivative[index] * survival
    }
  }

  /// e^η exp(−e^η) (1 − e^η).
  public func secondDerivative(_ eta: Double) -> Double {
    let hazard = Double.exp(eta)
    let survival = Double.exp(-hazard)
    return survival == 0 ? 0 : -(hazard * survival) * Double.expMinusOne(eta)
  }

  /// z (1 − 3z + z²) e^(−z) with z = e^η.
  public func thirdDerivative(_ eta: Double) -> Double {
    let hazard = Double.exp(eta)
    let survival = Double.exp(-hazard)
    return survival == 0 ? 0 : hazard * survival * (1 + hazard * (hazard - 3))
  }
}
