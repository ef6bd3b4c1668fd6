import RealModule

/// The range of `groups` independent standard normal variates.
///
/// Both tails are one integral over the largest of them, of a positive function, so that either keeps
/// its relative accuracy however small.
struct NormalRange {
  let groups: Int
  private let others: Double
  private let step: Double

  init(groups: Int) {
    self.groups = groups
    others = Double(groups - 1)
    step = 0.5 / (1 + Double.log(Double(groups))).squareRoot()
  }

  /// P(range > w).
  func upperTail(_ w: Double) -> Double {
    if w <= 0 { return 1 }
    let sum = lineIntegral(around: 0.5 * w, step: step) { z in
      let below = normalUpperTail(-z)
      if below == 0 { return 0 }
      let outside = normalUpperTail(w - z) / below
      // Φ(z)ⁿ (1 − (1 − r)ⁿ), r the share of Φ(z) below z − w.
      let missing = outside < 1 ? -Double.expMinusOne(others * Double.log(onePlus: -outside)) : 1
      return normalDensity(z) * Double.exp(others * logNormalUpperTail(-z)) * missing
    }
    return min(1, Double(groups) * sum)
  }

  /// P(range ≤ w).
  func lowerTail(_ w: Double) -> Double {
    if w <= 0 { return 0 }
    let sum = lineIntegral(around: 0.5 * w, step: min(step, 0.35)) { z in
      normalDensity(z) * Double.exp(others * Double.log(probability(from: z - w, to: z, width: w)))
    }
    return min(1, Double(groups) * sum)
  }

  /// Φ(upper) − Φ(lower), from the tails on the side where they are small.
  private func probability(from lower: Double, to upper: Double, width: Double) -> Double {
    if width < 1e-4 {
      let middle = 0.5 * (lower + upper)
      return width * normalDensity(middle) * (1 + width * width * (middle * middle - 1) / 24)
    }
    if lower > 0 { return normalUpperTail(lower) - normalUpperTail(upper) }
    return normalUpperTail(-upper) - normalUpperTail(-lower)
  }
}
