import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The effects of one factor in another order, so that what is to be held stands in the first rows of
// its Λ.

/// New effect *i* of a factor is the effect `order[i]` so far; only within terms.
struct EffectOrder: Sendable {
  let factor: Int
  let order: [Int]
}

extension MixedCrossProducts {
  /// The same rows with the effects of a factor in another order.
  func reordered(_ new: EffectOrder, _ structure: LevelStructure) -> MixedCrossProducts {
    let q = new.order.count
    let width = fixedCount + 1
    let stride = q * (q + width)
    var levels = levels
    let own = levels[new.factor]
    for start in Swift.stride(from: 0, to: own.count, by: stride) {
      for (i, from) in new.order.enumerated() {
        for (j, other) in new.order.enumerated() {
          levels[new.factor][start + i * q + j] = own[start + from * q + other]
        }
        for k in 0..<width {
          levels[new.factor][start + q * q + i * width + k] =
            own[start + q * q + from * width + k]
        }
      }
    }
    var pairs = pairs
    for other in structure.factors.indices where other != new.factor {
      let isFirst = new.factor < other
      let place = structure.pairIndex(min(new.factor, other), max(new.factor, other))
      let width = structure.factors[other].effectCount
      let blocks = pairs[place]
      for start in Swift.stride(from: 0, to: blocks.count, by: q * width) {
        for (i, from) in new.order.enumerated() {
          for k in 0..<width {
            if isFirst {
              pairs[place][start + i * width + k] = blocks[start + from * width + k]
            } else {
              pairs[place][start + k * q + i] = blocks[start + k * q + from]
            }
          }
        }
      }
    }
    return MixedCrossProducts(
      rowCount: rowCount, fixedCount: fixedCount, levels: levels, pairs: pairs, border: border)
  }
}

extension RowEffects {
  /// The same with the effects in another order.
  func reordered(_ order: [Int]) -> RowEffects {
    RowEffects(
      codes: codes, levelCount: levelCount, columns: order.map { columns[$0] }, first: first)
  }
}

/// The free entries of the factors of the same covariances once the effects of one factor stand in
/// another order.
func reordered(
  _ theta: [Double], _ new: EffectOrder, _ templates: [CovarianceTemplate]
) -> [Double] {
  var all = templates.factors(at: theta)
  let q = new.order.count
  let square = squared(all[new.factor], order: q)
  let covariance = new.order.flatMap { row in new.order.map { square[row * q + $0] } }
  all[new.factor] = semidefiniteFactor(covariance, q)
  return templates.freeEntries(of: all)
}

/// The lower triangular F with FF′ = A by rows; a column of zeros where nothing is left of a variance.
private func semidefiniteFactor(_ a: [Double], _ q: Int) -> [Double] {
  var f = [Double](repeating: 0, count: q * q)
  for c in 0..<q {
    var left = a[c * q + c]
    for k in 0..<c { left -= f[c * q + k] * f[c * q + k] }
    guard left > 1e-14 * a[c * q + c] else { continue }
    f[c * q + c] = left.squareRoot()
    for r in c + 1..<max(c + 1, q) {
      var sum = a[r * q + c]
      for k in 0..<c { sum -= f[r * q + k] * f[c * q + k] }
      f[r * q + c] = sum / f[c * q + c]
    }
  }
  return f
}
