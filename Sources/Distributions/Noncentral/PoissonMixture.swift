import RealModule

/// Σ P(J = j) term(j) over J Poisson with the given rate, for a positive, log-concave, smooth term.
///
/// The sum starts where its terms are largest and goes both ways until they vanish. Where they vary
/// slowly only every m-th is taken, m being half their standard deviation: the sum is then a
/// trapezoidal rule whose error is below exp(−2π²·4), so that the cost does not grow with the rate.
///
/// - Parameters:
///   - rate: the mean of J.
///   - peak: roughly the j of the largest term.
///   - deviation: at most about the standard deviation of the terms seen as a density in j.
///   - term: at a whole j.
/// - Returns: the sum.
func poissonMixture(
  rate: Double, peak: Double, deviation: Double, _ term: (_ j: Double) -> Double
) -> Double {
  if rate == 0 { return term(0) }
  let stride = max(1, (0.5 * deviation).rounded(.down))
  let centre = peak.rounded(.down)
  func whole(_ j: Double) -> Double { poissonTerm(j, mean: rate) * term(j) }
  var sum = whole(centre)
  for direction in [stride, -stride] {
    var last = 0.0
    var j = centre + direction
    while j >= 0 {
      let value = whole(j)
      sum += value
      if !(value > sum * 0x1p-57 || value > last) { break }
      last = value
      if j + direction == j { break }
      j += direction
    }
  }
  return stride * sum
}

/// Where the terms of a mixture of beta tails with shapes a + j and b are largest, and how wide their
/// peak is: the saddle point of weight times tail on the tail's own side of the mean.
func betaMixturePeak(
  rate: Double, a: Double, b: Double, x: Double, _ tail: Tail?
) -> (peak: Double, deviation: Double) {
  // j (a + j) = rate x (a + b + j)
  let linear = a - rate * x
  let constant = rate * x * (a + b)
  let root = (linear * linear + 4 * constant).squareRoot()
  let saddle = linear > 0 ? 2 * constant / (linear + root) : 0.5 * (root - linear)
  return mixturePeak(rate: rate, saddle: saddle, shape: a, tail)
}

/// As `betaMixturePeak` for gamma tails with shapes a + j.
func gammaMixturePeak(
  rate: Double, a: Double, x: Double, _ tail: Tail?
) -> (peak: Double, deviation: Double) {
  // j (a + j) = rate x
  let root = (a * a + 4 * rate * x).squareRoot()
  return mixturePeak(rate: rate, saddle: 2 * rate * x / (a + root), shape: a, tail)
}

private func mixturePeak(
  rate: Double, saddle: Double, shape: Double, _ tail: Tail?
) -> (peak: Double, deviation: Double) {
  let peak: Double
  switch tail {
  case .lower: peak = min(saddle, rate)
  case .upper: peak = max(saddle, rate)
  case nil: peak = saddle
  }
  return (peak, (peak / (1 + peak / (shape + peak))).squareRoot())
}
