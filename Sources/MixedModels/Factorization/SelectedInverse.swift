import LinearAlgebra

/// The blocks of the inverse of Λ′Z′WZΛ + I, with X appended or not, where levels meet: all that
/// derivatives of the determinant need.
///
/// Takahashi, K., Fagan, J. & Chen, M.-S. (1973), 8th PICA Conference: an inverse can be had on the
/// pattern of its factor, from the last block back to the first.
final class SelectedInverse {
  let structure: LevelStructure
  /// The inverse's block of each sparse level, q × q by rows, as the factor's diagonals stand.
  let diagonals: NumberBuffer
  /// The inverse's columns of what each sparse level meets, as the factor's panels stand; those of y,
  /// and of X if it takes no part, mean nothing.
  let panels: NumberBuffer
  /// The inverse's dense part, upper triangle.
  var dense: Matrix
  /// The columns of X that take part: p or 0.
  private(set) var fixedCount = 0
  private var work: Matrix

  init(_ factor: BlockedCholesky) {
    structure = factor.structure
    diagonals = NumberBuffer(count: factor.diagonals.count)
    panels = NumberBuffer(count: factor.panels.count)
    dense = factor.dense
    work = factor.dense
  }

  /// Inverts a factor. Complexity: Σ over sparse levels of (columns met)², and 2N³/3.
  func invert(_ factor: BlockedCholesky, includesFixed: Bool) {
    fixedCount = includesFixed ? factor.fixedCount : 0
    let order = structure.denseEffectCount + fixedCount
    invertTiledCholesky(factor.dense, order: order, work: &work, to: &dense)
    for index in (0..<structure.sparseCount).reversed() { invert(factor, index) }
  }

  /// The levels of a sparse factor, which depend on later factors only.
  private func invert(_ factor: BlockedCholesky, _ index: Int) {
    let count = structure.factors[index].levelCount
    let chunks = max(1, min(32, count / 64))
    nonisolated(unsafe) let (this, factor) = (self, factor)
    dense.elements.withUnsafeBufferPointer { dense in
      guard let base = dense.baseAddress else { return }
      nonisolated(unsafe) let dense = base
      _ = concurrentMap(count: chunks) { chunk in
        this.invert(
          factor, index, levels: count * chunk / chunks..<count * (chunk + 1) / chunks, dense)
      }
    }
  }

  private func invert(
    _ factor: BlockedCholesky, _ index: Int, levels: Range<Int>, _ dense: UnsafePointer<Double>
  ) {
    let layout = structure.panels[index]
    let q = layout.effectCount
    let scratch = NumberBuffer(count: q * q)
    for level in levels {
      let met = layout.denseStarts[level + 1] - layout.denseStarts[level]
      let columns = layout.parentWidth + met + fixedCount
      let w = UnsafePointer(factor.panels.from(layout.panelStart(level)))
      let target = panels.from(layout.panelStart(level))
      for i in 0..<q * columns { target[i] = 0 }
      addDense(layout, level, w, met, dense, to: target)
      for (place, parent) in layout.parents.enumerated() {
        addParent(layout, level, place, parent, w, met, to: target)
      }
      let diagonal = factor.diagonalStarts[index] + level * q * q
      let lower = UnsafePointer(factor.diagonals.from(diagonal))
      solveLowerTransposed(lower, q, target, columns: columns)
      for i in 0..<q * columns { target[i] = -target[i] }
      finishDiagonal(
        lower, w, target, q, columns: columns, scratch, to: diagonals.from(diagonal))
    }
  }

