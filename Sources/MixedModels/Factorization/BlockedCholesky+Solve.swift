import LinearAlgebra

/// The solution of the penalised least-squares problem at one Λ.
package struct MixedSolution: Sendable {
  /// β: one for each column of X.
  package let fixed: [Double]
  /// u: for each factor, level by level, the standardised effects.
  package let spherical: [Double]
  /// b = Λu, in the same order.
  package let effects: [Double]
  /// Z′We with e = y − Xβ − Zb, in the same order.
  package let scores: [Double]
}

extension BlockedCholesky {
  /// Solves for β, u and what follows from them. Complexity: that of reading the factor once.
  package func solution(_ products: MixedCrossProducts) -> MixedSolution {
    let free = structure.denseOrder - 1
    var dense = Array(self.dense.elements[free * (free + 1)..<free * (free + 1) + free])
    solveUpper(self.dense, order: free, &dense)
    let fixed = Array(dense[structure.denseEffectCount...])
    let spherical = NumberBuffer(count: structure.effectCount)
    let firstDense = structure.effectStarts[structure.sparseCount]
    for index in 0..<structure.denseEffectCount { spherical[firstDense + index] = dense[index] }
    for index in (0..<structure.sparseCount).reversed() {
      substituteBack(index, dense: dense, spherical)
    }
    let u = spherical.array
    let effects = scaledEffects(u)
    return MixedSolution(
      fixed: fixed, spherical: u, effects: effects,
      scores: scores(products, fixed: fixed, effects: effects))
  }

  /// u of a sparse factor, once everything after it is known.
  private func substituteBack(_ index: Int, dense: [Double], _ spherical: NumberBuffer) {
    let layout = structure.panels[index]
    let q = layout.effectCount
    for level in 0..<structure.factors[index].levelCount {
      let panel = panels.from(layout.panelStart(level))
      let first = layout.denseStarts[level]
      let met = layout.denseStarts[level + 1] - first
      let fixed = layout.parentWidth + met
      let target = spherical.from(structure.effectStarts[index] + level * q)
      for r in 0..<q {
        var sum = panel[(fixed + fixedCount) * q + r]
        for parent in layout.parents {
          let width = structure.factors[parent.factor].effectCount
          let start = structure.effectStarts[parent.factor] + Int(parent.levels[level]) * width
          for c in 0..<width { sum -= panel[(parent.column + c) * q + r] * spherical[start + c] }
        }
        for c in 0..<met {
          sum -=
            panel[(layout.parentWidth + c) * q + r] * dense[Int(layout.denseColumns[first + c])]
        }
        for k in 0..<fixedCount {
          sum -= panel[(fixed + k) * q + r] * dense[structure.denseEffectCount + k]
        }
        target[r] = sum
      }
      solveLowerTransposed(
        diagonals.from(diagonalStarts[index] + level * q * q), q, target, columns: 1)
    }
  }

  /// Λu for all levels.
  private func scaledEffects(_ u: [Double]) -> [Double] {
    var effects = u
    for (index, factor) in structure.factors.enumerated() {
      let q = factor.effectCount
      for level in 0..<factor.levelCount {
        let start = structure.effectStarts[index] + level * q
        for r in 0..<q {
          effects[start + r] = (0...r).reduce(0) { $0 + lambda[index][r * q + $1] * u[start + $1] }
        }
      }
    }
    return effects
  }

  /// Z′W(y − Xβ − Zb) by the cross-products.
  private func scores(
    _ products: MixedCrossProducts, fixed: [Double], effects: [Double]
  ) -> [Double] {
    let result = NumberBuffer(count: structure.effectCount)
    let width = fixedCount + 1
    for (index, factor) in structure.factors.enumerated() {
      let q = factor.effectCount
      products.levels[index].withUnsafeBufferPointer { levels in
        for level in 0..<factor.levelCount {
          let source = level * q * (q + width)
          let start = structure.effectStarts[index] + level * q
          for r in 0..<q {
            let border = source + q * q + r * width
            var sum = levels[border + fixedCount]
            for k in 0..<fixedCount { sum -= levels[border + k] * fixed[k] }
            for c in 0..<q { sum -= levels[source + r * q + c] * effects[start + c] }
            result[start + r] = sum
          }
        }
      }
    }
    forEachPair(products) { first, second, block, q, width in
      for r in 0..<q {
        for c in 0..<width {
          result[first + r] -= block[r * width + c] * effects[second + c]
          result[second + c] -= block[r * width + c] * effects[first + r]
        }
      }
    }
    return result.array
  }

  /// Calls `body` for each pair of levels that meet, with where their effects begin, Z₁′WZ₂ by rows,
  /// and its size.
  func forEachPair(
    _ products: MixedCrossProducts,
    _ body: (Int, Int, UnsafePointer<Double>, Int, Int) -> Void
  ) {
    let count = structure.factors.count
    for index in 0..<count {
      for other in index + 1..<max(index + 1, count) {
        let pattern = structure.pattern(index, other)
        let q = structure.factors[index].effectCount
        let width = structure.factors[other].effectCount
        products.pairs[structure.pairIndex(index, other)].withUnsafeBufferPointer { blocks in
          guard let blocks = blocks.baseAddress else { return }
          for level in 0..<structure.factors[index].levelCount {
            let first = structure.effectStarts[index] + level * q
            for entry in pattern.starts[level]..<pattern.starts[level + 1] {
              let second = structure.effectStarts[other] + Int(pattern.levels[entry]) * width
              body(first, second, blocks + entry * q * width, q, width)
            }
          }
        }
      }
    }
  }
}

/// Solves R x = b in place with the leading block of R.
func solveUpper(_ r: Matrix, order: Int, _ b: inout [Double]) {
  for column in (0..<order).reversed() {
    let start = column * r.rowCount
    b[column] /= r.elements[start + column]
    let value = b[column]
    for row in 0..<column { b[row] -= r.elements[start + row] * value }
  }
}
