import RealModule

/// The range of `groups` independent standard normal variates.
///
/// Both tails are one integral over the largest of them, of a positive function, so that either keeps
/// its relative accuracy however small.
struct NormalRange {
  private let groups: Double
  private let step: Double
  /// About where the largest of the variates is.
  private let largest: Double

  init(groups: Int) {
    self.groups = Double(groups)
    // The largest of many normal variates is near √(2 ln k) and varies as its inverse.
    let logarithm = Double.log(Double(groups))
    step = 0.35 / (1 + logarithm).squareRoot()
    largest = (2 * logarithm).squareRoot()
  }

  /// A typical range.
  var typical: Double { max(1, 2 * largest - 1) }

  /// How steeply the tails change with ln w, at most.
  var steepness: Double { 8 + 1.25 * largest * largest }

  /// P(range > w).
  func upperTail(_ w: Double) -> Double {
    if w <= 0 { return 1 }
    let others = groups - 1
    let sum = lineIntegral(around: max(0.5 * w, largest), step: step) { z in
      let above = tail(z)
      let below = z > 0 ? 1 - above : tail(-z)
      if below == 0 { return 0 }
      let logBelow = z > 0 ? Double.log(onePlus: -above) : Double.log(below)
      let outside = tail(w - z) / below
      // Φ(z)ⁿ (1 − (1 − r)ⁿ), r the share of Φ(z) below z − w.
      let missing = outside < 1 ? -Double.expMinusOne(others * Double.log(onePlus: -outside)) : 1
      return Double.exp(others * logBelow - 0.5 * z * z) * missing
    }
    return min(1, groups * sum * 0.3989422804014326779)
  }

  /// P(range ≤ w).
  func lowerTail(_ w: Double) -> Double {
    if w <= 0 { return 0 }
    let sum = lineIntegral(around: min(0.5 * w, largest), step: step) { z in
      let logarithm = Double.log(probability(from: z - w, to: z, width: w))
      return Double.exp((groups - 1) * logarithm - 0.5 * z * z)
    }
    return min(1, groups * sum * 0.3989422804014326779)
  }

  /// Φ(upper) − Φ(lower), from the tails on the side where they are small.
  private func probability(from lower: Double, to upper: Double, width: Double) -> Double {
    if width < 1e-4 {
      let middle = 0.5 * (lower + upper)
      return width * normalDensity(middle) * (1 + width * width * (middle * middle - 1) / 24)
    }
    return lower > 0 ? tail(lower) - tail(upper) : tail(-upper) - tail(-lower)
  }

  /// P(Z > z), accurate enough for a factor that matters only where it is not tiny.
  private func tail(_ z: Double) -> Double { 0.5 * Double.erfc(z * 0.5.squareRoot()) }
}
