import RealModule

/// The binomial distribution: successes in a fixed number of independent trials.
public struct BinomialDistribution: DiscreteDistribution {
  /// The number of trials, ≥ 0.
  public let trials: Int
  /// The probability of success in each trial, in 0...1.
  public let successProbability: Double

  /// A binomial distribution.
  ///
  /// - Precondition: `trials` is in 0...2⁵³ and `successProbability` in 0...1.
  public init(trials: Int, successProbability: Double) {
    precondition(trials >= 0 && trials <= 1 << 53, "\(trials) trials are not in 0...2⁵³")
    precondition(
      successProbability >= 0 && successProbability <= 1,
      "success probability \(successProbability) is not in 0...1")
    self.trials = trials
    self.successProbability = successProbability
  }

  /// P(X = k).
  public func probability(_ k: Int) -> Double { Double.exp(logProbability(k)) }

  /// The natural logarithm of P(X = k), by Loader's saddle-point form.
  public func logProbability(_ k: Int) -> Double {
    if k < 0 || k > trials { return -.infinity }
    let (n, p) = (Double(trials), successProbability)
    if p == 0 || p == 1 { return k == (p == 0 ? 0 : trials) ? 0 : -.infinity }
    return logBinomialTerm(Double(k), n, p)
  }

  /// P(X ≤ k).
  public func cumulative(_ k: Int) -> Double { tails(k).lower }

  /// P(X > k).
  public func upperTail(_ k: Int) -> Double { tails(k).upper }

  /// The smallest k with P(X ≤ k) ≥ p; nil unless `p` is in 0...1.
  public func quantile(_ p: Double) -> Int? {
    guard p >= 0 && p <= 1 else { return nil }
    let mean = Double(trials) * successProbability
    let z = max(-40, min(40, normalQuantile(p, complement: 1 - p)))
    let guess = mean + z * (mean * (1 - successProbability)).squareRoot()
    return smallest(in: 0...trials, from: wholeNumber(near: guess, atMost: trials)) {
      p <= 0.5 ? cumulative($0) >= p : upperTail($0) <= 1 - p
    }
  }

  /// X > k exactly when the order statistic k + 1 of the trials' uniform variates is at most p.
  private func tails(_ k: Int) -> TailProbabilities {
    if k < 0 { return TailProbabilities(lower: 0, upper: 1) }
    if k >= trials { return TailProbabilities(lower: 1, upper: 0) }
    let successes = Double(k) + 1
    let beta = incompleteBeta(successes, Double(trials - k), x: successProbability)
    return beta.swapped
  }
}
