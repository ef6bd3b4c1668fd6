/// Refines a system in which a factor was eliminated by true residuals, in the manner of `refined`,
/// and returns all columns' coefficients with their covariance.
func eliminatedSolution(
  _ system: EliminatedSystem, _ sums: PartitionedSums, _ problem: LeastSquaresProblem
) -> LeastSquaresSolution {
  var coefficients = system.coefficients
  var pass = residualPass(problem, coefficients: coefficients, compensated: false)
  let responseSquares = sums.dense.diagonal.last ?? 0
  let rounding = 4 * Double.ulpOfOne * responseSquares.squareRoot()
  var lastChange = Double.infinity
  var steps = 0
  while steps < 3 {
    let gradient = pass.gradient.map(\.value)
    let correction = system.solve(gradient)
    // ‖√W X δ‖, since δ solves X′WX δ = gradient.
    let change = max(0, dot(correction, gradient)).squareRoot()
    if !(change < lastChange / 2) { break }
    lastChange = change
    for i in coefficients.indices { coefficients[i] += correction[i] }
    steps += 1
    if change <= rounding { break }
    pass = residualPass(problem, coefficients: coefficients, compensated: false)
  }
  let covariance = system.inverse()
  // Before the inverse factor, so that it does not stand beside the Gram matrix.
  let conditionNumber = equilibratedCondition(sums.gram(of: problem.design), covariance)
  return LeastSquaresSolution(
    coefficients: coefficients, kept: Array(0..<problem.columnCount), aliased: [],
    aliasRelations: [], unscaledCovariance: covariance, inverseTriangle: system.inverseFactor(),
    residuals: pass.residuals, residualSumOfSquares: pass.sumOfSquares, method: .gram,
    conditionNumber: conditionNumber, refinementSteps: steps)
}

/// (‖A‖₁ ‖A⁻¹‖₁)^½ for the cross-products A of the first columns of a Gram matrix, scaled to lengths
/// near 1.
func equilibratedCondition(_ gram: Matrix, _ inverse: Matrix) -> Double {
  let size = inverse.columnCount
  let units = (0..<size).map { unitScale(forLength: gram[$0, $0].squareRoot()) }
  var (largest, largestInverse) = (0.0, 0.0)
  for j in 0..<size {
    var (sum, inverseSum) = (0.0, 0.0)
    for i in 0..<size {
      sum += (gram[i, j] * units[i] * units[j]).magnitude
      inverseSum += (inverse[i, j] / units[i] / units[j]).magnitude
    }
    largest = max(largest, sum)
    largestInverse = max(largestInverse, inverseSum)
  }
  return max(1, (largest * largestInverse).squareRoot())
}
