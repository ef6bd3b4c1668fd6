// Sums by group. Our own loop: BLAS has none.

/// A piece of a column whose products with a vector are added to the sums of groups.
struct GroupedColumn {
  let elements: [Double]
  /// Where the column begins in `elements`.
  let offset: Int
  let vector: [Double]
  /// The group of each row; all are in 0..<groupCount, which the caller has checked.
  let codes: [Int32]
  let groupCount: Int

  /// sums[start + code] += element · vector for the given rows, in their order.
  func add(_ rows: Range<Int>, to sums: inout [Double], at start: Int) {
    precondition(rows.lowerBound >= 0 && offset >= 0 && start >= 0)
    precondition(rows.upperBound <= vector.count && rows.upperBound <= codes.count)
    precondition(offset + rows.upperBound <= elements.count && start + groupCount <= sums.count)
    sums.withUnsafeMutableBufferPointer { sums in
      elements.withUnsafeBufferPointer { elements in
        vector.withUnsafeBufferPointer { vector in
          codes.withUnsafeBufferPointer { codes in
            guard let sums = sums.baseAddress, let elements = elements.baseAddress,
              let vector = vector.baseAddress, let codes = codes.baseAddress
            else { return }
            for row in rows {
              sums[start + Int(codes[row])] += elements[offset + row] * vector[row]
            }
          }
        }
      }
    }
  }
}
