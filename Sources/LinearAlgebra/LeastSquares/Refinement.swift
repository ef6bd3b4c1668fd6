/// Residuals at some coefficients and what they say about them, in scaled units.
struct ResidualPass {
  /// c y − X̃ b̃ for each row, without weights.
  var residuals: [Double]
  /// X̃′W̃ r̃, for every column of the design.
  var gradient: [Double]
  /// Σ w̃ r̃².
  var sumOfSquares: Double
}

/// One read of the rows: residuals, their weighted products with the columns, their sum of squares.
///
/// - Parameter coefficients: one for each column of the design, in the problem's scaled units.
func residualPass(_ problem: LeastSquaresProblem, coefficients: [Double]) -> ResidualPass {
  let size = problem.columnCount
  let blocks = RowBlocks(rowCount: problem.rowCount, columns: size + 1)
  let leaves = concurrentMap(count: blocks.leafCount) { leaf -> ResidualPass in
    var part = ResidualPass(
      residuals: [], gradient: [Double](repeating: 0, count: size), sumOfSquares: 0)
    part.residuals.reserveCapacity(blocks.leaf(leaf).count)
    var copies: RowBlockBuffer?
    if !problem.scales.isTrivial {
      copies = RowBlockBuffer(rowCapacity: blocks.stepRows, columnCount: size)
    }
    var values = [Double](repeating: 0, count: blocks.stepRows)
    blocks.forEachStep(ofLeaf: leaf) { rows in
      copies?.load(problem.design, rows: rows, scales: problem.scales.columns)
      let panel = copies?.panel ?? Panel(problem.design, rows: rows)
      for (i, row) in rows.enumerated() {
        values[i] = problem.response[row] * problem.scales.response
      }
      panel.multiply(coefficients, factor: -1, addingTo: 1, into: &values)
      part.residuals.append(contentsOf: values[0..<rows.count])
      part.sumOfSquares += weigh(&values, problem: problem, rows: rows)
      panel.multiplyTransposed(values, addingTo: 1, into: &part.gradient)
    }
    return part
  }
  return ResidualPass(
    residuals: leaves.count == 1 ? leaves[0].residuals : Array(leaves.map(\.residuals).joined()),
    gradient: summedInTree(leaves.map(\.gradient)),
    sumOfSquares: summedInTree(leaves.map { [$0.sumOfSquares] })[0])
}

/// Multiplies residuals by their weights in place; returns the weighted sum of squares.
private func weigh(
  _ values: inout [Double], problem: LeastSquaresProblem, rows: Range<Int>
) -> Double {
  var sum = 0.0
  guard let weights = problem.weights else {
    for i in 0..<rows.count { sum += values[i] * values[i] }
    return sum
  }
  for (i, row) in rows.enumerated() {
    let weighted = values[i] * (weights[row] * problem.scales.weight)
    sum += values[i] * weighted
    values[i] = weighted
  }
  return sum
}

/// Corrects the coefficients of a system by true residuals until the fitted values change by
/// rounding only (Björck 1987, the corrected seminormal equations; at most `mostSteps` times).
///
/// Returns the system's coefficients after correction and the residuals at them.
func refined(
  _ system: TriangularSystem, _ problem: LeastSquaresProblem, mostSteps: Int
) -> (coefficients: [Double], pass: ResidualPass, steps: Int) {
  var coefficients = system.coefficients
  var pass = residualPass(problem, coefficients: expanded(coefficients, system))
  let rounding = 4 * Double.ulpOfOne * responseLength(system, pass, coefficients)
  var lastChange = Double.infinity
  for step in 0..<mostSteps {
    let gradient = system.kept.map { pass.gradient[$0] * system.units[$0] }
    let correction = system.solve(gradient)
    let change = fittedLength(system, correction)
    // Growing, or not a number: the equations are too ill conditioned to correct anything.
    if !(change < lastChange / 2) { return (coefficients, pass, step) }
    lastChange = change
    for i in coefficients.indices { coefficients[i] += correction[i] }
    if change <= rounding { return (coefficients, pass, step + 1) }
    pass = residualPass(problem, coefficients: expanded(coefficients, system))
  }
  return (coefficients, pass, mostSteps)
}

/// One coefficient for each column of the design in the problem's units, 0 for aliased columns.
private func expanded(_ coefficients: [Double], _ system: TriangularSystem) -> [Double] {
  var result = [Double](repeating: 0, count: system.units.count)
  for (position, column) in system.kept.enumerated() {
    result[column] = coefficients[position] * system.units[column]
  }
  return result
}

/// ‖R δ‖, the length of the change of the fitted values.
private func fittedLength(_ system: TriangularSystem, _ delta: [Double]) -> Double {
  var sum = 0.0
  for i in delta.indices {
    var element = 0.0
    for j in i..<delta.count { element += system.factor[i, j] * delta[j] }
    sum += element * element
  }
  return sum.squareRoot()
}

/// ‖√W y‖ from fitted values and residuals.
private func responseLength(
  _ system: TriangularSystem, _ pass: ResidualPass, _ coefficients: [Double]
) -> Double {
  let fitted = fittedLength(system, coefficients)
  return (fitted * fitted + pass.sumOfSquares).squareRoot()
}
