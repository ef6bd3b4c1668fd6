/// Solves in twice the working precision, from the R of another gear: as exact as the data, whatever
/// the condition number up to about 10¹⁵.
///
/// R⁻¹ makes the columns nearly orthonormal: W = √w X R⁻¹, with the columns' low halves, has
/// W′W = I + E with a small E. Rows of W, W′W and W′y are summed in twice the working precision, so
/// that nothing of the ill conditioning is left in them; a Cholesky factorization L L′ of W′W, again in
/// twice the precision, gives b = R⁻¹ L⁻ᵀL⁻¹ W′y and (X′WX)⁻¹ = T T′ with T = R⁻¹ L⁻ᵀ, whose
/// elements are rounded only at the end. Residuals and their sum of squares are computed from b to
/// 32 digits. (A Cholesky QR preconditioned by QR: Yamamoto, Nakatsukasa, Yanagisawa & Fukaya 2015,
/// Electronic Transactions on Numerical Analysis 44:306; error-free transformations: Ogita, Rump &
/// Oishi 2005.)
///
/// Which columns are kept is for the other gear to say.
///
/// - Parameters:
///   - system: the reduced problem of the triangle gear.
///   - problem: the rows.
///   - halves: what rounding took from the columns and the response.
/// - Returns: the system with coefficients, R⁻¹ and (X′WX)⁻¹ refined, and the residuals; nil if even
///   W′W is singular to rounding, which takes a condition number beyond 10¹⁵.
/// - Complexity: n k² multiplications and additions of double-doubles, about four times the triangle's
///   time for fifty columns.
func refinedInPairs(
  _ system: TriangularSystem, _ problem: LeastSquaresProblem, halves: LowOrderHalves
) -> (system: TriangularSystem, residuals: [Double])? {
  let rows = PairRows(problem, system: system, halves: halves)
  let count = system.kept.count
  let gram = rows.gram(timesUpper: system.inverseFactor)
  guard let factor = PairCholesky(gram, order: count) else { return nil }
  let inverse = factor.inverse(times: system.inverseFactor)
  let coordinates = factor.solveLower((0..<count).map { gram[$0, count] })
  let coefficients = (0..<count).map { row in
    (row..<count).reduce(DoubleDouble(0)) { $0 + inverse[row][$1] * coordinates[$1] }
  }
  let (residuals, squares) = rows.residuals(coefficients)
  var refined = system
  refined.coefficients = coefficients.map(\.value)
  refined.residualSumOfSquares = squares
  for column in 0..<count {
    for row in 0...column {
      refined.inverseFactor[row, column] = inverse[row][column].value
      let sum = (column..<count).reduce(DoubleDouble(0)) {
        $0 + inverse[row][$1] * inverse[column][$1]
      }
      refined.inverse[row, column] = sum.value
      refined.inverse[column, row] = sum.value
    }
  }
  return (refined, residuals)
}

/// The rows of a problem in the units of a system, as pairs.
private struct PairRows: Sendable {
  let problem: LeastSquaresProblem
  let design: PartitionedMatrix
  let scales: [Double]
  let lowColumns: [[Double]?]
  let lowResponse: [Double]?
  let blocks: RowBlocks

  init(_ problem: LeastSquaresProblem, system: TriangularSystem, halves: LowOrderHalves) {
    self.problem = problem
    design = problem.design.selectingColumns(system.kept)
    scales = system.kept.map { problem.scales.columns[$0] * system.units[$0] }
    lowColumns = system.kept.map { halves.columns[$0] }
    lowResponse = halves.response
    let width = system.kept.count + 1
    blocks = RowBlocks(
      rowCount: problem.rowCount, columns: 4 * width, minimumLeafRows: width,
      sumElements: 2 * width * width)
  }

