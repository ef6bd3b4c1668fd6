import Tables

/// A numeric variable over the rows a model was fitted to.
///
/// Frequency weights count as repetition, so that every figure is that of the repeated rows. Sampling
/// weights count in proportion, scaled to add up to the number of rows. Precision weights say how
/// exact a row is, not how often it stands for, so they do not enter.
public struct VariableSummary: Sendable, Equatable {
  /// The values in ascending order.
  package let sorted: [Double]
  /// The cumulative weight up to and including each value; nil if every row counts once.
  let cumulativeWeights: [Double]?
  /// The mean.
  public let mean: Double
  /// The standard deviation, with n − 1 where n is the number of rows or, with frequency weights,
  /// their sum; NaN for n below 2.
  public let standardDeviation: Double
  /// The smallest value.
  public var minimum: Double { sorted.first ?? .nan }
  /// The largest value.
  public var maximum: Double { sorted.last ?? .nan }

  /// Summarises values, weighted as the fit's rows count in the population.
  package init(values: [Double], weights: Weights?, multiplicities: [Double]? = nil) {
    self.init(
      values: values,
      counts: timesEach(countingWeights(weights, rows: values.count), multiplicities))
  }

  /// Summarises values that count so often each; once if nil.
  package init(values: [Double], counts counting: [Double]?) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    sorted = order.map { values[$0] }
    let total = counting?.reduce(0, +) ?? Double(values.count)
    var mean = 0.0
    for (index, value) in values.enumerated() { mean += (counting?[index] ?? 1) / total * value }
    var squares = 0.0
    for (index, value) in values.enumerated() {
      squares += (counting?[index] ?? 1) * (value - mean) * (value - mean)
    }
    self.mean = mean
    standardDeviation = total > 1 ? (squares / (total - 1)).squareRoot() : .nan
    cumulativeWeights = counting.map { weights in
      var sum = 0.0
      return order.map { index in
        sum += weights[index]
        return sum
      }
    }
  }

  /// The quantile of a share between 0 and 1.
  ///
  /// Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, The American
  /// Statistician 50:361; R's default), where a value stands as often as its weight says.
  ///
  /// - Precondition: the share is from 0 to 1.
  public func quantile(_ share: Double) -> Double {
    precondition(share >= 0 && share <= 1, "a quantile of the share \(share)")
    guard let last = sorted.indices.last else { return .nan }
    guard let cumulativeWeights else {
      return interpolated(at: share * Double(last)) { sorted[min($0, last)] }
    }
    let total = cumulativeWeights[last]
    // Sums of weights that should be whole are so up to rounding.
    let slack = 1e-12 * total
    return interpolated(at: share * max(0, total - 1)) { position in
      let index = cumulativeWeights.firstIndex { $0 > Double(position) + slack }
      return sorted[index ?? last]
    }
  }

  private func interpolated(at position: Double, value: (Int) -> Double) -> Double {
    let below = min(position.rounded(.down), 0x1p62)
    let fraction = position - below
    let low = value(Int(below))
    return fraction == 0 ? low : low + fraction * (value(Int(below) + 1) - low)
  }

  /// The share of rows (or of their weight) between two bounds, both included.
  package func share(from lower: Double, through upper: Double) -> Double {
    var inside = 0.0
    var before = 0.0
    for (index, value) in sorted.enumerated() {
      let upTo = cumulativeWeights?[index] ?? Double(index + 1)
      if value >= lower && value <= upper { inside += upTo - before }
      before = upTo
    }
    return before > 0 ? inside / before : .nan
  }
}

/// Counts times multiplicities.
private func timesEach(_ counts: [Double]?, _ multiplicities: [Double]?) -> [Double]? {
  guard let multiplicities else { return counts }
  guard let counts else { return multiplicities }
  return zip(counts, multiplicities).map { $0 * $1 }
}

/// How often each row counts in the population; nil if once each.
private func countingWeights(_ weights: Weights?, rows: Int) -> [Double]? {
  guard let weights, weights.kind != .precision else { return nil }
  guard weights.kind == .sampling else { return weights.values }
  let total = weights.values.reduce(0, +)
  return weights.values.map { $0 / total * Double(rows) }
}
