import Families

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A link whose mean is that over groups: ∫ g⁻¹(η + b) φ(b; v) db for b normal with mean zero and
/// variance v, by the trapezoidal rule, which converges faster than any power of its step for functions
/// analytic near the real line; a logit's poles are π/√v away from it.
///
/// With a logit the mean over groups is nearer to a half than that of the group with b = 0, and so are
/// ratios nearer to 1 (Zeger, S. L., Liang, K.-Y. & Albert, P. S. (1988), Biometrics 44, 1049–1060).
struct AveragedLink: Link {
  let base: any Link
  /// v, not negative.
  let variance: Double
  private let shifts: [Double]
  private let shares: [Double]

  init(_ base: any Link, variance: Double) {
    self.base = base
    self.variance = variance
    let deviation = variance.squareRoot()
    // No finer for deviations beyond 50, at which a logit is a step to two digits: it has to end.
    let step = 0.5 / max(1, min(deviation, 50))
    // Beyond this the density is below rounding, also of means that grow as fast as an exponential.
    let count = deviation > 0 ? Int((8.7 + min(deviation, 20)) / step) : 0
    let places = (-count...count).map { step * Double($0) }
    let densities = places.map { exp(-0.5 * $0 * $0) }
    let total = densities.reduce(0, +)
    shifts = places.map { deviation * $0 }
    shares = densities.map { $0 / total }
  }

  var name: String { base.name }

  var isProbabilityLink: Bool { base.isProbabilityLink }

  func inverse(_ eta: Double) -> InverseLinkValue {
    var (mean, complement, derivative) = (0.0, 0.0, 0.0)
    for (shift, share) in zip(shifts, shares) {
      let value = base.inverse(eta + shift)
      mean += share * value.mean
      complement += share * value.complement
      derivative += share * value.derivative
    }
    return InverseLinkValue(mean: mean, complement: complement, derivative: derivative)
  }

  func secondDerivative(_ eta: Double) -> Double {
    zip(shifts, shares).reduce(0) { $0 + $1.1 * base.secondDerivative(eta + $1.0) }
  }

  func thirdDerivative(_ eta: Double) -> Double {
    zip(shifts, shares).reduce(0) { $0 + $1.1 * base.thirdDerivative(eta + $1.0) }
  }

  /// By Newton's method from the base link's, halving steps that go too far; where that finds no root, not a
  /// number.
  func link(mean: Double, complement: Double) -> Double {
    var eta = base.link(mean: mean, complement: complement)
    guard eta.isFinite else { return eta }
    for _ in 0..<200 {
      let here = inverse(eta)
      let miss = here.mean < 0.5 ? here.mean - mean : complement - here.complement
      let step = miss / here.derivative
      if !step.isFinite { return .nan }
      eta -= min(max(step, -2), 2)
      if step.magnitude <= 4 * Double.ulpOfOne * max(1, eta.magnitude) { return eta }
    }
    return .nan
  }

  func isValid(linearPredictor eta: Double) -> Bool {
    shifts.allSatisfy { base.isValid(linearPredictor: eta + $0) }
  }
}
