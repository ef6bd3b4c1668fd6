/// The Poisson distribution.
public struct PoissonDistribution: DiscreteDistribution {
  /// The mean, ≥ 0.
  public let mean: Double

  /// A Poisson distribution; with mean 0 it is always 0.
  ///
  /// - Precondition: `mean` is in 0...2⁵³, beyond which doubles cannot tell counts apart.
  public init(mean: Double) {
    precondition(mean >= 0 && mean <= 0x1p53, "mean \(mean) is not in 0...2⁵³")
    self.mean = mean
  }

  /// P(X = k).
  public func probability(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if mean == 0 { return k == 0 ? 1 : 0 }
    return poissonTerm(Double(k), mean: mean)
  }

  /// The natural logarithm of P(X = k).
  public func logProbability(_ k: Int) -> Double {
    if k < 0 { return -.infinity }
    if mean == 0 { return k == 0 ? 0 : -.infinity }
    return logPoissonTerm(Double(k), mean: mean)
  }

  /// P(X ≤ k).
  public func cumulative(_ k: Int) -> Double { k < 0 ? 0 : gamma(k).upper }

  /// P(X > k).
  public func upperTail(_ k: Int) -> Double { k < 0 ? 1 : gamma(k).lower }

  /// The smallest k with P(X ≤ k) ≥ p; nil unless `p` is in 0..<1.
  public func quantile(_ p: Double) -> Int? {
    guard p >= 0 && p < 1 else { return nil }
    let z = normalQuantile(p, complement: 1 - p)
    let guess = mean + mean.squareRoot() * max(z, -40) + (z * z - 1) / 6
    let limit = 1 << 60
    return smallest(in: 0...limit, from: wholeNumber(near: guess, atMost: limit)) {
      p <= 0.5 ? cumulative($0) >= p : upperTail($0) <= 1 - p
    }
  }

  /// X ≤ k exactly when the waiting time to the event k + 1 is beyond the mean.
  private func gamma(_ k: Int) -> TailProbabilities {
    incompleteGamma(shape: Double(k) + 1, at: mean)
  }
}
