/// [X y]′W [X y] of a partitioned matrix, kept by parts: the dense columns with the response among
/// themselves, their sums by level of each factor, and the weights of each pair of levels.
///
/// A factor of L levels adds L (d + 1) sums for d dense columns instead of L columns, and a row adds
/// d + 1 numbers to it instead of L.
package struct PartitionedSums: Sendable {
  /// The dense columns, then the response if there is one: the number of columns of `dense`.
  let width: Int
  /// Σ w z z′ over z = (dense columns, y), upper triangle.
  package private(set) var dense: Matrix
  /// For each factor Σ w z by level, levels × width.
  package private(set) var byLevel: [Matrix]
  /// For each factor Σ w by level.
  package private(set) var levelWeights: [[Double]]
  /// For each pair of factors (f, g), f < g, Σ w by pair of levels, levels of f × levels of g.
  package private(set) var byPair: [Matrix]
  /// The pairs, in the order of `byPair`.
  let pairs: [(first: Int, second: Int)]

  /// Sums over no rows.
  ///
  /// - Parameters:
  ///   - matrix: the columns.
  ///   - hasResponse: whether y stands after the dense columns.
  package init(_ matrix: PartitionedMatrix, hasResponse: Bool) {
    width = matrix.dense.count + (hasResponse ? 1 : 0)
    let levels = matrix.factors.map(\.levelCount)
    dense = Matrix(rowCount: width, columnCount: width)
    byLevel = levels.map { [width] in Matrix(rowCount: $0, columnCount: width) }
    levelWeights = levels.map { [Double](repeating: 0, count: $0) }
    pairs = levels.indices.flatMap { first in
      (first + 1..<max(first + 1, levels.count)).map { (first, $0) }
    }
    byPair = pairs.map { Matrix(rowCount: levels[$0.first], columnCount: levels[$0.second]) }
  }

  /// How many numbers the sums of a matrix are.
  static func size(_ matrix: PartitionedMatrix) -> Int {
    let levels = matrix.factors.map(\.levelCount)
    let total = levels.reduce(0, +)
    let squares = levels.reduce(0) { $0 + $1 * $1 }
    let width = matrix.dense.count + 1
    return width * (width + total) + total + (total * total - squares) / 2
  }

  /// Takes the rows a reader has loaded.
  ///
  /// - Parameters:
  ///   - reader: the dense columns and the response, as many as `width`.
  ///   - factors: the factors of the same matrix.
  ///   - weights: a weight for each row, of any sign; nil for all 1.
  ///   - firstWeight: where in `weights` those of the rows begin.
  mutating func add(
    _ reader: BlockReader, factors: [FactorColumns], weights: [Double]? = nil,
    firstWeight: Int = 0
  ) {
    reader.addCrossProduct(weights: weights, firstWeight: firstWeight, to: &dense.elements)
    for (index, factor) in factors.enumerated() {
      addByLevel(
        reader, codes: factor.codes, weights: weights, firstWeight: firstWeight,
        sums: &byLevel[index].elements, counts: &levelWeights[index])
    }
    for (index, pair) in pairs.enumerated() {
      addByPair(
        factors[pair.first].codes, factors[pair.second].codes, rows: reader.rows,
        weights: weights, firstWeight: firstWeight, levels: levelWeights[pair.first].count,
        sums: &byPair[index].elements)
    }
  }

  /// Takes the rows of another.
  mutating func merge(_ other: PartitionedSums) {
    dense += other.dense
    for index in byLevel.indices {
      byLevel[index] += other.byLevel[index]
      for level in levelWeights[index].indices {
        levelWeights[index][level] += other.levelWeights[index][level]
      }
    }
    for index in byPair.indices { byPair[index] += other.byPair[index] }
  }
}

/// The sums of a matrix and a response over all rows: leaves in parallel, merged in the fixed tree.
package func partitionedSums(
  _ matrix: PartitionedMatrix, response: [Double]?, weights: [Double]? = nil
) -> PartitionedSums {
  let empty = PartitionedSums(matrix, hasResponse: response != nil)
  let blocks = RowBlocks(
    rowCount: matrix.rowCount, crossProductColumns: empty.width,
    sumElements: PartitionedSums.size(matrix))
  let leaves = concurrentMap(count: blocks.leafCount) { leaf in
    var sums = empty
    matrix.withReader(capacity: blocks.stepRows, response: response) { reader in
      blocks.forEachStep(ofLeaf: leaf) { rows in
        reader.load(rows)
        sums.add(
          reader, factors: matrix.factors, weights: weights, firstWeight: rows.lowerBound)
      }
    }
    return sums
  }
  return mergedInTree(leaves) { $0.merge($1) } ?? empty
}
