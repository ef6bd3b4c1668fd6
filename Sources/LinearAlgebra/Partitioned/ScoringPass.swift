/// The numbers of a block of rows in a step of Fisher scoring. Arrays are as long as the largest
/// block; a block fills the first elements.
package struct ScoringBlock: Sendable {
  /// The linear predictor, offset included.
  package var predictor: [Double]
  package var mean: [Double]
  /// The diagonal of W.
  package var weight: [Double]
  /// The working residuals z.
  package var residual: [Double]
  /// W z.
  package var score: [Double]
  /// Contributions to the deviance.
  package var deviance: [Double]

  /// A block of zeros.
  package init(capacity: Int) {
    predictor = [Double](repeating: 0, count: capacity)
    mean = predictor
    weight = predictor
    residual = predictor
    score = predictor
    deviance = predictor
  }
}

/// Numbers of all rows, where a pass was asked to keep them.
package struct ScoringRows: Sendable {
  package let predictor: [Double]
  package let mean: [Double]
  package let weight: [Double]
  package let residual: [Double]
}

/// What one read of the rows gave.
package struct ScoringPass<Summary: Sendable>: Sendable {
  /// X′WX by parts; nil if not asked for.
  package let gram: PartitionedSums?
  /// X′Wz.
  package let score: [Double]
  package let summary: Summary
  /// The numbers of the rows; nil if not asked for.
  package let rows: ScoringRows?
}

/// What a pass does.
package struct ScoringPlan: Sendable {
  /// Only one row of so many is read, evenly spread in runs.
  package var share = 1
  /// Whether X′WX is formed, not X′Wz alone.
  package var formsGram = true
  /// Whether the numbers of all rows are kept; of no use with a share.
  package var keepsRows = false

  package init(share: Int = 1, formsGram: Bool = true, keepsRows: Bool = false) {
    self.share = share
    self.formsGram = formsGram
    self.keepsRows = keepsRows
  }
}

/// One read of the rows of a design in a step of Fisher scoring: a block's linear predictors Xb +
/// offset, from them whatever `body` makes of them, and X′WX and X′Wz while the block is in the cache.
///
/// Nothing as long as the rows is formed unless asked for. Leaves in parallel, merged in the fixed
/// tree. Complexity: n p² / 2 multiplications for dense columns; a factor adds sums by level.
///
/// - Parameters:
///   - design: X, n × p.
///   - coefficients: b; nil leaves the linear predictors to `body`.
///   - offset: n values, or nil for none.
///   - plan: what to do.
///   - empty: the summary of no rows.
///   - merge: adds the summary of later rows to that of earlier ones.
///   - body: fills weights, residuals and scores (and means, if rows are kept) of some rows.
/// - Returns: the sums, and the rows if the plan keeps them.
package func scoringPass<Summary: Sendable>(
  _ design: PartitionedMatrix, at coefficients: [Double]?, offset: [Double]?, plan: ScoringPlan,
  empty: Summary, merge: (inout Summary, Summary) -> Void,
  _ body: @Sendable (Range<Int>, inout ScoringBlock, inout Summary) -> Void
) -> ScoringPass<Summary> {
  precondition(offset.map { $0.count == design.rowCount } ?? true, "an offset of another length")
  let empty = ScoringLeaf(design, summary: empty, formsGram: plan.formsGram)
  let blocks = RowBlocks(
    rowCount: design.rowCount,
    crossProductColumns: max(design.dense.count + 1, columnsOfElementaryFunctions),
    sumElements: PartitionedSums.size(design))
  let factors = coefficients.map { PartitionedFactors($0, of: design) }
  let (rows, leaves) = keepingRows(plan.keepsRows ? design.rowCount : 0) { kept in
    concurrentMap(count: blocks.leafCount) { index in
      var leaf = empty
      var block = ScoringBlock(capacity: blocks.stepRows)
      design.withReader(capacity: blocks.stepRows) { reader in
        let rows = blocks.leaf(index)
        let end = rows.lowerBound + (rows.count + plan.share - 1) / plan.share
        for start in stride(from: rows.lowerBound, to: end, by: blocks.stepRows) {
          reader.load(start..<min(start + blocks.stepRows, end))
          if let factors { block.loadPredictor(reader, factors, of: design, offset: offset) }
          body(reader.rows, &block, &leaf.summary)
          leaf.add(reader, block, of: design)
          kept?.keep(reader.rows, of: block)
        }
      }
      return leaf
    }
  }
  let total = mergedInTree(leaves) { $0.merge($1, merge) } ?? empty
  return ScoringPass(
    gram: total.gram, score: total.score, summary: total.summary,
    rows: plan.keepsRows ? rows : nil)
}

