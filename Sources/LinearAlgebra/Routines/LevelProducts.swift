// Cross-products by level of a factor. Our own loops: BLAS has none.

/// Turns columns of `rows` numbers into rows of `columns` numbers.
func transpose(_ source: [Double], rows: Int, columns: Int, to target: inout [Double]) {
  precondition(source.count >= rows * columns && target.count >= rows * columns)
  source.withUnsafeBufferPointer { source in
    target.withUnsafeMutableBufferPointer { target in
      for column in 0..<columns {
        let start = column * rows
        for row in 0..<rows { target[row * columns + column] = source[start + row] }
      }
    }
  }
}

/// Adds w z (z′, border′) of each row to the sums of its level.
///
/// - Precondition: every code is a level.
func addEffects(
  _ factor: LevelEffects, rows: Range<Int>, _ byRow: [Double], width: Int, border: Range<Int>,
  _ weights: [Double], from start: Int, stride: Int, to sums: inout [Double]
) {
  let effects = factor.columns
  let q = effects.count
  let m = border.count
  precondition(
    rows.upperBound <= factor.codes.count && byRow.count >= rows.count * width
      && weights.count >= rows.count && start + factor.levelCount * stride <= sums.count)
  sums.withUnsafeMutableBufferPointer { sums in
    byRow.withUnsafeBufferPointer { byRow in
      factor.codes.withUnsafeBufferPointer { codes in
        for (i, row) in rows.enumerated() {
          var target = start + Int(codes[row]) * stride
          let here = i * width
          let weight = weights[i]
          let squares = target
          target += q * q
          for a in 0..<q {
            let z = weight * byRow[here + effects.lowerBound + a]
            for b in 0..<q {
              sums[squares + a * q + b] += z * byRow[here + effects.lowerBound + b]
            }
            for k in 0..<m { sums[target + k] += z * byRow[here + border.lowerBound + k] }
            target += m
          }
        }
      }
    }
  }
}

/// Adds w z₁ z₂′ of each row to the sums of its pair of levels.
///
/// - Precondition: every entry is one of the pairs.
func addPairs(
  _ pairs: LevelPairs, _ first: Range<Int>, _ second: Range<Int>, rows: Range<Int>,
  _ byRow: [Double], width: Int, _ weights: [Double], from start: Int, stride: Int,
  to sums: inout [Double]
) {
  precondition(
    rows.upperBound <= pairs.entryOfRow.count && byRow.count >= rows.count * width
      && weights.count >= rows.count && start + pairs.entryCount * stride <= sums.count)
  sums.withUnsafeMutableBufferPointer { sums in
    byRow.withUnsafeBufferPointer { byRow in
      pairs.entryOfRow.withUnsafeBufferPointer { entries in
        for (i, row) in rows.enumerated() {
          var target = start + Int(entries[row]) * stride
          let here = i * width
          for a in first {
            let z = weights[i] * byRow[here + a]
            for b in second {
              sums[target] += z * byRow[here + b]
              target += 1
            }
          }
        }
      }
    }
  }
}
