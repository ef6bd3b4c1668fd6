/// A sum that carries the rounding error of its additions along.
///
/// The error of `value` is about one rounding of the result plus n² u² Σ|x|, as if it had been summed
/// in twice the precision (A. Neumaier, *ZAMM* 54 (1974) 39–51). Infinite terms give the
/// infinity, not NaN.
package struct CompensatedSum: Sendable, Equatable {
  private var sum = 0.0
  private var compensation = 0.0

  /// The empty sum, 0.
  package init() {}

  /// The sum so far, rounded once.
  package var value: Double { sum.isFinite ? sum + compensation : sum }

  /// Adds one term.
  package mutating func add(_ term: Double) {
    let next = sum + term
    compensation +=
      sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  /// Adds the terms of another sum. The result depends on the order of merging, if only in the last
  /// bit, so merge in a fixed order.
  package mutating func merge(_ other: CompensatedSum) {
    add(other.sum)
    compensation += other.compensation
  }
}

/// The sum of `term(i)` for i from 0 up to `count`, in blocks of `summationBlockSize` merged in order.
///
/// Blocks depend on the count only, so they may be given to threads without a change of one bit.
package func blockwiseSum(count: Int, of term: (Int) -> Double) -> Double {
  var total = CompensatedSum()
  for start in stride(from: 0, to: count, by: summationBlockSize) {
    var block = CompensatedSum()
    for index in start..<min(start + summationBlockSize, count) { block.add(term(index)) }
    total.merge(block)
  }
  return total.value
}

/// The number of observations in a block of sums over observations.
package let summationBlockSize = 4096