/// Columns that cost what the functions of a family and its link do.
private let columnsOfElementaryFunctions = 12

extension ScoringBlock {
  fileprivate mutating func loadPredictor(
    _ reader: BlockReader, _ factors: PartitionedFactors, of design: PartitionedMatrix,
    offset: [Double]?
  ) {
    let rows = reader.rows
    predictor.withUnsafeMutableBufferPointer { predictor in
      if let offset {
        for (i, row) in rows.enumerated() { predictor[i] = offset[row] }
      } else {
        for i in 0..<rows.count { predictor[i] = 0 }
      }
    }
    factors.addProduct(reader, of: design, to: &predictor)
  }
}

/// The sums of a leaf.
private struct ScoringLeaf<Summary: Sendable>: Sendable {
  var gram: PartitionedSums?
  var score: [Double]
  var summary: Summary

  init(_ design: PartitionedMatrix, summary: Summary, formsGram: Bool) {
    gram = formsGram ? PartitionedSums(design, hasResponse: false) : nil
    score = [Double](repeating: 0, count: design.columnCount)
    self.summary = summary
  }

  mutating func add(_ reader: BlockReader, _ block: ScoringBlock, of design: PartitionedMatrix) {
    gram?.add(reader, factors: design.factors, weights: block.weight)
    addTransposedProduct(reader, of: design, block.score, to: &score)
  }

  mutating func merge(_ other: ScoringLeaf, _ mergeSummary: (inout Summary, Summary) -> Void) {
    if let part = other.gram { gram?.merge(part) }
    for column in score.indices { score[column] += other.score[column] }
    mergeSummary(&summary, other.summary)
  }
}

/// Where the numbers of all rows go.
private struct KeptRows: Sendable {
  nonisolated(unsafe) let predictor: UnsafeMutableBufferPointer<Double>
  nonisolated(unsafe) let mean: UnsafeMutableBufferPointer<Double>
  nonisolated(unsafe) let weight: UnsafeMutableBufferPointer<Double>
  nonisolated(unsafe) let residual: UnsafeMutableBufferPointer<Double>

  func keep(_ rows: Range<Int>, of block: ScoringBlock) {
    copy(block.predictor, to: predictor, rows)
    copy(block.mean, to: mean, rows)
    copy(block.weight, to: weight, rows)
    copy(block.residual, to: residual, rows)
  }

  private func copy(
    _ source: [Double], to target: UnsafeMutableBufferPointer<Double>, _ rows: Range<Int>
  ) {
    precondition(rows.upperBound <= target.count && rows.count <= source.count)
    source.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress, let to = target.baseAddress else { return }
      (to + rows.lowerBound).update(from: from, count: rows.count)
    }
  }
}

/// Calls `body` with memory for so many rows, or with nil for none; leaves write disjoint ranges.
private func keepingRows<Result>(
  _ count: Int, _ body: (KeptRows?) -> Result
) -> (ScoringRows, Result) {
  // Each on its own: a copy of one array would be made before it is overwritten.
  var predictor = [Double](repeating: 0, count: count)
  var mean = [Double](repeating: 0, count: count)
  var weight = [Double](repeating: 0, count: count)
  var residual = [Double](repeating: 0, count: count)
  let result = predictor.withUnsafeMutableBufferPointer { predictor in
    mean.withUnsafeMutableBufferPointer { mean in
      weight.withUnsafeMutableBufferPointer { weight in
        residual.withUnsafeMutableBufferPointer { residual in
          body(
            count == 0
              ? nil
              : KeptRows(predictor: predictor, mean: mean, weight: weight, residual: residual))
        }
      }
    }
  }
  return (ScoringRows(predictor: predictor, mean: mean, weight: weight, residual: residual), result)
}
