import LinearAlgebra

/// For each factor E = Σ over levels g of [(Z′WZΛ, Z′WX) U⁻¹]_gg, q × q by rows, with U the matrix that
/// was inverted: the derivative of log |U| in an entry (r, c) of Λ is 2 E[r, c].
///
/// Complexity: one pass over the cross-products.
func traceTerms(
  _ inverse: SelectedInverse, _ factor: BlockedCholesky, _ products: MixedCrossProducts
) -> [[Double]] {
  let structure = inverse.structure
  var terms = structure.factors.map {
    [Double](repeating: 0, count: $0.effectCount * $0.effectCount)
  }
  for index in structure.factors.indices {
    terms[index] = ownTerms(index, inverse, factor, products)
  }
  for index in structure.factors.indices {
    for other in index + 1..<max(index + 1, structure.factors.count) {
      let (mine, theirs) = pairTerms(index, other, inverse, factor, products)
      for i in mine.indices { terms[index][i] += mine[i] }
      for i in theirs.indices { terms[other][i] += theirs[i] }
    }
  }
  return terms
}

/// The part of a factor's own blocks and of X.
private func ownTerms(
  _ index: Int, _ inverse: SelectedInverse, _ factor: BlockedCholesky,
  _ products: MixedCrossProducts
) -> [Double] {
  let structure = inverse.structure
  let q = structure.factors[index].effectCount
  let width = products.fixedCount + 1
  let lambda = factor.lambda[index]
  // Σ A V over pairs of columns first: E = Σ_b A[·, b] (ΛV)[b, ·].
  var sums = [Double](repeating: 0, count: q * q)
  var block = [Double](repeating: 0, count: q * q)
  var image = block
  products.levels[index].withUnsafeBufferPointer { levels in
    for level in 0..<structure.factors[index].levelCount {
      let source = level * q * (q + width)
      inverse.copyBlock(index, level, factor, to: &block)
      for a in 0..<q {
        for c in 0..<q {
          image[a * q + c] = (0...a).reduce(0) { $0 + lambda[a * q + $1] * block[$1 * q + c] }
        }
      }
      for r in 0..<q {
        for c in 0..<q {
          var sum = 0.0
          for b in 0..<q { sum += levels[source + r * q + b] * image[b * q + c] }
          for k in 0..<inverse.fixedCount {
            sum +=
              levels[source + q * q + r * width + k]
              * inverse.fixedElement(index, level, effect: c, column: k)
          }
          sums[r * q + c] += sum
        }
      }
    }
  }
  return sums
}

/// The parts of the blocks that two factors share.
private func pairTerms(
  _ index: Int, _ other: Int, _ inverse: SelectedInverse, _ factor: BlockedCholesky,
  _ products: MixedCrossProducts
) -> (mine: [Double], theirs: [Double]) {
  let structure = inverse.structure
  let pattern = structure.pattern(index, other)
  let q = structure.factors[index].effectCount
  let width = structure.factors[other].effectCount
  // Σ over pairs of A[a, b] V[c, d]: Λ goes in at the end, where it is the same for all levels.
  var sums = [Double](repeating: 0, count: q * width * q * width)
  let blocks = products.pairs[structure.pairIndex(index, other)]
  let order = structure.denseOrder
  sums.withUnsafeMutableBufferPointer { sums in
    blocks.withUnsafeBufferPointer { blocks in
      inverse.dense.elements.withUnsafeBufferPointer { dense in
        for level in 0..<structure.factors[index].levelCount {
          var panel = 0
          if index < structure.sparseCount {
            let layout = structure.panels[index]
            panel = layout.panelStart(level) + factor.firstColumn(of: other, layout, level) * q
          }
          for entry in pattern.starts[level]..<pattern.starts[level + 1] {
            let block = entry * q * width
            for d in 0..<width {
              for c in 0..<q {
                let value: Double
                if index < structure.sparseCount {
                  value = inverse.panels[panel + d * q + c]
                } else {
                  let row = structure.denseStarts[index] + level * q + c
                  let column = structure.denseStarts[other] + Int(pattern.levels[entry]) * width + d
                  value = dense[column * order + row]
                }
                let target = (c * width + d) * q * width
                for i in 0..<q * width { sums[target + i] += blocks[block + i] * value }
              }
            }
            panel += width * q
          }
        }
      }
    }
  }
  var mine = [Double](repeating: 0, count: q * q)
  var theirs = [Double](repeating: 0, count: width * width)
  let (own, others) = (factor.lambda[index], factor.lambda[other])
  for c in 0..<q {
    for d in 0..<width {
      for a in 0..<q {
        for b in 0..<width {
          let sum = sums[(c * width + d) * q * width + a * width + b]
          // E₁[a, c] += A[a, b] Λ₂[b, d] V[c, d]; E₂[b, d] += A[a, b] Λ₁[a, c] V[c, d].
          mine[a * q + c] += sum * others[b * width + d]
          theirs[b * width + d] += sum * own[a * q + c]
        }
      }
    }
  }
  return (mine, theirs)
}

extension SelectedInverse {
  /// The inverse's block of a level, by rows.
  func copyBlock(_ index: Int, _ level: Int, _ factor: BlockedCholesky, to block: inout [Double]) {
    let q = structure.factors[index].effectCount
    if index < structure.sparseCount {
      let start = factor.diagonalStarts[index] + level * q * q
      for i in 0..<q * q { block[i] = diagonals[start + i] }
      return
    }
    let first = structure.denseStarts[index] + level * q
    for c in 0..<q {
      for r in 0...c {
        let value = dense.elements[(first + c) * structure.denseOrder + first + r]
        block[r * q + c] = value
        block[c * q + r] = value
      }
    }
  }

  /// The inverse's element of an effect and a column of X.
  func fixedElement(_ index: Int, _ level: Int, effect: Int, column: Int) -> Double {
    if index < structure.sparseCount {
      let layout = structure.panels[index]
      let met = layout.denseStarts[level + 1] - layout.denseStarts[level]
      let place = layout.parentWidth + met + column
      return panels[layout.panelStart(level) + place * layout.effectCount + effect]
    }
    let row = structure.denseStarts[index] + level * structure.factors[index].effectCount + effect
    return dense.elements[(structure.denseEffectCount + column) * structure.denseOrder + row]
  }
}
