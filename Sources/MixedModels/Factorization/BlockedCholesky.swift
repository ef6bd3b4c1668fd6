import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The Cholesky factor of
///
///     Λ′Z′WZΛ + I   Λ′Z′WX   Λ′Z′Wy
///     X′WZΛ         X′WX     X′Wy
///     y′WZΛ         y′WX     y′Wy
///
/// at one Λ after another, in the blocks of a ``LevelStructure``: L and a panel for each level of a
/// sparse factor, and one dense triangle for the rest.
///
/// Complexity of a factorization: Σ over sparse levels of (columns met)², and N³/3 for the dense
/// matrix. Memory: the panels and (N + p + 1)², twice each with the inverse.
package final class BlockedCholesky {
  package let structure: LevelStructure
  let fixedCount: Int
  /// L of each sparse level, q × q by rows.
  let diagonals: NumberBuffer
  /// Where each sparse factor's begin in `diagonals`.
  let diagonalStarts: [Int]
  /// L⁻¹ times what each sparse level meets, q rows by columns.
  let panels: NumberBuffer
  /// The upper triangle R of the dense matrix, once it is factored.
  var dense: Matrix
  /// Λ of every factor, q × q by rows.
  private(set) var lambda: [[Double]]
  /// log |L|² of the random part, all factors.
  private(set) var logDeterminant = Double.nan
  private let scratch: NumberBuffer

  package init(_ structure: LevelStructure) {
    self.structure = structure
    fixedCount = structure.fixedCount
    var end = 0
    diagonalStarts = (0..<structure.sparseCount).map { index in
      let factor = structure.factors[index]
      defer { end += factor.levelCount * factor.effectCount * factor.effectCount }
      return end
    }
    diagonals = NumberBuffer(count: end)
    panels = NumberBuffer(count: structure.panels.last?.end ?? 0)
    dense = Matrix(rowCount: structure.denseOrder, columnCount: structure.denseOrder)
    lambda = []
    let widest = structure.factors.reduce(1) { max($0, $1.effectCount) }
    scratch = NumberBuffer(count: 2 * widest * widest)
  }

  /// Factors at Λ. Returns false if some block is not positive definite, or not finite: then there is
  /// no residual left, or numbers are beyond range.
  package func factor(_ products: MixedCrossProducts, lambda: [[Double]]) -> Bool {
    self.lambda = lambda
    fillDense(products)
    for index in 0..<structure.sparseCount { fillSparse(index, products) }
    logDeterminant = 0
    for index in 0..<structure.sparseCount where !eliminate(index) { return false }
    guard factorTiledCholesky(&dense) == 0 else { return false }
    for index in 0..<structure.denseEffectCount { logDeterminant += 2 * log(dense[index, index]) }
    return logDeterminant.isFinite && residualSumOfSquares.isFinite
  }

  /// r²: the penalised residual sum of squares at the best u and β.
  package var residualSumOfSquares: Double {
    let last = structure.denseOrder - 1
    return dense[last, last] * dense[last, last]
  }

  /// log |R_X|², of the fixed part given the random one.
  package var fixedLogDeterminant: Double {
    (0..<fixedCount).reduce(0) {
      $0 + 2 * log(dense[structure.denseEffectCount + $1, structure.denseEffectCount + $1])
    }
  }

  /// The blocks of a sparse factor before anything is eliminated.
  private func fillSparse(_ index: Int, _ products: MixedCrossProducts) {
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
  private func fillDense(_ products: MixedCrossProducts) {
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

  /// Eliminates the levels of a sparse factor. False if a block is not positive definite.
  private func eliminate(_ index: Int) -> Bool {
    let factor = structure.factors[index]
    let layout = structure.panels[index]
    let q = factor.effectCount
    for level in 0..<factor.levelCount {
      let lower = diagonals.from(diagonalStarts[index] + level * q * q)
      guard factorSmall(lower, q) else { return false }
      for i in 0..<q { logDeterminant += 2 * log(lower[i * q + i]) }
      let met = layout.denseStarts[level + 1] - layout.denseStarts[level]
      let panel = panels.from(layout.panelStart(level))
      solveLower(lower, q, panel, columns: layout.parentWidth + met + layout.borderWidth)
      updateParents(layout, level, panel, met)
    }
    // Each task takes all levels out of columns of its own, in their order: the same bits for any number
    // of tasks.
    nonisolated(unsafe) let this = self
    dense.withColumns { target in
      nonisolated(unsafe) let target = target
      let ranges = this.structure.denseRanges
      _ = concurrentMap(count: ranges.count) { place in
        for level in 0..<layout.denseStarts.count - 1 {
          this.updateDense(layout, level, columns: ranges[place], target)
        }
      }
    }
    return true
  }

  /// Takes an eliminated level out of the blocks and panels of its levels in later sparse factors.
  private func updateParents(
    _ layout: PanelLayout, _ level: Int, _ panel: UnsafeMutablePointer<Double>, _ met: Int
  ) {
    let q = layout.effectCount
    for (place, parent) in layout.parents.enumerated() {
      let width = structure.factors[parent.factor].effectCount
      let target = structure.panels[parent.factor]
      let other = Int(parent.levels[level])
      let w = panel + parent.column * q
      let diagonal = diagonals.from(diagonalStarts[parent.factor] + other * width * width)
      subtractProduct(w, w, q, rows: width, columns: width, from: diagonal)
      let theirs = panels.from(target.panelStart(other))
      for (next, further) in layout.parents[(place + 1)...].enumerated() {
        let column = target.parents[next].column
        subtractProduct(
          w, panel + further.column * q, q, rows: width,
          columns: structure.factors[further.factor].effectCount, from: theirs + column * width)
      }
      let dense = panel + layout.parentWidth * q
      let theirDense = theirs + target.parentWidth * width
      let first = layout.denseStarts[level]
      for column in 0..<met {
        subtractProduct(
          w, dense + column * q, q, rows: width, columns: 1,
          from: theirDense + Int(parent.placeInParent[first + column]) * width)
      }
      let theirMet = target.denseStarts[other + 1] - target.denseStarts[other]
      subtractProduct(
        w, dense + met * q, q, rows: width, columns: layout.borderWidth,
        from: theirDense + theirMet * width)
    }
  }

  /// Takes an eliminated level out of some columns of the dense matrix.
  private func updateDense(
    _ layout: PanelLayout, _ level: Int, columns range: Range<Int>,
    _ target: UnsafeMutablePointer<Double>
  ) {
    let order = structure.denseOrder
    let q = layout.effectCount
    let border = structure.denseEffectCount
    let met = layout.denseStarts[level + 1] - layout.denseStarts[level]
    let w = panels.from(layout.panelStart(level) + layout.parentWidth * q)
    layout.denseColumns.withUnsafeBufferPointer { columns in
      guard let base = columns.baseAddress else { return }
      let places = base + layout.denseStarts[level]
      for c2 in layout.columns(of: level, in: range, border: border) {
        let place = c2 < met ? Int(places[c2]) : border + c2 - met
        let column = target + place * order
        let mine = w + c2 * q
        let above = min(c2 + 1, met)
        if q == 1 {
          let factor = mine[0]
          for c1 in 0..<above { column[Int(places[c1])] -= w[c1] * factor }
          if c2 >= met {
            for c1 in met...c2 { column[border + c1 - met] -= w[c1] * factor }
          }
        } else {
          for c1 in 0..<above { column[Int(places[c1])] -= product(w + c1 * q, mine, q) }
          if c2 >= met {
            for c1 in met...c2 { column[border + c1 - met] -= product(w + c1 * q, mine, q) }
          }
        }
      }
    }
  }
}

/// Σ aᵢ bᵢ.
@inline(__always)
func product(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var sum = 0.0
  for i in 0..<count { sum += a[i] * b[i] }
  return sum
}

/// target −= A′B for A and B of q rows, all by columns.
@inline(__always)
private func subtractProduct(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ q: Int, rows: Int, columns: Int,
  from target: UnsafeMutablePointer<Double>
) {
  for c in 0..<columns {
    for r in 0..<rows { target[c * rows + r] -= product(a + r * q, b + c * q, q) }
  }
}

extension Matrix {
  /// Calls `body` with the address of the first element.
  mutating func withColumns<Result>(_ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
    elements.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an empty dense matrix") }
      return body(base)
    }
  }
}
