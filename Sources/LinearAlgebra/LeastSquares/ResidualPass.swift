/// Residuals at some coefficients and what they say about them, in scaled units.
package struct ResidualPass: Sendable {
  /// c y − X̃ b̃ for each row, without weights.
  package var residuals: [Double]
  /// X̃′W̃ r̃, for every column of the design.
  package var gradient: [DoubleDouble]
  /// Σ w̃ r̃².
  package var sumOfSquares: Double
}

extension ResidualPass {
  /// Takes a small change of the fitted values from the residuals; the gradient stays as it was.
  mutating func moveResiduals(by change: [Double], of problem: LeastSquaresProblem) {
    var sum = 0.0
    for row in residuals.indices {
      residuals[row] -= change[row]
      sum += residuals[row] * (residuals[row] * problem.weight(row))
    }
    sumOfSquares = sum
  }
}

/// One read of the rows: residuals, their weighted products with the columns, their sum of squares.
///
/// - Parameters:
///   - problem: the rows.
///   - coefficients: one for each column of the design, in the problem's scaled units.
///   - compensated: whether sums are kept in twice the working precision.
/// - Returns: the residuals and the sums; leaves in parallel, merged in the fixed tree.
func residualPass(
  _ problem: LeastSquaresProblem, coefficients: [Double], compensated: Bool
) -> ResidualPass {
  let blocks = RowBlocks(rowCount: problem.rowCount, columns: problem.design.dense.count + 1)
  let (residuals, leaves) = concurrentFill(blocks) { leaf, target in
    var walk = ResidualWalk(problem, coefficients, blocks: blocks, target: target)
    problem.design.withReader(capacity: blocks.stepRows, scales: walk.scales) { reader in
      blocks.forEachStep(ofLeaf: leaf) { rows in
        reader.load(rows)
        if compensated { walk.addCompensated(reader) } else { walk.add(reader) }
      }
    }
    return walk.sums
  }
  let total = mergedInTree(leaves) { left, right in
    addPairwise(&left.gradient, right.gradient)
    left.squares += right.squares
  }
  return ResidualPass(
    residuals: residuals, gradient: total?.gradient ?? [], sumOfSquares: total?.squares ?? 0)
}

private func addPairwise(_ left: inout [DoubleDouble], _ right: [DoubleDouble]) {
  for i in left.indices { left[i].add(right[i]) }
}

/// The state of one leaf's pass over its rows.
private struct ResidualWalk {
  let problem: LeastSquaresProblem
  /// The coefficients with the other sign.
  let factors: PartitionedFactors
  /// X̃′W̃ r̃ and Σ w̃ r̃² over the rows so far.
  var sums: (gradient: [DoubleDouble], squares: Double)
  let scales: [Double]?
  var high: [Double]
  var low: [Double] = []
  var products: [Double]

  /// Where the residuals of the rows to come go.
  private let target: UnsafeMutableBufferPointer<Double>
  private var filled = 0

  init(
    _ problem: LeastSquaresProblem, _ coefficients: [Double], blocks: RowBlocks,
    target: UnsafeMutableBufferPointer<Double>
  ) {
    self.problem = problem
    self.target = target
    factors = PartitionedFactors(coefficients, of: problem.design, sign: -1)
    let zero = DoubleDouble(high: 0, low: 0)
    sums = ([DoubleDouble](repeating: zero, count: problem.columnCount), 0)
    scales = problem.scales.isTrivial ? nil : problem.scales.dense(of: problem.design)
    products = [Double](repeating: 0, count: problem.columnCount)
    high = [Double](repeating: 0, count: blocks.stepRows)
  }

  mutating func add(_ reader: BlockReader) {
    let rows = reader.rows
    loadResponse(rows)
    factors.addProduct(reader, of: problem.design, to: &high)
    for i in 0..<rows.count { put(high[i]) }
    // Four sums of the rows of a step each round a quarter as much as one.
    var parts = Lanes.zero
    for (i, row) in rows.enumerated() {
      let weighted = high[i] * (problem.weight(row))
      parts[i & 3] += high[i] * weighted
      high[i] = weighted
    }
    sums.squares += parts.sum()
    for j in products.indices { products[j] = 0 }
    addTransposedProduct(reader, of: problem.design, high, to: &products)
    for j in products.indices { sums.gradient[j].high += products[j] }
  }

  mutating func addCompensated(_ reader: BlockReader) {
    let rows = reader.rows
    loadResponse(rows)
    low = [Double](repeating: 0, count: rows.count)
    factors.addProduct(reader, of: problem.design, toHigh: &high, low: &low)
    var sum = 0.0
    for (i, row) in rows.enumerated() {
      let residual = high[i] + low[i]
      put(residual)
      low[i] -= residual - high[i]
      high[i] = residual
      guard problem.weights != nil else {
        sum += residual * residual
        continue
      }
      let weight = problem.weight(row)
      sum += residual * (residual * weight)
      let factor = Lanes(repeating: weight)
      let parts = split(factor)
      let (product, error) = exactProduct(
        Lanes(repeating: residual), factor, bHigh: parts.high, bLow: parts.low)
      high[i] = product[0]
      low[i] = error[0] + low[i] * weight
    }
    sums.squares += sum
    addTransposedProduct(
      reader, of: problem.design, high: high, low: low, to: &sums.gradient)
  }

  private mutating func put(_ residual: Double) {
    target.initializeElement(at: filled, to: residual)
    filled += 1
  }

  /// Puts the scaled responses of some rows into `high`.
  private mutating func loadResponse(_ rows: Range<Int>) {
    for (i, row) in rows.enumerated() {
      high[i] = problem.response[row] * problem.scales.response
    }
  }
}
