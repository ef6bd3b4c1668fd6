import LinearAlgebra

/// The share of a column's largest number by which a combination of others may miss it in a row: what
/// is left where one of them was written to ten digits.
private let largestMiss = 1e-10

/// C with S = L C, where the columns of one design are combinations of those of another; nil where some
/// column is not.
///
/// Columns of S that stand in L as they are, as those of a factor that both have, are recognised and cost
/// nothing but the comparison, and their combination is exact. Others are solved for: a column is a
/// combination if no row misses it by more than 10⁻¹⁰ of its largest number beyond what rounding makes of
/// the sum. So columns of any unit and origin are told apart as long as their digits tell them apart.
///
/// - Parameters:
///   - smaller: S, n × q.
///   - larger: L, n × p, of full column rank.
/// - Returns: C, p × q; nil if S is not in the span of L.
/// - Throws: `LinearAlgebraError` for numbers that are not finite.
/// - Complexity: O(n p d) once, for d dense columns of L and its factors by sums, and O(n d) a column that
///   does not stand in L; no dense copy of a factor.
package func nestedInclusion(
  of smaller: PartitionedMatrix, in larger: PartitionedMatrix
) throws(LinearAlgebraError) -> Matrix? {
  precondition(smaller.rowCount == larger.rowCount, "designs over other rows")
  var inclusion = Matrix(rowCount: larger.columnCount, columnCount: smaller.columnCount)
  let places = commonColumns(of: smaller, in: larger)
  var rest: [Int] = []
  for (column, place) in places.enumerated() {
    if let place { inclusion[place, column] = 1 } else { rest.append(column) }
  }
  if rest.isEmpty { return inclusion }
  let solver = SpanSolver(larger)
  for column in rest {
    let values = product(smaller.selectingColumns([column]), [1])
    guard let combination = try solver.combination(values) else { return nil }
    for (row, factor) in combination.enumerated() { inclusion[row, column] = factor }
  }
  return inclusion
}

/// For each column of a matrix where it stands in another, number by number; nil if it doesn't.
private func commonColumns(
  of smaller: PartitionedMatrix, in larger: PartitionedMatrix
) -> [Int?] {
  var places = [Int?](repeating: nil, count: smaller.columnCount)
  for column in smaller.dense {
    places[column.position] = larger.dense.first { $0.values == column.values }?.position
  }
  for factor in smaller.factors {
    guard let same = larger.factors.first(where: { $0.codes == factor.codes }) else { continue }
    for (own, other) in zip(factor.columnOfLevel, same.columnOfLevel) where own >= 0 && other >= 0 {
      places[Int(own)] = Int(other)
    }
  }
  return places
}

/// Solves for combinations of a design's columns.
private struct SpanSolver {
  private let design: PartitionedMatrix
  /// The cross-products reduced; nil where they can't be trusted to.
  private let system: InformationSystem?
  /// The largest magnitude in each column.
  private let sizes: [Double]

  init(_ design: PartitionedMatrix) {
    self.design = design
    let pass = scoringPass(
      design, at: nil, offset: nil, plan: ScoringPlan(), empty: NoSummary(), merge: { _, _ in }
    ) { rows, block, _ in
      for i in 0..<rows.count { block.weight[i] = 1 }
    }
    system = pass.gram.flatMap { InformationSystem($0, of: design) }
    var sizes = [Double](repeating: 1, count: design.columnCount)
    for column in design.dense {
      sizes[column.position] = largestMagnitude(
        product(design.selectingColumns([column.position]), [1]))
    }
    self.sizes = sizes
  }

  /// The c with L c = v; nil if there is none.
  func combination(_ values: [Double]) throws(LinearAlgebraError) -> [Double]? {
    let factors = try bestFactors(values)
    let missed = largestMagnitude(remainder(values, factors))
    let rounding = zip(sizes, factors).reduce(0) { $0 + $1.0 * $1.1.magnitude } * .ulpOfOne
    return missed <= largestMiss * largestMagnitude(values) + 64 * rounding ? factors : nil
  }

  private func bestFactors(_ values: [Double]) throws(LinearAlgebraError) -> [Double] {
    guard let system else {
      let solution = try leastSquares(
        design: design, response: values, weights: nil, method: .automatic)
      var factors = [Double](repeating: 0, count: design.columnCount)
      for (column, factor) in zip(solution.kept, solution.coefficients) { factors[column] = factor }
      return factors
    }
    var factors = [Double](repeating: 0, count: design.columnCount)
    // Solutions are exact where they exist, so that what rounding left of the first is solved for again.
    for _ in 0..<3 {
      let left = weightedTransposedProduct(design, weights: nil, remainder(values, factors))
      for (column, step) in system.solve(left).enumerated() { factors[column] += step }
    }
    return factors
  }

  private func remainder(_ values: [Double], _ factors: [Double]) -> [Double] {
    zip(values, product(design, factors)).map { $0 - $1 }
  }
}

private struct NoSummary: Sendable {}

/// The largest magnitude; not a number if one of them isn't.
private func largestMagnitude(_ values: [Double]) -> Double {
  values.reduce(0) { $0.isNaN || $1.magnitude <= $0 ? $0 : $1.magnitude }
}
