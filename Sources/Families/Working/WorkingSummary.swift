/// What a step of Fisher scoring needs to know of many observations together.
package struct WorkingSummary: Sendable {
  /// Σ weight × unit deviance; +∞ where an observation is not valid.
  private var devianceSum = CompensatedSum()
  /// Σ W z², Pearson's statistic.
  private var pearsonSum = CompensatedSum()
  /// Whether link and family allow every observation of positive weight.
  package private(set) var isValid = true
  /// The largest magnitude of a linear predictor.
  package private(set) var largestPredictor = 0.0
  /// Σ W.
  package private(set) var totalWeight = 0.0
  /// The least W; +∞ of no observations.
  package private(set) var leastWeight = Double.infinity
  /// The least |dμ/dη| relative to the distance of the mean from the ends of its range, or less.
  package private(set) var leastRate = Double.infinity

  /// The summary of no observations.
  package init() {}

  /// Twice the distance from the saturated log-likelihood, times the dispersion.
  package var deviance: Double { devianceSum.value }

  /// Pearson's statistic.
  package var pearsonChiSquared: Double { pearsonSum.value }

  /// Takes later observations.
  package mutating func merge(_ other: WorkingSummary) {
    devianceSum.merge(other.devianceSum)
    pearsonSum.merge(other.pearsonSum)
    isValid = isValid && other.isValid
    largestPredictor = larger(largestPredictor, other.largestPredictor)
    totalWeight += other.totalWeight
    leastWeight = min(leastWeight, other.leastWeight)
    leastRate = min(leastRate, other.leastRate)
  }

  /// Takes the first `count` observations of a block.
  mutating func add(_ block: WorkingColumns, count: Int, rate: Double) {
    var deviances = SIMD8<Double>.zero
    var pearsons = SIMD8<Double>.zero
    var weights = SIMD8<Double>.zero
    var least = SIMD8<Double>(repeating: .infinity)
    var (low, high) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    var index = 0
    while index + 8 <= count {
      let weight = block.weight.lanes(index)
      let eta = block.predictor.lanes(index)
      deviances += block.deviance.lanes(index)
      pearsons += block.score.lanes(index) * block.residual.lanes(index)
      weights += weight
      least.replace(with: weight, where: weight .< least)
      low.replace(with: eta, where: eta .< low)
      high.replace(with: eta, where: eta .> high)
      index += 8
    }
    for lane in 0..<min(8, count - index) {
      let position = index + lane
      deviances[lane] += block.deviance[position]
      pearsons[lane] += block.score[position] * block.residual[position]
      weights[lane] += block.weight[position]
      least[lane] = min(least[lane], block.weight[position])
      low[lane] = min(low[lane], block.predictor[position])
      high[lane] = max(high[lane], block.predictor[position])
    }
    devianceSum.add(deviances.sum())
    pearsonSum.add(pearsons.sum())
    totalWeight += weights.sum()
    leastWeight = min(leastWeight, least.min())
    leastRate = min(leastRate, rate)
    largestPredictor = larger(largestPredictor, max(high.max(), -low.min()))
  }

  /// Notes that an observation is not valid.
  mutating func refuse() { isValid = false }
}

/// The numbers of a block of observations, read only.
struct WorkingColumns {
  let predictor: UnsafeBufferPointer<Double>
  let weight: UnsafeBufferPointer<Double>
  let residual: UnsafeBufferPointer<Double>
  let score: UnsafeBufferPointer<Double>
  let deviance: UnsafeBufferPointer<Double>
}

extension UnsafeBufferPointer<Double> {
  /// Eight elements from a position on.
  @inline(__always)
  fileprivate func lanes(_ index: Int) -> SIMD8<Double> {
    precondition(index >= 0 && index + 8 <= count)
    guard let base = UnsafeRawPointer(baseAddress) else { return .zero }
    return base.loadUnaligned(fromByteOffset: 8 * index, as: SIMD8<Double>.self)
  }
}

/// The larger of two numbers of which the second may be NaN.
private func larger(_ a: Double, _ b: Double) -> Double { b > a ? b : a }