  /// target += W V for the dense columns a level meets, V symmetric of which the upper triangle stands.
  private func addDense(
    _ layout: PanelLayout, _ level: Int, _ w: UnsafePointer<Double>, _ met: Int,
    _ dense: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>
  ) {
    let q = layout.effectCount
    let order = structure.denseOrder
    let first = layout.parentWidth
    layout.denseColumns.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return }
      let places = base + layout.denseStarts[level]
      for c2 in 0..<met + fixedCount {
        let place = c2 < met ? Int(places[c2]) : structure.denseEffectCount + c2 - met
        let column = dense + place * order
        let to2 = target + (first + c2) * q
        let w2 = w + (first + c2) * q
        if q == 1 {
          var sum = 0.0
          let factor = w2[0]
          let above = min(c2, met)
          for c1 in 0..<above {
            let value = column[Int(places[c1])]
            sum += w[first + c1] * value
            target[first + c1] += factor * value
          }
          for c1 in above..<c2 {
            let value = column[structure.denseEffectCount + c1 - met]
            sum += w[first + c1] * value
            target[first + c1] += factor * value
          }
          to2[0] += sum + factor * column[place]
          continue
        }
        for c1 in 0...c2 {
          let value = column[
            c1 < met ? Int(places[c1]) : structure.denseEffectCount + c1 - met]
          let w1 = w + (first + c1) * q
          for r in 0..<q { to2[r] += w1[r] * value }
          if c1 < c2 {
            let to1 = target + (first + c1) * q
            for r in 0..<q { to1[r] += w2[r] * value }
          }
        }
      }
    }
  }

  /// target += W V for the products with one parent's columns, both ways.
  private func addParent(
    _ layout: PanelLayout, _ level: Int, _ place: Int, _ parent: PanelLayout.Parent,
    _ w: UnsafePointer<Double>, _ met: Int, to target: UnsafeMutablePointer<Double>
  ) {
    let q = layout.effectCount
    let width = structure.factors[parent.factor].effectCount
    let theirs = structure.panels[parent.factor]
    let other = Int(parent.levels[level])
    let panel = UnsafePointer(panels.from(theirs.panelStart(other)))
    let block = UnsafePointer(diagonals.from(diagonalStart(parent.factor) + other * width * width))
    for a in 0..<width {
      for b in 0..<width {
        add(w + (parent.column + a) * q, block[a * width + b], q, target + (parent.column + b) * q)
      }
    }
    func both(_ mine: Int, _ column: Int) {
      for a in 0..<width {
        let value = panel[column * width + a]
        add(w + (parent.column + a) * q, value, q, target + mine * q)
        add(w + mine * q, value, q, target + (parent.column + a) * q)
      }
    }
    for (next, further) in layout.parents[(place + 1)...].enumerated() {
      for b in 0..<structure.factors[further.factor].effectCount {
        both(further.column + b, theirs.parents[next].column + b)
      }
    }
    let first = layout.denseStarts[level]
    for c in 0..<met {
      both(layout.parentWidth + c, theirs.parentWidth + Int(parent.placeInParent[first + c]))
    }
    let theirMet = theirs.denseStarts[other + 1] - theirs.denseStarts[other]
    for k in 0..<fixedCount {
      both(layout.parentWidth + met + k, theirs.parentWidth + theirMet + k)
    }
  }

  /// (L⁻ᵀ − V W′) L⁻¹ for the V of the panel.
  private func finishDiagonal(
    _ lower: UnsafePointer<Double>, _ w: UnsafePointer<Double>,
    _ panel: UnsafeMutablePointer<Double>, _ q: Int, columns: Int, _ scratch: NumberBuffer,
    to target: UnsafeMutablePointer<Double>
  ) {
    if q == 1 {
      let inverse = 1 / lower[0]
      target[0] = (inverse - product(panel, w, columns)) * inverse
      return
    }
    // The columns of the transpose, L⁻¹ − W V′, which L′ is then solved with.
    let block = scratch.from(0)
    for c in 0..<q {
      for r in 0..<q { block[c * q + r] = r == c ? 1 : 0 }
    }
    solveLower(lower, q, block, columns: q)
    for c in 0..<q {
      for r in 0..<q {
        var sum = 0.0
        for k in 0..<columns { sum += w[k * q + r] * panel[k * q + c] }
        block[c * q + r] -= sum
      }
    }
    solveLowerTransposed(lower, q, block, columns: q)
    for c in 0..<q {
      for r in 0..<q { target[r * q + c] = 0.5 * (block[c * q + r] + block[r * q + c]) }
    }
  }

  private func diagonalStart(_ index: Int) -> Int {
    var start = 0
    for before in 0..<index {
      let factor = structure.factors[before]
      start += factor.levelCount * factor.effectCount * factor.effectCount
    }
    return start
  }
}

/// target += factor · source.
@inline(__always)
private func add(
  _ source: UnsafePointer<Double>, _ factor: Double, _ count: Int,
  _ target: UnsafeMutablePointer<Double>
) {
  for i in 0..<count { target[i] += factor * source[i] }
}
