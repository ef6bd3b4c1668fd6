import LinearAlgebra

/// f_j′P f_k for the working responses f_k = (∂V/∂θ_k) P y, in units in which σ² is 1, and y′P f_k.
///
/// Twice the *average information* of Gilmour, Thompson & Cullis (1995), Biometrics 51, 1440–1450: the
/// mean of observed and expected information, for which traces cancel, so that it costs as many
/// solves as there are parameters. P is V⁻¹ with X taken out.
struct AverageInformation {
  /// Row after row.
  let matrix: [Double]
  /// y′P f_k: minus the derivative of r².
  let slopes: [Double]
}

/// Complexity: one read of the factor for each parameter.
func averageInformation(
  _ factor: BlockedCholesky, _ products: MixedCrossProducts, _ solution: MixedSolution
) -> AverageInformation {
  let structure = factor.structure
  let count = structure.templates.parameterCount
  let (columns, slopes) = workingEffects(factor, solution)
  let images = imagesOfEffects(factor, products, columns)
  var matrix = [Double](repeating: 0, count: count * count)
  // c′Z′WZ c …
  for effect in 0..<structure.effectCount {
    for j in 0..<count {
      let value = columns[effect * count + j]
      if value == 0 { continue }
      for k in 0..<count { matrix[j * count + k] += value * images.effects[effect * count + k] }
    }
  }
  // … less what the factor's columns take out of it.
  subtractExplained(factor, images, count, from: &matrix)
  for j in 0..<count {
    for k in 0..<j {
      let mean = 0.5 * (matrix[j * count + k] + matrix[k * count + j])
      matrix[j * count + k] = mean
      matrix[k * count + j] = mean
    }
  }
  return AverageInformation(matrix: matrix, slopes: slopes)
}

/// The c_k with f_k = Z c_k: (∂Λ Λ′ + Λ ∂Λ′) Z′We level by level, effects × parameters.
private func workingEffects(
  _ factor: BlockedCholesky, _ solution: MixedSolution
) -> (columns: NumberBuffer, slopes: [Double]) {
  let structure = factor.structure
  let count = structure.templates.parameterCount
  let columns = NumberBuffer(count: structure.effectCount * count)
  var slopes = [Double](repeating: 0, count: count)
  for (index, start) in structure.templates.parameterStarts.enumerated() {
    let q = structure.factors[index].effectCount
    let lambda = factor.lambda[index]
    for (place, entry) in structure.factors[index].template.entries.enumerated() {
      let k = start + place
      for level in 0..<structure.factors[index].levelCount {
        let first = structure.effectStarts[index] + level * q
        let u = solution.spherical[first + entry.column]
        let v = solution.scores[first + entry.row]
        slopes[k] += 2 * u * v
        columns[(first + entry.row) * count + k] += u
        for r in entry.column..<q {
          columns[(first + r) * count + k] += lambda[r * q + entry.column] * v
        }
      }
    }
  }
  return (columns, slopes)
}

private struct EffectImages {
  /// Z′WZ C, effects × parameters.
  let effects: NumberBuffer
  /// X′WZ C, p × parameters.
  let fixed: [Double]
}

private func imagesOfEffects(
  _ factor: BlockedCholesky, _ products: MixedCrossProducts, _ columns: NumberBuffer
) -> EffectImages {
  let structure = factor.structure
  let count = structure.templates.parameterCount
  let fixedCount = structure.fixedCount
  let images = NumberBuffer(count: structure.effectCount * count)
  var fixed = [Double](repeating: 0, count: fixedCount * count)
  for (index, start) in structure.templates.parameterStarts.enumerated() {
    let own = structure.factors[index]
    let q = own.effectCount
    // Elsewhere C is zero.
    let mine = start..<start + own.template.entries.count
    let width = fixedCount + 1
    products.levels[index].withUnsafeBufferPointer { levels in
      for level in 0..<own.levelCount {
        let source = level * q * (q + width)
        let first = structure.effectStarts[index] + level * q
        for a in 0..<q {
          for k in mine {
            let value = columns[(first + a) * count + k]
            for r in 0..<q { images[(first + r) * count + k] += levels[source + r * q + a] * value }
            for j in 0..<fixedCount {
              fixed[j * count + k] += levels[source + q * q + a * width + j] * value
            }
          }
        }
      }
    }
  }
  factor.forEachPair(products) { first, second, block, q, width in
    for a in 0..<q {
      let mine = columns.from((first + a) * count)
      let mineTarget = images.from((first + a) * count)
      for b in 0..<width {
        let value = block[a * width + b]
        let theirs = columns.from((second + b) * count)
        let theirTarget = images.from((second + b) * count)
        for k in 0..<count {
          mineTarget[k] += value * theirs[k]
          theirTarget[k] += value * mine[k]
        }
      }
    }
  }
  return EffectImages(effects: images, fixed: fixed)
}

