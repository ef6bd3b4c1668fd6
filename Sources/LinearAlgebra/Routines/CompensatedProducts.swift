// Products of a block of rows accumulated in twice the working precision. Our own loops: BLAS has none.
// About 3 ns an element and product, against 0.3 ns for dgemv.

extension BlockReader {
  /// (high + low) += Z v over the rows loaded, each row in twice the working precision.
  func addProduct(_ v: [Double], toHigh high: inout [Double], low: inout [Double]) {
    let rowCount = rows.count
    precondition(v.count == columnCount && high.count >= rowCount && low.count >= rowCount)
    high.withUnsafeMutableBufferPointer { high in
      low.withUnsafeMutableBufferPointer { low in
        forEachColumn { column, source in
          if v[column] == 0 { return }
          let b = Lanes(repeating: v[column])
          let parts = split(b)
          forEachQuad(rowCount) { row, count in
            let x = loadLanes(source + row, count)
            let (product, productError) = exactProduct(x, b, bHigh: parts.high, bLow: parts.low)
            let (sum, sumError) = exactSum(lanes(high, row, count), product)
            store(sum, high, row, count)
            store(lanes(low, row, count) + (productError + sumError), low, row, count)
          }
        }
      }
    }
  }

  /// sums += Z′(high + low) over the rows loaded, each column in twice the working precision.
  func addTransposedProduct(high: [Double], low: [Double], to sums: inout [DoubleDouble]) {
    let rowCount = rows.count
    precondition(sums.count == columnCount && high.count >= rowCount && low.count >= rowCount)
    high.withUnsafeBufferPointer { high in
      low.withUnsafeBufferPointer { low in
        guard let highBase = high.baseAddress, let lowBase = low.baseAddress else { return }
        forEachColumn { column, source in
          var total = Lanes.zero
          var rest = Lanes.zero
          forEachQuad(rowCount) { row, count in
            let x = loadLanes(source + row, count)
            let b = loadLanes(highBase + row, count)
            let parts = split(b)
            let (product, productError) = exactProduct(x, b, bHigh: parts.high, bLow: parts.low)
            let (sum, sumError) = exactSum(total, product)
            total = sum
            rest += (productError + sumError) + x * loadLanes(lowBase + row, count)
          }
          for lane in 0..<4 { sums[column].add(DoubleDouble(high: total[lane], low: rest[lane])) }
        }
      }
    }
  }
}

/// Calls `body` with the first row and the number of rows, up to 4, of each group of four rows.
@inline(__always)
private func forEachQuad(_ rows: Int, _ body: (Int, Int) -> Void) {
  var row = 0
  while row + 4 <= rows {
    body(row, 4)
    row += 4
  }
  if row < rows { body(row, rows - row) }
}

@inline(__always)
private func loadLanes(_ source: UnsafePointer<Double>, _ count: Int) -> Lanes {
  if count == 4 { return UnsafeRawPointer(source).loadUnaligned(as: Lanes.self) }
  var result = Lanes.zero
  for lane in 0..<count { result[lane] = source[lane] }
  return result
}

@inline(__always)
private func lanes(
  _ buffer: UnsafeMutableBufferPointer<Double>, _ row: Int, _ count: Int
) -> Lanes {
  guard let base = buffer.baseAddress else { return .zero }
  return loadLanes(base + row, count)
}

@inline(__always)
private func store(
  _ value: Lanes, _ buffer: UnsafeMutableBufferPointer<Double>, _ row: Int, _ count: Int
) {
  guard let base = buffer.baseAddress else { return }
  if count == 4 {
    UnsafeMutableRawPointer(base + row).storeBytes(of: value, as: Lanes.self)
  } else {
    for lane in 0..<count { base[row + lane] = value[lane] }
  }
}
