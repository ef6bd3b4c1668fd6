import LinearAlgebra

extension BlockedCholesky {
  /// (Λ′Z′WZΛ + I)⁻¹ v, all effects in the order of the structure. Complexity: that of reading the
  /// factor twice.
  func solveEffects(_ v: [Double]) -> [Double] {
    precondition(v.count == structure.effectCount, "\(v.count) of \(structure.effectCount) effects")
    let solution = NumberBuffer(v)
    let firstDense = structure.effectStarts[structure.sparseCount]
    var last = Array(v[firstDense...])
    for index in 0..<structure.sparseCount { substitute(index, solution, &last) }
    let order = structure.denseEffectCount
    for column in 0..<order {
      let start = column * dense.rowCount
      var sum = last[column]
      for row in 0..<column { sum -= dense.elements[start + row] * last[row] }
      last[column] = sum / dense.elements[start + column]
    }
    solveUpper(dense, order: order, &last)
    for index in 0..<order { solution[firstDense + index] = last[index] }
    for index in (0..<structure.sparseCount).reversed() { substituteBack(index, solution, last) }
    return solution.array
  }

  /// L⁻¹ v of a sparse factor, taken out of all that comes after it.
  private func substitute(_ index: Int, _ solution: NumberBuffer, _ last: inout [Double]) {
    let layout = structure.panels[index]
    let q = layout.effectCount
    for level in 0..<structure.factors[index].levelCount {
      let own = solution.from(structure.effectStarts[index] + level * q)
      solveLower(diagonals.from(diagonalStarts[index] + level * q * q), q, own, columns: 1)
      let panel = panels.from(layout.panelStart(level))
      for parent in layout.parents {
        let width = structure.factors[parent.factor].effectCount
        let target = solution.from(
          structure.effectStarts[parent.factor] + Int(parent.levels[level]) * width)
        for c in 0..<width { target[c] -= product(panel + (parent.column + c) * q, own, q) }
      }
      let first = layout.denseStarts[level]
      for c in 0..<layout.denseStarts[level + 1] - first {
        last[Int(layout.denseColumns[first + c])] -=
          product(panel + (layout.parentWidth + c) * q, own, q)
      }
    }
  }

  /// The solution of a sparse factor, once all that comes after it is known.
  private func substituteBack(_ index: Int, _ solution: NumberBuffer, _ last: [Double]) {
    let layout = structure.panels[index]
    let q = layout.effectCount
    for level in 0..<structure.factors[index].levelCount {
      let own = solution.from(structure.effectStarts[index] + level * q)
      let panel = panels.from(layout.panelStart(level))
      for parent in layout.parents {
        let width = structure.factors[parent.factor].effectCount
        let known = solution.from(
          structure.effectStarts[parent.factor] + Int(parent.levels[level]) * width)
        for c in 0..<width {
          for r in 0..<q { own[r] -= panel[(parent.column + c) * q + r] * known[c] }
        }
      }
      let first = layout.denseStarts[level]
      for c in 0..<layout.denseStarts[level + 1] - first {
        let known = last[Int(layout.denseColumns[first + c])]
        for r in 0..<q { own[r] -= panel[(layout.parentWidth + c) * q + r] * known }
      }
      solveLowerTransposed(
        diagonals.from(diagonalStarts[index] + level * q * q), q, own, columns: 1)
    }
  }
}
