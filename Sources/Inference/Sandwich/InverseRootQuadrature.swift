#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A term of A^(−1/2) ≈ Σ weight · τ (A + τ²)⁻¹.
struct InverseRootNode: Sendable, Equatable {
  /// log τ: τ itself may be beyond the range of numbers.
  let logarithm: Double
  let weight: Double
}

/// The terms that give A^(−1/2) to rounding for every symmetric A with eigenvalues from `smallest`² to
/// `largest`², both given by their logarithms.
///
/// (2/π) ∫₀^∞ (A + τ²)⁻¹ dτ with τ = smallest · sc(u | k′), k = smallest/largest, in which the
/// integrand is periodic, so that the midpoint rule converges geometrically: the error of N nodes is
/// about exp(−2π²N / (2 log(largest/smallest) + 3)). The weights are relative to τ, so that nothing
/// over- or underflows however wide the range.
///
/// - Precondition: smallest ≤ largest.
///
/// ### References
/// N. Hale, N. J. Higham and L. N. Trefethen, SIAM Journal on Numerical Analysis 46 (2008) 2505,
/// method 3.
func inverseRootQuadrature(logSmallest: Double, logLargest: Double) -> [InverseRootNode] {
  precondition(logSmallest <= logLargest, "a spectrum from \(logSmallest) to \(logLargest)")
  let width = logLargest - logSmallest
  let digits = -log(Double.ulpOfOne / 4)
  let count = Int((digits * (2 * width + 3) / (2 * .pi * .pi)).rounded(.up)) + 1
  let modulus = exp(-width)
  // Beyond this the elliptic functions are hyperbolic up to half the quarter period, to rounding.
  let isHyperbolic = width > 300
  let period =
    isHyperbolic ? log(4) + width : JacobiElliptic.quarterPeriod(complementaryModulus: modulus)
  let step = 2 * period / (.pi * Double(count))
  return (0..<count).map { index in
    // The far half by reflection at the middle, where sc would lose its digits.
    let isFar = 2 * index + 1 > count
    let position = (Double(isFar ? count - 1 - index : index) + 0.5) * period / Double(count)
    let tangent: Double
    let slope: Double
    if isHyperbolic {
      // sc = sinh, and d log sc / du = coth.
      tangent = position + log(-expm1(-2 * position)) - log(2)
      slope = 1 / tanh(position)
    } else {
      let value = JacobiElliptic(position, complementaryModulus: modulus)
      tangent = log(value.sn / value.cn)
      slope = value.dn / (value.sn * value.cn)
    }
    return InverseRootNode(
      logarithm: isFar ? logLargest - tangent : logSmallest + tangent, weight: step * slope)
  }
}
