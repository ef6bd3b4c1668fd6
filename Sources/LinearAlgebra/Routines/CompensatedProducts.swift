// Products of a panel accumulated in twice the working precision. Our own loops: BLAS has none.
// About 3 ns an element and product, against 0.3 ns for dgemv.

extension Panel {
  /// (high + low) −= A v, each row in twice the working precision.
  func subtractProduct(_ v: [Double], fromHigh high: inout [Double], low: inout [Double]) {
    precondition(v.count == columnCount && high.count >= rowCount && low.count >= rowCount)
    if isEmpty { return }
    withPointer { a in
      high.withUnsafeMutableBufferPointer { high in
        low.withUnsafeMutableBufferPointer { low in
          for column in 0..<columnCount where v[column] != 0 {
            let source = a + column * stride
            forEachQuad(rowCount) { row, count in
              let x = loadLanes(source + row, count)
              let b = Lanes(repeating: -v[column])
              let parts = split(b)
              let (product, productError) = exactProduct(x, b, bHigh: parts.high, bLow: parts.low)
              let (sum, sumError) = exactSum(lanes(high, row, count), product)
              store(sum, high, row, count)
              store(lanes(low, row, count) + (productError + sumError), low, row, count)
            }
          }
        }
      }
    }
  }

  /// sums += A′(high + low), each column in twice the working precision.
  func addTransposedProduct(high: [Double], low: [Double], to sums: inout [DoubleDouble]) {
    precondition(sums.count == columnCount && high.count >= rowCount && low.count >= rowCount)
    if isEmpty { return }
    withPointer { a in
      high.withUnsafeBufferPointer { high in
        low.withUnsafeBufferPointer { low in
          guard let highBase = high.baseAddress, let lowBase = low.baseAddress else { return }
          for column in 0..<columnCount {
            let source = a + column * stride
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
