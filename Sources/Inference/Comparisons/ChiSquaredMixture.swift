/// A mixture of chi-squared distributions, what a likelihood-ratio statistic follows where the
/// smaller model lies at the edge of the larger one.
public struct ChiSquaredMixture: Sendable, Hashable {
  /// A distribution among those mixed.
  public struct Part: Sendable, Hashable {
    /// The degrees of freedom; 0 is a certain zero.
    public let degreesOfFreedom: Int
    /// The probability of this part.
    public let weight: Double
  }

  /// The parts, by degrees of freedom; their weights add to one.
  public let parts: [Part]

  /// Part k of n + 1 with the weight C(n, k)/2ⁿ and `base` + k degrees of freedom.
  init(base: Int, binomial count: Int) {
    var weight = 1.0
    for _ in 0..<count { weight /= 2 }
    var parts: [Part] = []
    for k in 0...count {
      parts.append(Part(degreesOfFreedom: base + k, weight: weight))
      weight *= Double(count - k) / Double(k + 1)
    }
    self.parts = parts
  }

  /// P(X ≥ x), 1 for a statistic of zero.
  public func upperTail(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    return parts.reduce(0) { sum, part in
      part.degreesOfFreedom == 0
        ? sum
        : sum + part.weight
          * chiSquaredUpperTail(x, degreesOfFreedom: Double(part.degreesOfFreedom))
    }
  }

  /// As it is written: `½ χ²(0) + ½ χ²(1)`.
  public var description: String {
    parts.map { "\(written($0.weight)) χ²(\($0.degreesOfFreedom))" }.joined(separator: " + ")
  }
}

/// A weight with a power of two below, as a fraction.
private func written(_ weight: Double) -> String {
  if weight == 0.5 { return "½" }
  if weight == 0.25 { return "¼" }
  var (numerator, denominator) = (weight, 1.0)
  while numerator != numerator.rounded(), denominator < 0x1p40 {
    numerator *= 2
    denominator *= 2
  }
  return denominator < 0x1p40 ? "\(Int(numerator))/\(Int(denominator))" : "\(weight)"
}
