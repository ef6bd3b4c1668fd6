/// The sums over groups of rows of a design whose rows are multiplied by a vector: row g of the
/// result is Σ vᵢ xᵢ′ over the rows i of group g.
///
/// - Parameters:
///   - design: X, n × p.
///   - vector: v, n values.
///   - codes: the group of each row, from 0.
///   - groupCount: G; groups without rows get zeros.
/// - Precondition: every code is in 0..<G.
/// - Returns: G × p.
/// - Complexity: O(n (d + f) + G p) for d dense columns and f factors, dense columns in parallel.
package func groupSums(
  of design: PartitionedMatrix, times vector: [Double], codes: [Int32], groupCount: Int
) -> Matrix {
  precondition(
    vector.count == design.rowCount && codes.count == design.rowCount,
    "\(vector.count) values and \(codes.count) codes for \(design.rowCount) rows")
  precondition(
    codes.allSatisfy { $0 >= 0 && Int($0) < groupCount }, "a code outside 0..<\(groupCount)")
  var sums = Matrix(rowCount: groupCount, columnCount: design.columnCount)
  let width = design.dense.count
  // As many columns at a time as have their sums in the last-level cache, 8 at most.
  let inCache = min(8, max(1, (1 << 20) / max(1, groupCount)))
  let parts = columnParts(width, largest: design.rowCount * width > 1 << 16 ? inCache : width)
  let results = concurrentMap(count: parts.count) { index in
    denseGroupSums(
      design.dense[parts[index]].map(\.values), times: vector, codes: codes,
      groupCount: groupCount)
  }
  for (part, result) in zip(parts, results) {
    for (place, column) in design.dense[part].enumerated() {
      let start = column.position * groupCount
      sums.elements.replaceSubrange(
        start..<start + groupCount, with: result[place * groupCount..<(place + 1) * groupCount])
    }
  }
  for factor in design.factors {
    for (row, code) in codes.enumerated() {
      let column = Int(factor.columnOfLevel[Int(factor.codes[row])])
      if column >= 0 { sums.elements[Int(code) + column * groupCount] += vector[row] }
    }
  }
  return sums
}

private func columnParts(_ count: Int, largest: Int) -> [Range<Int>] {
  stride(from: 0, to: count, by: max(1, largest)).map { $0..<min($0 + largest, count) }
}

/// The sums of some dense columns, rows in steps that stay in the cache.
private func denseGroupSums(
  _ columns: [DenseValues], times vector: [Double], codes: [Int32], groupCount: Int
) -> [Double] {
  var sums = [Double](repeating: 0, count: groupCount * columns.count)
  let parts = columns.map { column -> GroupedColumn in
    let (elements, offset) = column.contiguous(rowCount: codes.count)
    return GroupedColumn(
      elements: elements, offset: offset, vector: vector, codes: codes, groupCount: groupCount)
  }
  for start in stride(from: 0, to: codes.count, by: 4096) {
    let rows = start..<min(start + 4096, codes.count)
    for (position, part) in parts.enumerated() {
      part.add(rows, to: &sums, at: position * groupCount)
    }
  }
  return sums
}
