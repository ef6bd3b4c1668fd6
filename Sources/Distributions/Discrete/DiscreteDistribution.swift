/// A distribution on the whole numbers 0, 1, 2, ….
///
/// As in `ContinuousDistribution`, both tails have full relative accuracy, parameters are the
/// caller's promise, and every argument is accepted.
public protocol DiscreteDistribution: Sendable, Equatable {
  /// P(X = k); 0 outside the support.
  func probability(_ k: Int) -> Double
  /// The natural logarithm of P(X = k), −infinity outside the support.
  func logProbability(_ k: Int) -> Double
  /// P(X ≤ k).
  func cumulative(_ k: Int) -> Double
  /// P(X > k).
  func upperTail(_ k: Int) -> Double
  /// The smallest k with P(X ≤ k) ≥ p; nil unless `p` is in 0..<1, or in 0...1 where the support is
  /// bounded.
  func quantile(_ p: Double) -> Int?
}

/// The smallest k in `range` with cumulative(k) ≥ p, by galloping from a guess and bisection.
func smallest(in range: ClosedRange<Int>, from guess: Int, where reached: (Int) -> Bool) -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  var probe = min(max(guess, low), high)
  var stride = 1
  if reached(probe) {
    high = probe
    while probe > low {
      probe = high - low > stride ? high - stride : low
      if !reached(probe) {
        low = probe + 1
        break
      }
      high = probe
      stride &*= 2
    }
  } else {
    low = probe + 1
    while low < high {
      probe = high - low > stride ? low + stride : high
      if reached(probe) {
        high = probe
        break
      }
      low = probe + 1
      stride &*= 2
    }
  }
  while low < high {
    let middle = low + (high - low) / 2
    if reached(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}

/// A real number as a whole one between 0 and `limit`.
func wholeNumber(near value: Double, atMost limit: Int) -> Int {
  guard value > 0 else { return 0 }
  return value < Double(limit) ? Int(value) : limit
}
