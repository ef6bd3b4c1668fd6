/// An array of `blocks.rowCount` numbers, of which each leaf's part is filled by `body`, and what
/// `body` returns for each leaf, in order.
///
/// - Parameters:
///   - blocks: the leaves.
///   - body: fills the part of a leaf, which is not initialized, in full.
/// - Returns: the array and the results.
func concurrentFill<Element: Sendable>(
  _ blocks: RowBlocks,
  _ body: @Sendable (Int, UnsafeMutableBufferPointer<Double>) -> Element
) -> (filled: [Double], results: [Element]) {
  var results: [Element] = []
  let filled = [Double](unsafeUninitializedCapacity: blocks.rowCount) { buffer, count in
    // Leaves are disjoint ranges, and each is filled by the one worker that took it.
    nonisolated(unsafe) let whole = buffer
    results = concurrentMap(count: blocks.leafCount) { leaf in
      body(leaf, UnsafeMutableBufferPointer(rebasing: whole[blocks.leaf(leaf)]))
    }
    count = blocks.rowCount
  }
  return (filled, results)
}
