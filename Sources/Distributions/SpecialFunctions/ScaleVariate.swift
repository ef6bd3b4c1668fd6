import RealModule

/// The logarithm V of √(W/ν), W chi-squared with ν degrees of freedom: the estimated standard
/// deviation in the denominator of a t statistic or a studentized range, on the scale where trapezoidal sums
/// converge best.
struct LogScaleVariate {
  let degreesOfFreedom: Double
  private let factor: Double

  init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    factor =
      (degreesOfFreedom / Double.pi).squareRoot()
      * Double.exp(-stirlingError(0.5 * degreesOfFreedom))
  }

  /// The density of V at v: √(ν/π) e^(−δ(ν/2)) exp(−ν (e²ᵛ − 1 − 2v)/2).
  func density(_ v: Double) -> Double {
    factor * Double.exp(-0.5 * degreesOfFreedom * exponentialExcess(2 * v))
  }
}

/// eˣ − 1 − x, to full relative accuracy also for small x.
func exponentialExcess(_ x: Double) -> Double {
  if x.magnitude > 0.5 { return Double.expMinusOne(x) - x }
  var term = 0.5 * x * x
  var sum = term
  var n = 2.0
  while term.magnitude > sum * 0x1p-55 {
    n += 1
    term *= x / n
    sum += term
  }
  return sum
}

/// ∫ f over the line for f with one peak near `centre`, by the trapezoidal rule, which for analytic
/// functions converges faster than any power of the step.
///
/// The sum goes outwards until its terms vanish beside it; some thousands are the most it ever needs.
func lineIntegral(around centre: Double, step: Double, _ f: (Double) -> Double) -> Double {
  var sum = f(centre)
  for direction in [step, -step] {
    var last = 0.0
    for n in 1..<50_000 {
      let term = f(centre + Double(n) * direction)
      let value = term.magnitude
      sum += term
      if !(value > last || value > sum.magnitude * 0x1p-57) { break }
      last = value
    }
  }
  return sum * step
}
