import LinearAlgebra

extension MixedCrossProducts {
  /// Z′WZ of the levels that meet, with Z′s where the products with y stand, of a structure without
  /// fixed columns.
  ///
  /// W may have negative elements, and nothing is asked of y: the last diagonal element is so large
  /// that the factorization never fails for it.
  ///
  /// Complexity: one pass over the rows for each factor and pair of factors, in parallel.
  init(
    _ structure: LevelStructure, _ effects: [RowEffects], weights: [Double], scores: [Double]
  ) {
    rowCount = weights.count
    fixedCount = 0
    let count = effects.count
    let places = (0..<count).flatMap { a in (a + 1..<max(a + 1, count)).map { (a, $0) } }
    let parts = concurrentMap(count: count + places.count) { index in
      if index < count { return levelSums(effects[index], weights: weights, scores: scores) }
      let (first, second) = places[index - count]
      return pairSums(
        effects[first], effects[second], structure.pattern(first, second), weights: weights)
    }
    levels = Array(parts[..<count])
    pairs = Array(parts[count...])
    border = Matrix(rowCount: 1, columnCount: 1, elements: [1e300])
  }

  /// The same with another number in the place of y′Wy.
  func with(responseSquare: Double) -> MixedCrossProducts {
    MixedCrossProducts(
      rowCount: rowCount, fixedCount: 0, levels: levels, pairs: pairs,
      border: Matrix(rowCount: 1, columnCount: 1, elements: [responseSquare]))
  }
}

/// For each level Z′WZ by rows, then Z′s.
private func levelSums(_ own: RowEffects, weights: [Double], scores: [Double]) -> [Double] {
  let q = own.effectCount
  let stride = q * (q + 1)
  var sums = [Double](repeating: 0, count: own.levelCount * stride)
  var z = [Double](repeating: 0, count: q)
  sums.withUnsafeMutableBufferPointer { sums in
    weights.withUnsafeBufferPointer { weights in
      scores.withUnsafeBufferPointer { scores in
        own.codes.withUnsafeBufferPointer { codes in
          if own.isIntercept {
            for row in 0..<weights.count {
              let target = 2 * Int(codes[row])
              sums[target] += weights[row]
              sums[target + 1] += scores[row]
            }
            return
          }
          for row in 0..<weights.count {
            own.load(row, to: &z)
            let target = stride * Int(codes[row])
            for a in 0..<q {
              let weighted = weights[row] * z[a]
              for b in 0..<q { sums[target + a * q + b] += weighted * z[b] }
              sums[target + q * q + a] += scores[row] * z[a]
            }
          }
        }
      }
    }
  }
  return sums
}

/// For each pair of levels Z₁′WZ₂ by rows.
private func pairSums(
  _ first: RowEffects, _ second: RowEffects, _ pattern: LevelPattern, weights: [Double]
) -> [Double] {
  let (q, width) = (first.effectCount, second.effectCount)
  var sums = [Double](repeating: 0, count: pattern.levels.count * q * width)
  var z = [Double](repeating: 0, count: q)
  var other = [Double](repeating: 0, count: width)
  sums.withUnsafeMutableBufferPointer { sums in
    weights.withUnsafeBufferPointer { weights in
      pattern.entryOfRow.withUnsafeBufferPointer { entries in
        if first.isIntercept && second.isIntercept {
          for row in 0..<weights.count { sums[Int(entries[row])] += weights[row] }
          return
        }
        for row in 0..<weights.count {
          first.load(row, to: &z)
          second.load(row, to: &other)
          let target = Int(entries[row]) * q * width
          for a in 0..<q {
            let weighted = weights[row] * z[a]
            for b in 0..<width { sums[target + a * width + b] += weighted * other[b] }
          }
        }
      }
    }
  }
  return sums
}

/// Z′WX, column by column of X. Complexity: one pass over the rows for each column.
func effectsByFixed(
  _ effects: [RowEffects], _ fixed: PartitionedMatrix, weights: [Double]
) -> [[Double]] {
  concurrentMap(count: fixed.columnCount) { column in
    let values = fixed.selectingColumns([column]).denseMatrix().elements
    return effects.transposedProduct(zip(values, weights).map { $0 * $1 })
  }
}
