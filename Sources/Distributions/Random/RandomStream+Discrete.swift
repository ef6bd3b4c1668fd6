extension RandomStream {
  /// True with the given probability.
  ///
  /// - Precondition: `probability` is in 0...1.
  public mutating func nextTruth(probability: Double) -> Bool {
    precondition(probability >= 0 && probability <= 1, "\(probability) is not a probability")
    return nextUniform() < probability
  }

  /// A Poisson variate: by inversion for means below 10, else by transformed rejection.
  ///
  /// Hörmann, W. (1993), The transformed rejection method for generating Poisson random variables,
  /// Insurance: Mathematics and Economics 12, 39–45 (algorithm PTRS).
  ///
  /// - Precondition: `mean` is in 0...2⁵².
  public mutating func nextPoisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean <= 0x1p52, "mean \(mean) is not in 0...2⁵²")
    if mean == 0 { return 0 }
    if mean < 10 {
      return invert(first: PortableMath.exp(-mean), last: 1000) { mean / Double($0) }
    }
    let root = mean.squareRoot()
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = nextUniform() - 0.5
      let v = nextUniform()
      let edge = 0.5 - u.magnitude
      let k = ((2 * a / edge + b) * u + mean + 0.43).rounded(.down)
      if edge >= 0.07 && v <= squeeze { return Int(k) }
      if k < 0 || k > 0x1p53 || (edge < 0.013 && v > edge) { continue }
      let height = PortableMath.log(v * inverseAlpha / (a / (edge * edge) + b))
      if height <= logPoissonTerm(k, mean: mean) { return Int(k) }
    }
  }

  /// A binomial variate: by inversion where fewer than 10 successes (or failures) are expected, else
  /// by transformed rejection.
  ///
  /// Hörmann, W. (1993), The generation of binomial random variates, Journal of Statistical
  /// Computation and Simulation 46, 101–110 (algorithm BTRS).
  ///
  /// - Precondition: `trials` is in 0...2⁵² and `probability` in 0...1.
  public mutating func nextBinomial(trials: Int, probability: Double) -> Int {
    precondition(trials >= 0 && trials <= 1 << 52, "\(trials) trials are not in 0...2⁵²")
    precondition(probability >= 0 && probability <= 1, "\(probability) is not a probability")
    if probability > 0.5 {
      return trials - nextBinomial(trials: trials, probability: 1 - probability)
    }
    if trials == 0 || probability == 0 { return 0 }
    let n = Double(trials)
    if n * probability < 10 {
      let odds = probability / (1 - probability)
      let none = PortableMath.exp(n * PortableMath.logOnePlus(-probability))
      return invert(first: none, last: min(trials, 1000)) {
        (n - Double($0) + 1) / Double($0) * odds
      }
    }
    return rejectBinomial(n, probability)
  }

  /// Algorithm BTRS, for np ≥ 10 and p ≤ ½.
  private mutating func rejectBinomial(_ n: Double, _ p: Double) -> Int {
    let root = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * root
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let alpha = (2.83 + 5.1 / b) * root
    let squeeze = 0.92 - 4.2 / b
    let atMode = logBinomialTerm(((n + 1) * p).rounded(.down), n, p)
    while true {
      let u = nextUniform() - 0.5
      let v = nextUniform()
      let edge = 0.5 - u.magnitude
      let k = ((2 * a / edge + b) * u + n * p + 0.5).rounded(.down)
      if k < 0 || k > n { continue }
      if edge >= 0.07 && v <= squeeze { return Int(k) }
      let height = PortableMath.log(v * alpha / (a / (edge * edge) + b))
      if height <= logBinomialTerm(k, n, p) - atMode { return Int(k) }
    }
  }

  /// The smallest k whose cumulative probability reaches one uniform number, from P(X = 0) and the
  /// ratios P(X = k) / P(X = k − 1).
  private mutating func invert(first: Double, last: Int, ratio: (Int) -> Double) -> Int {
    var left = nextUniform()
    var probability = first
    var k = 0
    while left > probability && k < last {
      left -= probability
      k += 1
      probability *= ratio(k)
    }
    return k
  }
}

/// ln P(X = k) for a binomial count with 0 < p < 1. Portable.
func logBinomialTerm(_ k: Double, _ n: Double, _ p: Double) -> Double {
  if k == 0 { return n * PortableMath.logOnePlus(-p) }
  if k == n { return n * PortableMath.log(p) }
  // xᵃ yᵇ / B(a, b) with a = k, b = n − k is this probability times k (n − k) / n.
  let term = logBetaTerm(k, n - k, x: p, y: 1 - p, offset: (-k).addingProduct(n, p))
  return term + PortableMath.log(1 / k + 1 / (n - k))
}
