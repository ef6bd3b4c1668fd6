import LinearAlgebra

/// Blocks of ΛVΛ′ with V = (Λ′Z′WZΛ + I)⁻¹, on the pattern of Z′WZ: the conditional covariances of the
/// effects of the levels that meet.
struct EffectCovariances: Sendable {
  /// For each factor its levels one after the other, q × q by rows.
  let levels: [[Double]]
  /// For each pair of factors its pairs of levels, by rows.
  let pairs: [[Double]]

  /// Complexity: one read of the inverse.
  init(_ inverse: SelectedInverse, _ factor: BlockedCholesky) {
    let structure = inverse.structure
    levels = structure.factors.indices.map { ownBlocks($0, inverse, factor) }
    let count = structure.factors.count
    pairs = (0..<count).flatMap { first in
      (first + 1..<max(first + 1, count)).map { pairBlocks(first, $0, inverse, factor) }
    }
  }
}

private func ownBlocks(
  _ index: Int, _ inverse: SelectedInverse, _ factor: BlockedCholesky
) -> [Double] {
  let own = inverse.structure.factors[index]
  let q = own.effectCount
  let lambda = factor.lambda[index]
  var result = [Double](repeating: 0, count: own.levelCount * q * q)
  var block = [Double](repeating: 0, count: q * q)
  for level in 0..<own.levelCount {
    inverse.copyBlock(index, level, factor, to: &block)
    sandwich(lambda, q, block, lambda, q, to: &result, at: level * q * q)
  }
  return result
}

private func pairBlocks(
  _ index: Int, _ other: Int, _ inverse: SelectedInverse, _ factor: BlockedCholesky
) -> [Double] {
  let structure = inverse.structure
  let pattern = structure.pattern(index, other)
  let q = structure.factors[index].effectCount
  let width = structure.factors[other].effectCount
  let order = structure.denseOrder
  var result = [Double](repeating: 0, count: pattern.levels.count * q * width)
  var block = [Double](repeating: 0, count: q * width)
  for level in 0..<structure.factors[index].levelCount {
    var panel = 0
    if index < structure.sparseCount {
      let layout = structure.panels[index]
      panel = layout.panelStart(level) + factor.firstColumn(of: other, layout, level) * q
    }
    for entry in pattern.starts[level]..<pattern.starts[level + 1] {
      for d in 0..<width {
        for c in 0..<q {
          if index < structure.sparseCount {
            block[c * width + d] = inverse.panels[panel + d * q + c]
          } else {
            let row = structure.denseStarts[index] + level * q + c
            let column = structure.denseStarts[other] + Int(pattern.levels[entry]) * width + d
            block[c * width + d] = inverse.dense.elements[column * order + row]
          }
        }
      }
      sandwich(
        factor.lambda[index], q, block, factor.lambda[other], width, to: &result,
        at: entry * q * width)
      panel += width * q
    }
  }
  return result
}

/// Λ₁ B Λ₂′, all by rows.
@inline(__always)
private func sandwich(
  _ left: [Double], _ q: Int, _ block: [Double], _ right: [Double], _ width: Int,
  to result: inout [Double], at start: Int
) {
  if q == 1 && width == 1 {
    result[start] = left[0] * block[0] * right[0]
    return
  }
  for i in 0..<q {
    for j in 0..<width {
      var sum = 0.0
      for a in 0...i {
        for b in 0...j { sum += left[i * q + a] * block[a * width + b] * right[j * width + b] }
      }
      result[start + i * width + j] = sum
    }
  }
}

/// h = diag(ZΛVΛ′Z′), the conditional variance of each row's linear predictor. Complexity: one pass over
/// the rows for each factor and pair of factors.
func rowVariances(
  _ structure: LevelStructure, _ effects: [RowEffects], _ covariances: EffectCovariances
) -> [Double] {
  let rows = structure.factors.first?.codes.count ?? 0
  var result = [Double](repeating: 0, count: rows)
  for (index, own) in effects.enumerated() {
    addForms(own, own, own.codes, covariances.levels[index], factor: 1, to: &result)
    for other in index + 1..<max(index + 1, effects.count) {
      let place = structure.pairIndex(index, other)
      addForms(
        own, effects[other], structure.patterns[place].entryOfRow, covariances.pairs[place],
        factor: 2, to: &result)
    }
  }
  return result
}

/// result[i] += factor · z₁′ B z₂ with the block of the row.
private func addForms(
  _ first: RowEffects, _ second: RowEffects, _ places: [Int32], _ blocks: [Double],
  factor: Double, to result: inout [Double]
) {
  let (q, width) = (first.effectCount, second.effectCount)
  var z = [Double](repeating: 0, count: q)
  var other = [Double](repeating: 0, count: width)
  result.withUnsafeMutableBufferPointer { result in
    places.withUnsafeBufferPointer { places in
      blocks.withUnsafeBufferPointer { blocks in
        if first.isIntercept && second.isIntercept {
          for row in 0..<result.count { result[row] += factor * blocks[Int(places[row])] }
          return
        }
        for row in 0..<result.count {
          first.load(row, to: &z)
          second.load(row, to: &other)
          let start = Int(places[row]) * q * width
          var sum = 0.0
          for a in 0..<q {
            for b in 0..<width { sum += z[a] * blocks[start + a * width + b] * other[b] }
          }
          result[row] += factor * sum
        }
      }
    }
  }
}
