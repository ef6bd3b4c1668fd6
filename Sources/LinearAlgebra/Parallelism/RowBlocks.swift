/// How rows are cut for parallel work: by the size of the data, never by the number of threads.
///
/// Rows fall into `leafCount` leaves of nearly equal length, the units of parallel work whose
/// results merge in a fixed tree; a leaf is worked through in steps of `stepRows` rows that stay in
/// a core's cache.
struct RowBlocks: Sendable {
  let rowCount: Int
  let leafCount: Int
  let stepRows: Int

  /// Half of a 512 kB second-level cache, in `Double`s.
  private static let cacheElements = 32_768
  private static let mostLeaves = 128
  /// The sums that all leaves together may hold, in `Double`s: 32 MB.
  private static let mostSums = 1 << 22

  /// A partition of rows.
  ///
  /// - Parameters:
  ///   - rowCount: the rows to cut.
  ///   - columns: elements of one row that a step touches.
  ///   - minimumLeafRows: rows below which a leaf's result is not worth its merge.
  ///   - sumElements: how many numbers the result of a leaf is, where it does not shrink with its
  ///     rows; there are fewer leaves where those of all would fill too much memory.
  init(rowCount: Int, columns: Int, minimumLeafRows: Int = 1, sumElements: Int = 0) {
    self.rowCount = rowCount
    let width = max(1, columns)
    let smallest = max(minimumLeafRows, Self.cacheElements * 4 / width, 256)
    var leaves = 1
    while leaves < Self.mostLeaves && rowCount / (2 * leaves) >= smallest
      && (leaves == 1 || 2 * leaves * sumElements <= Self.mostSums)
    { leaves *= 2 }
    leafCount = leaves
    stepRows = min(max(Self.cacheElements / width, 512), max(1, rowCount))
  }

  /// A partition for cross-products of some columns, in steps of 1,024 rows: the best of the powers of
  /// two for 7 to 150 columns, and few enough updates of the sums for a thousand.
  ///
  /// `sumElements` is how many numbers the sums of a leaf are; the square of the columns unless
  /// given.
  init(rowCount: Int, crossProductColumns columns: Int, sumElements: Int? = nil) {
    let plan = RowBlocks(
      rowCount: rowCount, columns: columns, minimumLeafRows: 2 * columns,
      sumElements: sumElements ?? columns * columns)
    self.rowCount = rowCount
    leafCount = plan.leafCount
    stepRows = min(max(1, rowCount), 1024)
  }

  /// The rows of a leaf.
  func leaf(_ index: Int) -> Range<Int> {
    let (quotient, remainder) = rowCount.quotientAndRemainder(dividingBy: leafCount)
    let start = index * quotient + min(index, remainder)
    return start..<start + quotient + (index < remainder ? 1 : 0)
  }

  /// Calls `body` with each step of the rows of a leaf, in order.
  func forEachStep(ofLeaf index: Int, _ body: (Range<Int>) -> Void) {
    let rows = leaf(index)
    var start = rows.lowerBound
    while start < rows.upperBound {
      let end = min(start + stepRows, rows.upperBound)
      body(start..<end)
      start = end
    }
  }
}

/// Merges parts pairwise, neighbours first, in a binary tree that depends on their number only.
/// Nil when there are none.
func mergedInTree<Part>(_ parts: [Part], _ merge: (inout Part, Part) -> Void) -> Part? {
  var parts = parts
  var distance = 1
  while distance < parts.count {
    for left in stride(from: 0, to: parts.count - distance, by: 2 * distance) {
      merge(&parts[left], parts[left + distance])
    }
    distance *= 2
  }
  return parts.first
}

/// The sum of vectors of one length in the fixed tree.
func summedInTree(_ parts: [[Double]]) -> [Double] {
  mergedInTree(parts) { left, right in
    for i in left.indices { left[i] += right[i] }
  } ?? []
}
