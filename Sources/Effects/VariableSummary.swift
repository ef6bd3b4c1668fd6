import Modeling
import Tables

/// A numeric variable over the rows a model was fitted to.
public struct VariableSummary: Sendable, Equatable {
  /// The values in ascending order.
  let sorted: [Double]
  /// The cumulative weight up to and including each value; nil if every row counts once.
  let cumulativeWeights: [Double]?
  /// The mean, weighted by frequency or sampling weights.
  public let mean: Double
  /// The standard deviation with n − 1 (n is the sum of frequency weights; with sampling weights
  /// the population form n / (n − 1) × Σ w (x − x̄)² / Σ w); NaN for fewer than two rows.
  public let standardDeviation: Double
  /// The smallest value.
  public var minimum: Double { sorted.first ?? .nan }
  /// The largest value.
  public var maximum: Double { sorted.last ?? .nan }

  /// Summarises values, weighted as the fit's rows count in the population.
  ///
  /// Precision weights say how exact a row is, not how often it stands for, so they do not enter.
  init(values: [Double], weights: Weights?) {
    let counting = weights.flatMap { $0.kind == .precision ? nil : $0.values }
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
    let rows = Double(values.count)
    let variance =
      weights?.kind == .sampling ? squares / total * rows / (rows - 1) : squares / (total - 1)
    standardDeviation = rows > 1 ? variance.squareRoot() : .nan
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
  /// Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, R's default);
  /// frequency weights count as repetition. With sampling weights the position counts in units of
  /// weight.
  public func quantile(_ share: Double) -> Double {
    guard let last = sorted.indices.last else { return .nan }
    guard let cumulativeWeights else {
      return interpolated(at: share * Double(last)) { sorted[min($0, last)] }
    }
    let total = cumulativeWeights[last]
    return interpolated(at: share * max(0, total - 1)) { position in
      let index = cumulativeWeights.firstIndex { $0 > Double(position) }
      return sorted[index ?? last]
    }
  }

  private func interpolated(at position: Double, value: (Int) -> Double) -> Double {
    let below = position.rounded(.down)
    let fraction = position - below
    let low = value(Int(below))
    return fraction == 0 ? low : low + fraction * (value(Int(below) + 1) - low)
  }

  /// The share of rows (or of their weight) between two bounds, both included.
  func share(from lower: Double, through upper: Double) -> Double {
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
