// Sums by level of a factor. Our own loops: BLAS has none.

/// sums[level, column] += w z over the rows a reader has loaded; counts[level] += w.
///
/// - Precondition: every code of the rows is in 0..<counts.count.
func addByLevel(
  _ reader: BlockReader, codes: [Int32], weights: [Double]?, firstWeight: Int,
  sums: inout [Double], counts: inout [Double]
) {
  let levels = counts.count
  let rows = reader.rows
  precondition(rows.upperBound <= codes.count && sums.count == levels * reader.columnCount)
  precondition(weights.map { $0.count >= firstWeight + rows.count } ?? true)
  codes.withUnsafeBufferPointer { codes in
    counts.withUnsafeMutableBufferPointer { counts in
      for (i, row) in rows.enumerated() {
        // Checked: it is an index into memory from here on.
        let code = Int(codes[row])
        precondition(code >= 0 && code < levels, "a code outside 0..<\(levels)")
        counts[code] += weights?[firstWeight + i] ?? 1
      }
    }
    sums.withUnsafeMutableBufferPointer { sums in
      guard let sums = sums.baseAddress, let codes = codes.baseAddress else { return }
      reader.forEachColumn { column, values in
        addColumn(
          values, codes + rows.lowerBound, rows.count, weights, firstWeight,
          sums + column * levels)
      }
    }
  }
}

@inline(__always)
private func addColumn(
  _ values: UnsafePointer<Double>, _ codes: UnsafePointer<Int32>, _ count: Int,
  _ weights: [Double]?, _ firstWeight: Int, _ sums: UnsafeMutablePointer<Double>
) {
  guard let weights else {
    for i in 0..<count { sums[Int(codes[i])] += values[i] }
    return
  }
  weights.withUnsafeBufferPointer { weights in
    for i in 0..<count { sums[Int(codes[i])] += values[i] * weights[firstWeight + i] }
  }
}

/// sums[level of the first, level of the second] += w over some rows.
///
/// - Precondition: every code is a level.
func addByPair(
  _ first: [Int32], _ second: [Int32], rows: Range<Int>, weights: [Double]?, firstWeight: Int,
  levels: Int, sums: inout [Double]
) {
  precondition(rows.upperBound <= first.count && rows.upperBound <= second.count)
  precondition(weights.map { $0.count >= firstWeight + rows.count } ?? true)
  sums.withUnsafeMutableBufferPointer { sums in
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        for (i, row) in rows.enumerated() {
          let position = Int(first[row]) + Int(second[row]) * levels
          precondition(position >= 0 && position < sums.count, "a code beyond the levels")
          sums[position] += weights?[firstWeight + i] ?? 1
        }
      }
    }
  }
}
