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
    problem.design.withReader(capacity: blocks.stepRows, scales: walk.scales) { reader in
      blocks.forEachStep(ofLeaf: leaf) { rows in
        reader.load(rows)
        if compensated { walk.addCompensated(reader) } else { walk.add(reader) }
      }
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
  /// The coefficients with the other sign.
  let factors: PartitionedFactors
  var pass: ResidualPass
  let scales: [Double]?
  var high: [Double]
  var low: [Double] = []
  var products: [Double]

  init(
    _ problem: LeastSquaresProblem, _ coefficients: [Double], blocks: RowBlocks, leaf: Int
  ) {
    self.problem = problem
    factors = PartitionedFactors(coefficients, of: problem.design, sign: -1)
    pass = ResidualPass(
      residuals: [],
      gradient: [DoubleDouble](
        repeating: DoubleDouble(high: 0, low: 0), count: problem.columnCount),
      sumOfSquares: 0)
    pass.residuals.reserveCapacity(blocks.leaf(leaf).count)
    scales = problem.scales.isTrivial ? nil : problem.scales.dense(of: problem.design)
    products = [Double](repeating: 0, count: problem.columnCount)
    high = [Double](repeating: 0, count: blocks.stepRows)
  }

  mutating func add(_ reader: BlockReader) {
    let rows = reader.rows
    loadResponse(rows)
    factors.addProduct(reader, of: problem.design, to: &high)
    pass.residuals.append(contentsOf: high[0..<rows.count])
    var sum = 0.0
    for (i, row) in rows.enumerated() {
      let weighted = high[i] * (problem.weight(row))
      sum += high[i] * weighted
      high[i] = weighted
    }
    pass.sumOfSquares += sum
    for j in products.indices { products[j] = 0 }
    addTransposedProduct(reader, of: problem.design, high, to: &products)
    for j in products.indices { pass.gradient[j].high += products[j] }
  }

  mutating func addCompensated(_ reader: BlockReader) {
    let rows = reader.rows
    loadResponse(rows)
    low = [Double](repeating: 0, count: rows.count)
    factors.addProduct(reader, of: problem.design, toHigh: &high, low: &low)
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
    addTransposedProduct(
      reader, of: problem.design, high: high, low: low, to: &pass.gradient)
  }

  /// Puts the scaled responses of some rows into `high`.
  private mutating func loadResponse(_ rows: Range<Int>) {
    for (i, row) in rows.enumerated() {
      high[i] = problem.response[row] * problem.scales.response
    }
  }
}
