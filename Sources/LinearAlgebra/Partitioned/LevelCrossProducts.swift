/// The random effects of one factor in a joint design: which of its columns they multiply, and the
/// level of each row.
package struct LevelEffects: Sendable {
  /// The columns of the joint design, consecutive.
  package let columns: Range<Int>
  /// The level of each row, from 0.
  package let codes: [Int32]
  /// The number of levels.
  package let levelCount: Int

  package init(columns: Range<Int>, codes: [Int32], levelCount: Int) {
    self.columns = columns
    self.codes = codes
    self.levelCount = levelCount
  }
}

/// Two factors whose levels meet, with a number for each pair of levels that does.
package struct LevelPairs: Sendable {
  /// The places of the two in the list of factors.
  package let first, second: Int
  /// The number of the pair each row belongs to, from 0.
  package let entryOfRow: [Int32]
  /// How many pairs of levels occur.
  package let entryCount: Int

  package init(first: Int, second: Int, entryOfRow: [Int32], entryCount: Int) {
    self.first = first
    self.second = second
    self.entryOfRow = entryOfRow
    self.entryCount = entryCount
  }
}

/// Cross-products of a design by level of grouping factors: all a mixed model needs of its rows.
package struct LevelCrossProducts: Sendable {
  /// D′WD of the joint design with the response last, upper triangle.
  package let total: Matrix
  /// For each factor its levels one after the other: Z′WZ (effects × effects, by rows), then Z′W[X y]
  /// (effects × border, by rows).
  package let byLevel: [[Double]]
  /// For each pair of factors its entries: Z₁′WZ₂, by rows.
  package let byPair: [[Double]]
}

/// Sums the cross-products of a design by level, in one pass.
///
/// - Parameters:
///   - design: the effects of all factors, then X from the column `firstFixed` on.
///   - response: y.
///   - weights: w, or nil for all 1.
///   - factors: where the effects stand.
///   - pairs: the pairs of factors.
///   - firstFixed: the first column of X.
/// - Returns: the sums.
/// - Complexity: O(rows × (width² + Σ q (q + p))); the same bits for any number of threads.
package func levelCrossProducts(
  design: PartitionedMatrix, response: [Double], weights: [Double]?, factors: [LevelEffects],
  pairs: [LevelPairs], firstFixed: Int
) -> LevelCrossProducts {
  let layout = LevelLayout(
    width: design.columnCount + 1, firstFixed: firstFixed, factors: factors, pairs: pairs)
  let blocks = RowBlocks(
    rowCount: design.rowCount, crossProductColumns: layout.width,
    sumElements: layout.elementCount)
  let sums = summedInTree(
    concurrentMap(count: blocks.leafCount) { leaf in
      leafSums(
        design, response, weights, factors, pairs, layout, blocks: blocks, leaf: leaf)
    })
  let square = layout.width * layout.width
  return LevelCrossProducts(
    total: Matrix(
      rowCount: layout.width, columnCount: layout.width, elements: Array(sums[..<square])),
    byLevel: layout.levels.map { Array(sums[$0.range]) },
    byPair: layout.pairs.map { Array(sums[$0.range]) })
}

/// Where the sums stand in one array: the total first, then the factors, then the pairs.
private struct LevelLayout: Sendable {
  let width: Int
  let firstFixed: Int
  let levels: [Part]
  let pairs: [Part]
  let elementCount: Int

  struct Part: Sendable {
    let range: Range<Int>
    let stride: Int
  }

  init(width: Int, firstFixed: Int, factors: [LevelEffects], pairs: [LevelPairs]) {
    self.width = width
    self.firstFixed = firstFixed
    var end = width * width
    func part(_ count: Int, _ stride: Int) -> Part {
      defer { end += count * stride }
      return Part(range: end..<end + count * stride, stride: stride)
    }
    levels = factors.map {
      part($0.levelCount, $0.columns.count * ($0.columns.count + width - firstFixed))
    }
    self.pairs = pairs.map {
      part($0.entryCount, factors[$0.first].columns.count * factors[$0.second].columns.count)
    }
    elementCount = end
  }
}

private func leafSums(
  _ design: PartitionedMatrix, _ response: [Double], _ weights: [Double]?,
  _ factors: [LevelEffects], _ pairs: [LevelPairs], _ layout: LevelLayout, blocks: RowBlocks,
  leaf: Int
) -> [Double] {
  let width = layout.width
  var sums = [Double](repeating: 0, count: layout.elementCount)
  var total = [Double](repeating: 0, count: width * width)
  var buffer = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: width)
  var byRow = [Double](repeating: 0, count: blocks.stepRows * width)
  var blockWeights = [Double](repeating: 1, count: blocks.stepRows)
  blocks.forEachStep(ofLeaf: leaf) { rows in
    buffer.loadExpanded(design, rows: rows, response: response)
    if let weights {
      for (i, row) in rows.enumerated() { blockWeights[i] = weights[row] }
    }
    buffer.addCrossProduct(weights: blockWeights, to: &total)
    transpose(buffer.elements, rows: rows.count, columns: width, to: &byRow)
    for (factor, part) in zip(factors, layout.levels) {
      addEffects(
        factor, rows: rows, byRow, width: width, border: layout.firstFixed..<width, blockWeights,
        from: part.range.lowerBound, stride: part.stride, to: &sums)
    }
    for (pair, part) in zip(pairs, layout.pairs) {
      addPairs(
        pair, factors[pair.first].columns, factors[pair.second].columns, rows: rows, byRow,
        width: width, blockWeights, from: part.range.lowerBound, stride: part.stride, to: &sums)
    }
  }
  sums.replaceSubrange(0..<total.count, with: total)
  return sums
}
