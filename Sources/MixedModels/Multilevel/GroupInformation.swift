import LinearAlgebra

/// For each level of a factor Z′V⁻¹Z of its effects, q × q by rows, with V the covariance of rows
/// that comes from the residual and from the factors nested within this one, over σ².
///
/// With the factor's own Λ at a multiple s of the identity, and those of all coarser factors left
/// out, the blocked factorization reaches s²Z′V⁻¹Z + I once it has eliminated the nested factors.
///
/// - Returns: nil where nested factors cross each other, so that their elimination does not stay
///   within blocks.
func groupInformation(_ numbers: MixedNumbers, of index: Int, theta: [Double]) -> [Double]? {
  let structure = numbers.structure
  let q = structure.factors[index].effectCount
  let own = ownInformation(numbers, of: index)
  let nested = structure.factorsNested(within: index)
  if nested.isEmpty { return own }
  let places = nested + [index]
  guard nested.allSatisfy({ $0 < index }), structure.isChain(places) else { return nil }
  let part = structure.selecting(places)
  let all = structure.templates.factors(at: theta)
  let scales = (0..<q).map { effect in
    let mean =
      stride(from: effect * (q + 1), to: own.count, by: q * q).reduce(0) { $0 + own[$1] }
      / Double(structure.factors[index].levelCount)
    return mean > 0 ? largeScale / mean.squareRoot() : 1
  }
  var last = [Double](repeating: 0, count: q * q)
  for effect in 0..<q { last[effect * (q + 1)] = scales[effect] }
  let factor = BlockedCholesky(part)
  guard
    factor.factor(
      numbers.products.effectsOnly(structure, places), lambda: nested.map { all[$0] } + [last])
  else { return nil }
  var result = [Double](repeating: 0, count: own.count)
  let start = factor.diagonalStarts[nested.count]
  for level in 0..<structure.factors[index].levelCount {
    let base = level * q * q
    for r in 0..<q {
      for c in 0...r {
        var sum = r == c ? -1.0 : 0
        for k in 0...c {
          sum +=
            factor.diagonals[start + base + r * q + k] * factor.diagonals[start + base + c * q + k]
        }
        result[base + r * q + c] = sum / (scales[r] * scales[c])
        result[base + c * q + r] = result[base + r * q + c]
      }
    }
  }
  return result
}

/// Large enough that nothing is lost with the identity, small enough that rounding does not reach
/// it.
private let largeScale = 0x1p10

/// Z′WZ of each level of a factor.
private func ownInformation(_ numbers: MixedNumbers, of index: Int) -> [Double] {
  let factor = numbers.structure.factors[index]
  let q = factor.effectCount
  let stride = q * (q + numbers.products.fixedCount + 1)
  let levels = numbers.products.levels[index]
  return (0..<factor.levelCount).flatMap { levels[$0 * stride..<$0 * stride + q * q] }
}

extension LevelStructure {
  /// The factors every level of which lies in one level of this factor, in their order.
  func factorsNested(within index: Int) -> [Int] {
    factors.indices.filter { other in
      other < index
        ? pattern(other, index).isNested
        : other > index && pattern(index, other).levels.count == factors[other].levelCount
    }
  }

  /// Whether each of some factors is nested in all that come after it.
  func isChain(_ places: [Int]) -> Bool {
    places.indices.allSatisfy { first in
      places[(first + 1)...].allSatisfy { pattern(places[first], $0).isNested }
    }
  }

  /// The structure of some of the factors, in their order, without fixed columns.
  func selecting(_ places: [Int]) -> LevelStructure {
    LevelStructure(
      factors: places.map { factors[$0] }, patterns: pairs(of: places).map { pattern($0.0, $0.1) },
      fixedCount: 0)
  }

  /// The pairs of some factors, in order.
  fileprivate func pairs(of places: [Int]) -> [(Int, Int)] {
    places.indices.flatMap { first in places[(first + 1)...].map { (places[first], $0) } }
  }
}

extension MixedCrossProducts {
  /// Z′WZ of some factors and their pairs, without fixed columns and with a y of length one that
  /// is none of their concern.
  fileprivate func effectsOnly(_ structure: LevelStructure, _ places: [Int]) -> MixedCrossProducts {
    MixedCrossProducts(
      rowCount: rowCount,
      levels: places.map { place in
        let factor = structure.factors[place]
        let q = factor.effectCount
        let stride = q * (q + fixedCount + 1)
        return (0..<factor.levelCount).flatMap { level in
          levels[place][level * stride..<level * stride + q * q] + repeatElement(0, count: q)
        }
      }, pairs: structure.pairs(of: places).map { pairs[structure.pairIndex($0.0, $0.1)] })
  }
}
