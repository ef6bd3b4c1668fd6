import RealModule

/// f'(x) by central differences at four step sizes, extrapolated to 0 (Richardson); error of order h⁸
/// plus rounding.
func numericalDerivative(at x: Double, step: Double, of f: (Double) -> Double) -> Double {
  var table = (0..<4).map { level in
    let h = step / Double(1 << level)
    let (right, left) = (x + h, x - h)
    return (f(right) - f(left)) / (right - left)
  }
  for order in 1..<4 {
    let factor = Double(1 << (2 * order))
    for level in stride(from: 3, through: order, by: -1) {
      table[level] += (table[level] - table[level - 1]) / (factor - 1)
    }
  }
  return table[3]
}

/// ∫ f from `lower` to `upper` by the tanh-sinh rule, which does not mind endpoints at which f is not
/// defined.
func integral(from lower: Double, to upper: Double, of f: (Double) -> Double) -> Double {
  let step = 1.0 / 64
  let half = 0.5 * (upper - lower)
  var sum = 0.0
  for index in -256...256 {
    let t = Double(index) * step
    let u = 0.5 * Double.pi * Double.sinh(t)
    let fraction = 1 / (Double.exp(u.magnitude) * Double.cosh(u))  // 1 − |tanh u|
    let x = u < 0 ? lower + half * fraction : upper - half * fraction
    let weight = 0.5 * Double.pi * Double.cosh(t) / (Double.cosh(u) * Double.cosh(u))
    if x == lower || x == upper || weight == 0 { continue }
    sum += weight * f(x)
  }
  return half * step * sum
}

/// ∫ f(x) dx over x > 0 by the trapezoid rule in log x from e⁻⁶⁰ to e⁶⁰, for densities.
func integralOverPositiveNumbers(of f: (Double) -> Double) -> Double {
  let step = 1.0 / 128
  return (-60 * 128...60 * 128).reduce(0.0) { sum, index in
    let x = Double.exp(Double(index) * step)
    return sum + step * x * f(x)
  }
}