  /// The columns and the response of some rows.
  func load(_ rows: Range<Int>) -> PairBlock {
    let count = scales.count
    var buffer = RowBlockBuffer(rowCapacity: rows.count, columnCount: count + 1)
    buffer.loadExpanded(
      design, rows: rows, response: problem.response, scales: scales + [problem.scales.response])
    var block = PairBlock(rowCount: rows.count, columnCount: count + 1)
    buffer.withElements { elements, _ in swap(&block.high, &elements) }
    for (column, low) in (lowColumns + [lowResponse]).enumerated() {
      guard let low else { continue }
      let scale = column < count ? scales[column] : problem.scales.response
      for (i, row) in rows.enumerated() { block.low[column * rows.count + i] = low[row] * scale }
    }
    return block
  }

  func weights(_ rows: Range<Int>) -> [Double]? {
    problem.weights == nil ? nil : rows.map { problem.weight($0) }
  }

  /// [W y]′[W y] for the columns times an upper triangle.
  func gram(timesUpper upper: Matrix) -> PairGram {
    let empty = PairGram(size: scales.count + 1)
    let parts = concurrentMap(count: blocks.leafCount) { leaf in
      var sum = empty
      blocks.forEachStep(ofLeaf: leaf) { rows in
        let block = load(rows)
        // The response stays as it is, in the last column.
        var product = block
        block.timesUpper(upper, into: &product)
        sum.add(product, weights: weights(rows))
      }
      return sum
    }
    return mergedInTree(parts) { $0.merge($1) } ?? empty
  }

  /// y − X b, in the units of the response, and the weighted sum of its squares in scaled units.
  func residuals(_ coefficients: [DoubleDouble]) -> (residuals: [Double], squares: Double) {
    let unit = 1 / problem.scales.response
    let (filled, parts) = concurrentFill(blocks) { leaf, target -> DoubleDouble in
      var sum = DoubleDouble(0)
      var position = 0
      blocks.forEachStep(ofLeaf: leaf) { rows in
        let block = load(rows)
        var high = Array(block.high[(coefficients.count * rows.count)...])
        var low = Array(block.low[(coefficients.count * rows.count)...])
        block.subtractProduct(coefficients, from: &high, low: &low)
        for (i, row) in rows.enumerated() {
          let residual = DoubleDouble(high: high[i], low: low[i])
          sum.add(residual * residual * DoubleDouble(problem.weight(row)))
          target.initializeElement(at: position, to: residual.value * unit)
          position += 1
        }
      }
      return sum
    }
    return (filled, (mergedInTree(parts) { $0.add($1) } ?? DoubleDouble(0)).value)
  }
}

/// L with L L′ = G, in twice the working precision.
private struct PairCholesky: Sendable {
  /// Rows of L, as long as their number.
  let lower: [[DoubleDouble]]

  /// Factors the first columns of a Gram matrix; nil if they are not positive definite.
  init?(_ gram: PairGram, order: Int) {
    var lower: [[DoubleDouble]] = []
    lower.reserveCapacity(order)
    for row in 0..<order {
      var current: [DoubleDouble] = []
      current.reserveCapacity(row + 1)
      for column in 0...row {
        var sum = gram[column, row]
        let other = column < row ? lower[column] : current
        for k in 0..<column { sum = sum - current[k] * other[k] }
        if column < row {
          current.append(sum / lower[column][column])
        } else {
          guard sum.high > 0, sum.high.isFinite else { return nil }
          current.append(sum.squareRoot())
        }
      }
      lower.append(current)
    }
    self.lower = lower
  }

  /// The x with L x = v.
  func solveLower(_ v: [DoubleDouble]) -> [DoubleDouble] {
    var x: [DoubleDouble] = []
    x.reserveCapacity(v.count)
    for row in v.indices {
      var sum = v[row]
      for k in 0..<row { sum = sum - lower[row][k] * x[k] }
      x.append(sum / lower[row][row])
    }
    return x
  }

  /// U L⁻ᵀ for an upper triangle U, upper triangular, by rows. Row r solves L t = (row r of U)′.
  func inverse(times upper: Matrix) -> [[DoubleDouble]] {
    (0..<lower.count).map { row in
      solveLower((0..<lower.count).map { DoubleDouble($0 < row ? 0 : upper[row, $0]) })
    }
  }
}