/// Subtracts the inner products of L⁻¹ [Λ′Z′WZC; X′WZC].
private func subtractExplained(
  _ factor: BlockedCholesky, _ images: EffectImages, _ count: Int, from matrix: inout [Double]
) {
  let structure = factor.structure
  let right = scaledTransposed(factor, images.effects, count)
  let order = structure.denseEffectCount + structure.fixedCount
  let dense = NumberBuffer(count: order * count)
  let firstDense = structure.effectStarts[structure.sparseCount] * count
  for i in 0..<structure.denseEffectCount * count { dense[i] = right[firstDense + i] }
  for i in images.fixed.indices { dense[structure.denseEffectCount * count + i] = images.fixed[i] }
  for index in 0..<structure.sparseCount {
    let layout = structure.panels[index]
    let q = layout.effectCount
    for level in 0..<structure.factors[index].levelCount {
      let own = right.from((structure.effectStarts[index] + level * q) * count)
      let lower = factor.diagonals.from(factor.diagonalStarts[index] + level * q * q)
      for r in 0..<q {
        for b in 0..<r {
          for k in 0..<count { own[r * count + k] -= lower[r * q + b] * own[b * count + k] }
        }
        let inverse = 1 / lower[r * q + r]
        for k in 0..<count { own[r * count + k] *= inverse }
      }
      let panel = factor.panels.from(layout.panelStart(level))
      func take(_ column: Int, from target: UnsafeMutablePointer<Double>) {
        for r in 0..<q {
          let value = panel[column * q + r]
          for k in 0..<count { target[k] -= value * own[r * count + k] }
        }
      }
      for parent in layout.parents {
        let width = structure.factors[parent.factor].effectCount
        let first = structure.effectStarts[parent.factor] + Int(parent.levels[level]) * width
        for c in 0..<width { take(parent.column + c, from: right.from((first + c) * count)) }
      }
      let first = layout.denseStarts[level]
      let met = layout.denseStarts[level + 1] - first
      for c in 0..<met {
        take(layout.parentWidth + c, from: dense.from(Int(layout.denseColumns[first + c]) * count))
      }
      for j in 0..<structure.fixedCount {
        take(
          layout.parentWidth + met + j,
          from: dense.from((structure.denseEffectCount + j) * count))
      }
      for r in 0..<q { subtractSquare(own + r * count, count, from: &matrix) }
    }
  }
  var last = Matrix(rowCount: order, columnCount: count)
  for i in 0..<order {
    for k in 0..<count { last[i, k] = dense[i * count + k] }
  }
  solveLeadingTransposed(factor.dense, order: order, &last)
  var row = [Double](repeating: 0, count: count)
  for i in 0..<order {
    for k in 0..<count { row[k] = last[i, k] }
    row.withUnsafeBufferPointer { row in
      if let row = row.baseAddress { subtractSquare(row, count, from: &matrix) }
    }
  }
}

/// matrix −= v v′.
@inline(__always)
private func subtractSquare(
  _ v: UnsafePointer<Double>, _ count: Int, from matrix: inout [Double]
) {
  for j in 0..<count {
    for k in 0..<count { matrix[j * count + k] -= v[j] * v[k] }
  }
}

/// Λ′ times the columns, level by level, effects × parameters.
private func scaledTransposed(
  _ factor: BlockedCholesky, _ columns: NumberBuffer, _ count: Int
) -> NumberBuffer {
  let structure = factor.structure
  let result = NumberBuffer(count: columns.count)
  for (index, own) in structure.factors.enumerated() {
    let q = own.effectCount
    let lambda = factor.lambda[index]
    for level in 0..<own.levelCount {
      let first = structure.effectStarts[index] + level * q
      for r in 0..<q {
        for a in r..<q {
          let value = lambda[a * q + r]
          for k in 0..<count {
            result[(first + r) * count + k] += value * columns[(first + a) * count + k]
          }
        }
      }
    }
  }
  return result
}
