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
    // The far half by reflection at the quarter period, where cn would lose its digits.
    let isFar = 2 * index + 1 > count
    let position = isFar ? count - 1 - index : index
    let value = JacobiElliptic(
      (Double(position) + 0.5) * period / Double(count), complementaryModulus: modulus)
    let tangent =
      isFar ? value.cn / (modulus * value.sn) : value.sn / value.cn
    let slope =
      isFar
      ? value.dn / (modulus * value.sn * value.sn) : value.dn / (value.cn * value.cn)
    return ShiftedInverse(shift: smallest * tangent * tangent, weight: step * slope)
  }
}

/// The Jacobi elliptic functions of a real argument, by descending Landen transformations.
///
/// ### References
/// M. Abramowitz and I. A. Stegun, *Handbook of Mathematical Functions* (1964), 16.4 and 17.6.
struct JacobiElliptic: Sendable {
  let sn: Double
  let cn: Double
  let dn: Double

  /// - Parameters:
  ///   - argument: u, from 0 to the quarter period.
  ///   - complementaryModulus: k₁ = √(1 − k²) in 0 < k₁ ≤ 1, given itself because it may be tiny.
  init(_ argument: Double, complementaryModulus: Double) {
    var means = [1.0]
    var differences = [0.0]
    var other = complementaryModulus
    var scale = 1.0
    while means.count < 40 {
      let mean = means[means.count - 1]
      let half = (mean - other) / 2
      if half.magnitude <= Double.ulpOfOne / 8 * mean { break }
      other = (mean * other).squareRoot()
      means.append(mean - half)
      differences.append(half)
      scale *= 2
    }
    var phase = scale * means[means.count - 1] * argument
    for level in stride(from: means.count - 1, to: 0, by: -1) {
      phase = (phase + asin(differences[level] / means[level] * sin(phase))) / 2
    }
    sn = sin(phase)
    cn = cos(phase)
    // dn² = 1 − k² sn² = cn² + k₁² sn², a sum without cancellation.
    dn = (cn * cn + complementaryModulus * complementaryModulus * sn * sn).squareRoot()
  }

  /// K, the argument at which sn reaches 1: π / (2 agm(1, k₁)).
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
