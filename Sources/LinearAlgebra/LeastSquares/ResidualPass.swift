/// Residuals at some coefficients and what they say about them, in scaled units.
struct ResidualPass: Sendable {
  /// c y − X̃ b̃ for each row, without weights.
  var residuals: [Double]
  /// X̃′W̃ r̃, for every column of the design.
  var gradient: [DoubleDouble]
  /// Σ w̃ r̃².
  var sumOfSquares: Double
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
  let leaves = concurrentMap(count: blocks.leafCount) { leaf in
    var walk = ResidualWalk(problem, coefficients, blocks: blocks, leaf: leaf)
    blocks.forEachStep(ofLeaf: leaf) { rows in
      if compensated { walk.addCompensated(rows) } else { walk.add(rows) }
    }
    return walk.pass
  }
  if leaves.count == 1 { return leaves[0] }
  var total = ResidualPass(residuals: [], gradient: [], sumOfSquares: 0)
  total.residuals = Array(leaves.map(\.residuals).joined())
  total.gradient = mergedInTree(leaves.map(\.gradient), addPairwise) ?? []
  total.sumOfSquares = mergedInTree(leaves.map(\.sumOfSquares), +=) ?? 0
  return total
}

private func addPairwise(_ left: inout [DoubleDouble], _ right: [DoubleDouble]) {
  for i in left.indices { left[i].add(right[i]) }
}

/// The state of one leaf's pass over its rows.
private struct ResidualWalk {
  let problem: LeastSquaresProblem
  let coefficients: [Double]
  var pass: ResidualPass
  var reader: PartitionedReader
  let scales: [Double]?
  var high: [Double]
  var low: [Double] = []
  var products: [Double]

  init(
    _ problem: LeastSquaresProblem, _ coefficients: [Double], blocks: RowBlocks, leaf: Int
  ) {
    self.problem = problem
    self.coefficients = coefficients
    pass = ResidualPass(
      residuals: [],
      gradient: [DoubleDouble](
        repeating: DoubleDouble(high: 0, low: 0), count: problem.columnCount),
      sumOfSquares: 0)
    pass.residuals.reserveCapacity(blocks.leaf(leaf).count)
    reader = PartitionedReader(problem.design, blocks: blocks)
    scales = problem.scales.isTrivial ? nil : problem.scales.dense(of: problem.design)
    products = [Double](repeating: 0, count: problem.columnCount)
    high = [Double](repeating: 0, count: blocks.stepRows)
  }

  mutating func add(_ rows: Range<Int>) {
    load(rows)
    reader.addProduct(coefficients, factor: -1, to: &high)
    pass.residuals.append(contentsOf: high[0..<rows.count])
    var sum = 0.0
    for (i, row) in rows.enumerated() {
      let weighted = high[i] * (problem.weight(row))
      sum += high[i] * weighted
      high[i] = weighted
    }
    pass.sumOfSquares += sum
    for j in products.indices { products[j] = 0 }
    reader.addTransposedProduct(high, to: &products)
    for j in products.indices { pass.gradient[j].high += products[j] }
  }

  mutating func addCompensated(_ rows: Range<Int>) {
    load(rows)
    low = [Double](repeating: 0, count: rows.count)
    reader.subtractProduct(coefficients, fromHigh: &high, low: &low)
    var sum = 0.0
    for (i, row) in rows.enumerated() {
      let residual = high[i] + low[i]
      pass.residuals.append(residual)
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
    pass.sumOfSquares += sum
    reader.addTransposedProduct(high: high, low: low, to: &pass.gradient)
  }

  /// Takes up some rows, their scaled responses in `high`.
  private mutating func load(_ rows: Range<Int>) {
    reader.load(rows, scales: scales)
    for (i, row) in rows.enumerated() {
      high[i] = problem.response[row] * problem.scales.response
    }
  }
}
