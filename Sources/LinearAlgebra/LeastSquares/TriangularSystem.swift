/// What a gear makes of its sums: the reduced problem R b = z over the kept columns, R upper
/// triangular with a positive diagonal, in units in which every column has a length near 1.
struct TriangularSystem: Sendable {
  /// R, zeros below the diagonal.
  var factor: Matrix
  /// R⁻¹.
  var inverseFactor: Matrix
  /// R⁻¹ R⁻ᵀ.
  var inverse: Matrix
  /// b = R⁻¹ z.
  var coefficients: [Double]
  /// Columns with a coefficient, and without.
  var kept: [Int]
  var aliased: [Int]
  /// For each aliased column its combination of kept columns.
  var relations: [[Double]]
  /// For each column of the design the power of two it is multiplied by in these units.
  var units: [Double]
  /// (‖R′R‖₁ ‖(R′R)⁻¹‖₁)^½.
  var conditionNumber: Double
  /// Σ w (y − X b)² as the sums have it: good enough without the rows only.
  var residualSumOfSquares: Double

  /// The δ with R′R δ = g.
  func solve(_ g: [Double]) -> [Double] {
    var x = g
    solveUpper(factor, transposed: true, &x)
    solveUpper(factor, transposed: false, &x)
    return x
  }
}

/// The power of two that brings a length near 1; 1 for 0.
func unitScale(forLength length: Double) -> Double {
  if length == 0 || !length.isFinite { return 1 }
  return Double(sign: .plus, exponent: min(1022, -Int(length.exponent)), significand: 1)
}

/// The condition number from a Gram matrix and its inverse: (‖A‖₁ ‖A⁻¹‖₁)^½, at least 1.
func conditionNumber(gramNorm: Double, inverse: Matrix) -> Double {
  inverse.rowCount == 0 ? 1 : max(1, (gramNorm * inverse.oneNorm).squareRoot())
}
