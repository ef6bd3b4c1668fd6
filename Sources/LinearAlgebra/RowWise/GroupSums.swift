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
/// - Complexity: O(n p + G p), columns in parallel.
package func groupSums(
  of design: Matrix, times vector: [Double], codes: [Int32], groupCount: Int
) -> Matrix {
  precondition(
    vector.count == design.rowCount && codes.count == design.rowCount,
    "\(vector.count) values and \(codes.count) codes for \(design.rowCount) rows")
  precondition(
    codes.allSatisfy { $0 >= 0 && Int($0) < groupCount }, "a code outside 0..<\(groupCount)")
  let isLarge = design.elements.count > 1 << 16
  let parts = columnParts(design.columnCount, largest: isLarge ? 8 : design.columnCount)
  let results = concurrentMap(count: parts.count) { index -> [Double] in
    let columns = parts[index]
    var sums = [Double](repeating: 0, count: groupCount * columns.count)
    let step = 4096
    for start in stride(from: 0, to: design.rowCount, by: step) {
      let rows = start..<min(start + step, design.rowCount)
      for (position, column) in columns.enumerated() {
        let part = GroupedColumn(
          elements: design.elements, offset: column * design.rowCount, vector: vector,
          codes: codes, groupCount: groupCount)
        part.add(rows, to: &sums, at: position * groupCount)
      }
    }
    return sums
  }
  return Matrix(
    rowCount: groupCount, columnCount: design.columnCount, elements: Array(results.joined()))
}

private func columnParts(_ count: Int, largest: Int) -> [Range<Int>] {
  stride(from: 0, to: count, by: max(1, largest)).map { $0..<min($0 + largest, count) }
}
