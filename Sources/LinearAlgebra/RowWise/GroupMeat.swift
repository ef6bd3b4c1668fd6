/// Σ_g t_g t_g′ over the sums t_g = F′ Σ vᵢ xᵢ of groups of rows, p × p.
///
/// Where groups are few their sums are kept, G × p. Where they are many, as the pairs of two-way
/// clusters are, rows are taken group by group in blocks, whose few sums never leave the cache.
///
/// - Parameters:
///   - design: X, n × p.
///   - factor: F, p × p.
///   - vector: v, n values.
///   - codes: the group of each row, from 0.
///   - groupCount: G.
/// - Precondition: every code is in 0..<G.
/// - Returns: p × p, symmetric.
/// - Complexity: O(n p + G p²).
package func groupMeat(
  of design: PartitionedMatrix, factor: Matrix, times vector: [Double], codes: [Int32],
  groupCount: Int
) -> Matrix {
  if groupCount < codes.count / 8 || !design.factors.isEmpty {
    return crossProduct(
      product(
        groupSums(of: design, times: vector, codes: codes, groupCount: groupCount), factor))
  }
  let size = design.columnCount
  let order = RowsByGroup(codes: codes, groupCount: groupCount)
  let blocks = RowBlocks(rowCount: groupCount, crossProductColumns: size)
  let columns = design.dense.map { $0.values.contiguous(rowCount: codes.count) }
  let isUpper = factor.isUpperTriangular
  let parts = concurrentMap(count: blocks.leafCount) { leaf -> [Double] in
    var sums = [Double](repeating: 0, count: size * size)
    var block = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: size)
    let ones = [Double](repeating: 1, count: blocks.stepRows)
    blocks.forEachStep(ofLeaf: leaf) { groups in
      block.loadGroupSums(columns, times: vector, order: order, groups: groups)
      block.multiplyFromRight(by: factor, isUpper: isUpper)
      block.addCrossProduct(weights: ones, to: &sums)
    }
    return sums
  }
  var meat = Matrix(rowCount: size, columnCount: size, elements: summedInTree(parts))
  meat.mirrorUpperTriangle()
  return meat
}

/// Rows sorted by their group, each group's in their own order.
struct RowsByGroup: Sendable {
  let rows: [Int32]
  /// Where each group begins in `rows`; one more at the end.
  let starts: [Int]

  /// - Complexity: O(n + G).
  init(codes: [Int32], groupCount: Int) {
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for code in codes { starts[Int(code) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    var rows = [Int32](repeating: 0, count: codes.count)
    for (row, code) in codes.enumerated() {
      rows[next[Int(code)]] = Int32(row)
      next[Int(code)] += 1
    }
    self.rows = rows
    self.starts = starts
  }
}
