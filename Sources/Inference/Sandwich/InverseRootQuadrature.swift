#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A term of A^(−1/2) ≈ Σ weight · (A + shift)⁻¹.
struct ShiftedInverse: Sendable, Equatable {
  let shift: Double
  let weight: Double
}

/// The terms that give A^(−1/2) to rounding for every symmetric A with eigenvalues from `smallest` to
/// `largest`.
///
/// (2/π) ∫₀^∞ (A + t²)⁻¹ dt with t = √smallest · sc(u | k′), k² = smallest/largest, in which the
/// integrand is periodic, so that the midpoint rule converges geometrically: the error of N nodes is
/// about exp(−2π²N / (log(largest/smallest) + 3)).
///
/// - Precondition: 0 < smallest ≤ largest.
///
/// ### References
/// N. Hale, N. J. Higham and L. N. Trefethen, SIAM Journal on Numerical Analysis 46 (2008) 2505,
/// method 3.
func inverseRootQuadrature(smallest: Double, largest: Double) -> [ShiftedInverse] {
  precondition(smallest > 0 && smallest <= largest, "a spectrum from \(smallest) to \(largest)")
  let modulus = (smallest / largest).squareRoot()
  let digits = -log(Double.ulpOfOne / 4)
  let count = Int((digits * (log(largest / smallest) + 3) / (2 * .pi * .pi)).rounded(.up)) + 1
  let period = JacobiElliptic.quarterPeriod(complementaryModulus: modulus)
  let root = smallest.squareRoot()
  let step = 2 * period / (.pi * Double(count)) * root
  return (0..<count).map { index in
    // The far half by reflection at the middle, where sc would lose its digits.
    let isFar = 2 * index + 1 > count
    let position = isFar ? count - 1 - index : index
    let value = JacobiElliptic(
      (Double(position) + 0.5) * period / Double(count), complementaryModulus: modulus)
    let tangent = isFar ? value.cn / (modulus * value.sn) : value.sn / value.cn
    let slope = value.dn / (isFar ? modulus * value.sn * value.sn : value.cn * value.cn)
    return ShiftedInverse(shift: smallest * tangent * tangent, weight: step * slope)
  }
}
