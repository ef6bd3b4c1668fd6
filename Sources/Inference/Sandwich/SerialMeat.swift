import LinearAlgebra

/// Γ₀ + Σⱼ (1 − j/(L + 1)) (Γⱼ + Γⱼ′) with Γⱼ = Σₜ sₜ sₜ₋ⱼ′, p × p.
///
/// The Bartlett kernel is a box convolved with itself, so the sum equals Σ b b′ / (L + 1) over the
/// sums b of L + 1 neighbouring scores (fewer at the ends): positive semidefinite as it stands, and
/// no dearer for a long lag than for a short one.
///
/// The scores are n × p, in order of time; the lag L is from 0 to n − 1.
///
/// - Complexity: O((n + L) p²).
func serialMeat(scores: Matrix, lag: Int) -> Matrix {
  let windows = Matrix(
    rowCount: scores.rowCount + lag, columnCount: scores.columnCount,
    elements: (0..<scores.columnCount).flatMap { windowSums(scores.column($0), length: lag + 1) })
  return (1 / Double(lag + 1)) * crossProduct(windows)
}

/// The sums of all windows of a length that overlap a series, from the one that only takes in the
/// first value to the one that only takes in the last.
///
/// Each sum is one of the tail of a block and one of the head of the next, with blocks as long as a
/// window: additions only, so that nothing cancels, and O(n) for any length.
func windowSums(_ series: [Double], length: Int) -> [Double] {
  let count = series.count
  if count == 0 { return [] }
  var heads = series  // from the start of the block
  for i in 0..<count where i % length != 0 { heads[i] += heads[i - 1] }
  var tails = series  // to the end of the block
  for i in stride(from: count - 2, through: 0, by: -1) where (i + 1) % length != 0 {
    tails[i] += tails[i + 1]
  }
  return (0..<count + length - 1).map { end in
    let first = max(0, end - length + 1)
    let last = min(end, count - 1)
    if first % length == 0 { return heads[last] }
    return first / length == last / length ? tails[first] : tails[first] + heads[last]
  }
}
