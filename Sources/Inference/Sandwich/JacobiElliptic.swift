#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The Jacobi elliptic functions of a real argument, by Gauss' transformations.
///
/// With k₁ = (1 − k′)/(1 + k′) and the functions s, c, d of u/(1 + k₁) for the modulus k₁,
///
///     sn = (1 + k₁) s / (1 + k₁s²),   cn = c d / (1 + k₁s²),   dn = (1 − k₁s²) / (1 + k₁s²),
///
/// down to a modulus at which they are the circular functions. With 1 − k₁s² = (1 − k₁) + k₁c² nothing
/// cancels: each function has full relative accuracy up to half the quarter period.
///
/// ### References
/// M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions* (1964), 16.12 and 17.6.
struct JacobiElliptic: Sendable {
  let sn: Double
  let cn: Double
  let dn: Double

  /// - Parameters:
  ///   - argument: u, from 0 to half the quarter period where full accuracy is wanted.
  ///   - complementaryModulus: k′ = √(1 − k²) in 0 < k′ ≤ 1, given itself because it may be tiny.
  init(_ argument: Double, complementaryModulus: Double) {
    var moduli: [Double] = []
    var spreads: [Double] = []  // 1 − k₁
    var complement = complementaryModulus
    var reduced = argument
    while moduli.count < 40 {
      let modulus = (1 - complement) / (1 + complement)
      moduli.append(modulus)
      spreads.append(2 * complement / (1 + complement))
      reduced /= 1 + modulus
      if modulus < 4e-9 { break }  // its square is below rounding
      complement = 2 * complement.squareRoot() / (1 + complement)
    }
    var (s, c, d) = (sin(reduced), cos(reduced), 1.0)
    for (modulus, spread) in zip(moduli, spreads).reversed() {
      let below = 1 + modulus * s * s
      (s, c, d) = (
        (1 + modulus) * s / below, c * d / below, (spread + modulus * c * c) / below
      )
    }
    (sn, cn, dn) = (s, c, d)
  }

  /// K, the argument at which sn reaches 1: π / (2 agm(1, k′)).
  static func quarterPeriod(complementaryModulus: Double) -> Double {
    var arithmetic = 1.0
    var geometric = complementaryModulus
    for _ in 0..<40 where (arithmetic - geometric).magnitude > Double.ulpOfOne * arithmetic {
      (arithmetic, geometric) = (
        (arithmetic + geometric) / 2, (arithmetic * geometric).squareRoot()
      )
    }
    return .pi / (2 * arithmetic)
  }
}
