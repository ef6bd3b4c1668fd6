/// Above this condition number the Gram matrix is left for the triangle.
///
/// Squaring the condition number loses digits of (X′WX)⁻¹, and so of every standard error, that no
/// refinement of the coefficients brings back: at 10³ ten of them are left in the worst case, and on
/// the Wampler problems of NIST (3 · 10³) the Gram matrix gives ten where the triangle gives 13.
let largestGramCondition = 1e3

/// Solves from the cross-products [X y]′W [X y], columns equilibrated by powers of two.
///
/// Nil when the matrix is not positive definite in floating point or its condition number is above
/// `limit`: the Gram matrix can then not tell which columns depend on others.
func gramSystem(_ gram: Matrix, limit: Double = largestGramCondition) -> TriangularSystem? {
  let size = gram.columnCount - 1
  let units = (0..<size).map { unitScale(forLength: gram[$0, $0].squareRoot()) }
  var factor = Matrix(rowCount: size, columnCount: size)
  for j in 0..<size {
    for i in 0...j { factor[i, j] = gram[i, j] * units[i] * units[j] }
  }
  let norm = symmetricOneNorm(factor)
  if !norm.isFinite || factorCholesky(&factor) > 0 { return nil }
  var inverseFactor = factor
  if !invertUpper(&inverseFactor) { return nil }
  let inverse = multiplyByOwnTranspose(inverseFactor)
  let condition = conditionNumber(gramNorm: norm, inverse: inverse)
  if !(condition <= limit) { return nil }
  let crossResponse = (0..<size).map { gram[$0, size] * units[$0] }
  var system = TriangularSystem(
    factor: factor, inverseFactor: inverseFactor, inverse: inverse, coefficients: [],
    kept: Array(0..<size), aliased: [], relations: [], units: units, conditionNumber: condition,
    residualSumOfSquares: 0)
  system.coefficients = system.solve(crossResponse)
  let explained = dot(system.coefficients, crossResponse)
  system.residualSumOfSquares = max(0, gram[size, size] - explained)
  return system
}

/// ‖A‖₁ of a symmetric matrix given by its upper triangle.
private func symmetricOneNorm(_ a: Matrix) -> Double {
  var sums = [Double](repeating: 0, count: a.columnCount)
  for j in 0..<a.columnCount {
    for i in 0..<j {
      let magnitude = a[i, j].magnitude
      sums[i] += magnitude
      sums[j] += magnitude
    }
    sums[j] += a[j, j].magnitude
  }
  return sums.reduce(0) { $1 <= $0 ? $0 : $1 }
}
