import LinearAlgebra

extension BlockedCholesky {
  /// The blocks of a sparse factor before anything is eliminated.
  func fillSparse(_ index: Int, _ products: MixedCrossProducts) {
    let factor = structure.factors[index]
    let layout = structure.panels[index]
    let q = factor.effectCount
    let border = layout.borderWidth
    let own = q * (q + border)
    let temporary = scratch.from(0)
    lambda[index].withUnsafeBufferPointer { lambdaOwn in
      products.levels[index].withUnsafeBufferPointer { levels in
        guard let levels = levels.baseAddress else { return }
        for level in 0..<factor.levelCount {
          let source = levels + level * own
          let diagonal = diagonals.from(diagonalStarts[index] + level * q * q)
          multiply(source, rows: q, lambdaOwn, q, to: temporary)
          multiplyTransposed(lambdaOwn, q, temporary, columns: q, to: diagonal)
          for i in 0..<q { diagonal[i * q + i] += 1 }
          let columns =
            layout.parentWidth + layout.denseStarts[level + 1] - layout.denseStarts[level]
          multiplyTransposed(
            lambdaOwn, q, source + q * q, columns: border,
            to: panels.from(layout.panelStart(level) + columns * q))
        }
      }
      for other in index + 1..<max(index + 1, structure.factors.count) {
        fillPairs(index, other, products, lambdaOwn)
      }
    }
  }

  /// The panels' columns of one other factor.
  private func fillPairs(
    _ index: Int, _ other: Int, _ products: MixedCrossProducts,
    _ lambdaOwn: UnsafeBufferPointer<Double>
  ) {
    let layout = structure.panels[index]
    let pattern = structure.pattern(index, other)
    let q = layout.effectCount
    let width = structure.factors[other].effectCount
    let temporary = scratch.from(0)
    lambda[other].withUnsafeBufferPointer { lambdaOther in
      products.pairs[structure.pairIndex(index, other)].withUnsafeBufferPointer { pairs in
        guard let pairs = pairs.baseAddress else { return }
        for level in 0..<structure.factors[index].levelCount {
          var column = firstColumn(of: other, layout, level)
          for entry in pattern.starts[level]..<pattern.starts[level + 1] {
            multiply(pairs + entry * q * width, rows: q, lambdaOther, width, to: temporary)
            multiplyTransposed(
              lambdaOwn, q, temporary, columns: width,
              to: panels.from(layout.panelStart(level) + column * q))
            column += width
          }
        }
      }
    }
  }

  /// The first column in a level's panel of what it meets of another factor.
  func firstColumn(of other: Int, _ layout: PanelLayout, _ level: Int) -> Int {
    if other < structure.sparseCount {
      return layout.parents.first { $0.factor == other }?.column ?? 0
    }
    // Factors' dense columns stand in order: those before are of the factors before.
    let index = structure.sparseCount - layout.parents.count - 1
    var column = layout.parentWidth
    for before in structure.sparseCount..<other {
      let pattern = structure.pattern(index, before)
      column +=
        (pattern.starts[level + 1] - pattern.starts[level])
        * structure.factors[before].effectCount
    }
    return column
  }

  /// The dense matrix before anything is eliminated, upper triangle.
  func fillDense(_ products: MixedCrossProducts) {
    let order = structure.denseOrder
    let first = structure.denseEffectCount
    let temporary = scratch.from(0)
    let image = scratch.from(scratch.count / 2)
    dense.withColumns { target in
      target.update(repeating: 0, count: order * order)
      for index in structure.sparseCount..<max(structure.sparseCount, structure.factors.count) {
        let factor = structure.factors[index]
        let q = factor.effectCount
        let width = fixedCount + 1
        let start = structure.denseStarts[index]
        lambda[index].withUnsafeBufferPointer { own in
          products.levels[index].withUnsafeBufferPointer { levels in
            guard let levels = levels.baseAddress else { return }
            for level in 0..<factor.levelCount {
              let source = levels + level * q * (q + width)
              let row = start + level * q
              multiply(source, rows: q, own, q, to: temporary)
              multiplyTransposed(own, q, temporary, columns: q, to: image)
              for c in 0..<q {
                for r in 0...c { target[(row + c) * order + row + r] = image[c * q + r] }
                target[(row + c) * order + row + c] += 1
              }
              for k in 0..<width {
                for r in 0..<q {
                  var sum = 0.0
                  for a in r..<q { sum += own[a * q + r] * source[q * q + a * width + k] }
                  target[(first + k) * order + row + r] = sum
                }
              }
            }
          }
          for other in index + 1..<max(index + 1, structure.factors.count) {
            fillDensePairs(index, other, products, own, target)
          }
        }
      }
      for j in 0...fixedCount {
        for i in 0...j { target[(first + j) * order + first + i] = products.border[i, j] }
      }
    }
  }

  private func fillDensePairs(
    _ index: Int, _ other: Int, _ products: MixedCrossProducts,
    _ own: UnsafeBufferPointer<Double>, _ target: UnsafeMutablePointer<Double>
  ) {
    let order = structure.denseOrder
    let pattern = structure.pattern(index, other)
    let q = structure.factors[index].effectCount
    let width = structure.factors[other].effectCount
    let temporary = scratch.from(0)
    let image = scratch.from(scratch.count / 2)
    lambda[other].withUnsafeBufferPointer { lambdaOther in
      products.pairs[structure.pairIndex(index, other)].withUnsafeBufferPointer { pairs in
        guard let pairs = pairs.baseAddress else { return }
        for level in 0..<structure.factors[index].levelCount {
          let row = structure.denseStarts[index] + level * q
          for entry in pattern.starts[level]..<pattern.starts[level + 1] {
            let column = structure.denseStarts[other] + Int(pattern.levels[entry]) * width
            multiply(pairs + entry * q * width, rows: q, lambdaOther, width, to: temporary)
            multiplyTransposed(own, q, temporary, columns: width, to: image)
            for c in 0..<width {
              for r in 0..<q { target[(column + c) * order + row + r] = image[c * q + r] }
            }
          }
        }
      }
    }
  }
}
