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
  let leaves = concurrentMap(count: blocks.leafCount) { leaf in
    leafSums(design, response, weights, layout, blocks: blocks, leaf: leaf)
  }
  let sums = mergedInTree(leaves) { $0.add($1) }
  return LevelCrossProducts(
    total: Matrix(
      rowCount: layout.width, columnCount: layout.width,
      elements: sums?.total ?? [Double](repeating: 0, count: layout.width * layout.width)),
    byLevel: layout.levels.indices.map { layout.whole(layout.levels[$0], sums?.byLevel[$0]) },
    byPair: layout.pairs.indices.map { layout.whole(layout.pairs[$0], sums?.byPair[$0]) })
}

/// What is summed: by level of each factor, by pair, and over all rows.
private struct LevelLayout: Sendable {
  let width: Int
  let levels: [LevelProducts]
  let pairs: [LevelProducts]
  let elementCount: Int

  init(width: Int, firstFixed: Int, factors: [LevelEffects], pairs: [LevelPairs]) {
    self.width = width
    levels = factors.map {
      LevelProducts(
        codes: $0.codes, codeCount: $0.levelCount, left: $0.columns,
        right: [$0.columns, firstFixed..<width])
    }
    self.pairs = pairs.map {
      LevelProducts(
        codes: $0.entryOfRow, codeCount: $0.entryCount, left: factors[$0.first].columns,
        right: [factors[$0.second].columns])
    }
    elementCount = width * width + (levels + self.pairs).reduce(0) { $0 + $1.codeCount * $1.stride }
  }

  /// The sums of all codes, zero where none were met.
  func whole(_ products: LevelProducts, _ sums: CodeSums?) -> [Double] {
    var all = CodeSums(codes: 0..<products.codeCount, stride: products.stride)
    if let sums { all.add(sums) }
    return all.values
  }
}

/// The sums of some rows.
private struct LevelSums: Sendable {
  var total: [Double]
  var byLevel: [CodeSums]
  var byPair: [CodeSums]

  mutating func add(_ other: LevelSums) {
    for i in total.indices { total[i] += other.total[i] }
    for i in byLevel.indices { byLevel[i].add(other.byLevel[i]) }
    for i in byPair.indices { byPair[i].add(other.byPair[i]) }
  }
}

private func leafSums(
  _ design: PartitionedMatrix, _ response: [Double], _ weights: [Double]?, _ layout: LevelLayout,
  blocks: RowBlocks, leaf: Int
) -> LevelSums {
  let all = blocks.leaf(leaf)
  var sums = LevelSums(
    total: [Double](repeating: 0, count: layout.width * layout.width),
    byLevel: layout.levels.map { CodeSums($0, rows: all) },
    byPair: layout.pairs.map { CodeSums($0, rows: all) })
  var block = LevelBlock(rowCapacity: blocks.stepRows, columnCount: layout.width)
  blocks.forEachStep(ofLeaf: leaf) { rows in
    block.load(design, response, weights, rows)
    block.addCrossProduct(to: &sums.total)
    for (index, products) in layout.levels.enumerated() {
      block.add(products, to: &sums.byLevel[index])
    }
    for (index, products) in layout.pairs.enumerated() {
      block.add(products, to: &sums.byPair[index])
    }
  }
  return sums
}
