/// Polynomials that are orthonormal over the points they were trained on.
///
/// The columns p₁ … p_k have mean 0, length 1 and are orthogonal over the training points, each
/// with a positive leading coefficient: the columns, sign and scaling of R's `poly(x, k)`. They are
/// computed by the three-term recurrence of Forsythe (1957, *J. SIAM* 5, 74–88), as in Kennedy and
/// Gentle (1980, *Statistical Computing*, 343–347), written for polynomials of length 1 so that
/// nothing over- or underflows:
/// `scale[j] p[j] = (x − shift[j]) p[j−1] − scale[j−1] p[j−2]`.
///
/// Training and prediction use the same recurrence, so that the same point gives the same bits.
package struct OrthogonalPolynomial: Sendable, Equatable {
  /// The mean of the training points, which is taken off first.
  package let center: Double
  /// The shift of each step, relative to the center.
  package let shifts: [Double]
  /// The length of each monic polynomial over that of the one before.
  package let scales: [Double]
  /// The number of training points, repeated ones counted as often.
  package let count: Double

  /// The degree.
  package var degree: Int { shifts.count }

  /// Polynomials trained on points, each taken as often as `counts` says, once if nil.
  ///
  /// - Returns: nil for the degree from which the polynomials cannot be computed, that being the
  ///   second result.
  static func trained(
    on points: [Double], counts: [Double]? = nil, degree: Int
  ) -> (polynomial: OrthogonalPolynomial?, failedAt: Int) {
    let center = mean(points, counts: counts)
    let x = points.map { $0 - center }
    let total = counts?.reduce(0, +) ?? Double(x.count)
    var before = [Double](repeating: 0, count: x.count)
    var last = [Double](repeating: 1 / total.squareRoot(), count: x.count)
    var shifts: [Double] = []
    var scales: [Double] = []
    for step in 1...degree {
      let shift = sum(zip(x, last).map { $0 * $1 * $1 }, counts: counts) { $0 }
      var next = advanced(x, shift, last, scales.last ?? 0, before)
      let length = sum(next, counts: counts) { $0 * $0 }.squareRoot()
      let reach = x.reduce(0) { max($0, ($1 - shift).magnitude) }
      // Below this the column is rounding error: the points are too close together.
      guard length.isFinite, length > reach * 1e-13 else { return (nil, step) }
      for i in next.indices { next[i] /= length }
      shifts.append(shift)
      scales.append(length)
      before = last
      last = next
    }
    return (
      OrthogonalPolynomial(center: center, shifts: shifts, scales: scales, count: total), degree
    )
  }

  /// The columns p₁ … p_k at points. Complexity: O(points × degree).
  func columns(at points: [Double]) -> [[Double]] {
    let x = points.map { $0 - center }
    var before = [Double](repeating: 0, count: x.count)
    var last = [Double](repeating: 1 / count.squareRoot(), count: x.count)
    var columns: [[Double]] = []
    for step in shifts.indices {
      var next = Self.advanced(x, shifts[step], last, step > 0 ? scales[step - 1] : 0, before)
      for i in next.indices { next[i] /= scales[step] }
      columns.append(next)
      before = last
      last = next
    }
    return columns
  }

  /// `(x − shift) last − scale before`.
  private static func advanced(
    _ x: [Double], _ shift: Double, _ last: [Double], _ scale: Double, _ before: [Double]
  ) -> [Double] {
    x.indices.map { (x[$0] - shift) * last[$0] - scale * before[$0] }
  }
}

/// The powers x, x², … up to a degree.
func rawPowers(of x: [Double], degree: Int) -> [[Double]] {
  (1...degree).map { power in
    switch calculate(.each(x), .power, .all(Double(power))) {
    case .each(let values): values
    case .all: []
    }
  }
}

/// The number of distinct values, counted up to a limit.
func distinctCount(_ values: [Double], upTo limit: Int) -> Int {
  var seen: Set<Double> = []
  for value in values {
    seen.insert(value)
    if seen.count >= limit { break }
  }
  return seen.count
}
