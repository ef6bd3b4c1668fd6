import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension BlockedCholesky {
  /// Eliminates the levels of a sparse factor.
  ///
  /// - Returns: log |L|² of its blocks; nil if one is not positive definite.
  func eliminate(_ index: Int) -> Double? {
    var logDeterminant = 0.0
    let factor = structure.factors[index]
    let layout = structure.panels[index]
    let q = factor.effectCount
    for level in 0..<factor.levelCount {
      let lower = diagonals.from(diagonalStarts[index] + level * q * q)
      guard factorSmall(lower, q) else { return nil }
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
    return logDeterminant
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
