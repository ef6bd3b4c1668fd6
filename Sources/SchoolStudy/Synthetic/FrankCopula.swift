import Distributions

/// Pairs of dependent uniforms by Frank's copula, which is symmetric and whose conditional
/// distribution inverts in closed form (Frank 1979; Genest 1987, Biometrika 74:549).
struct FrankCopula: Sendable, Equatable {
  /// The dependence θ, positive here; 8 gives a rank correlation of about 0.80.
  let dependence: Double

  /// The second uniform of a pair: the quantile at `probability` of its distribution given the first.
  func conditionalQuantile(_ probability: Double, given first: Double) -> Double {
    let decay = PortableMath.exp(-dependence)
    let weight = PortableMath.exp(-dependence * first)
    let ratio = probability * (1 - decay) / (probability + (1 - probability) * weight)
    let second = -PortableMath.log(1 - ratio) / dependence
    // Rounding may reach an end of the interval, where a quantile function has no value.
    return min(max(second, 0x1p-53), 1 - 0x1p-53)
  }
}
