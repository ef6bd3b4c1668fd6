/// The condition number from which residuals are computed in twice the working precision. Below,
/// ordinary residuals leave an error of at most about 10³ · 2⁻⁵³ in the coefficients.
let compensatedCondition = 1e3

/// The number of elements of the design up to which residuals are computed in twice the working
/// precision in any case, for a millisecond at most: a coefficient, or a residual, that is small
/// beside the response keeps its digits then, whatever kernels the BLAS has.
let compensatedElements = 1 << 18

/// Corrects the coefficients of a system by true residuals until the fitted values change by
/// rounding only: the corrected seminormal equations (Björck 1987).
///
/// - Parameters:
///   - system: the reduced problem.
///   - problem: the rows it was made of.
///   - mostSteps: corrections to make at most; each that changes the fitted values reads the rows
///     once more.
/// - Returns: the system's coefficients after correction, the residuals at them (up to rounding of
///   the fitted values; the gradient may be that of an earlier pass) and the number of corrections.
func refined(
  _ system: TriangularSystem, _ problem: LeastSquaresProblem, mostSteps: Int
) -> (coefficients: [Double], pass: ResidualPass, steps: Int) {
  let compensated =
    system.conditionNumber > compensatedCondition
    || problem.rowCount * problem.columnCount <= compensatedElements
  var coefficients = system.coefficients
  var pass = residualPass(
    problem, coefficients: expanded(coefficients, system), compensated: compensated)
  // What k rounded terms a row leave of the residuals in any case.
  let roundings = max(4, Double(system.kept.count).squareRoot())
  let rounding = roundings * Double.ulpOfOne * responseLength(system, pass, coefficients)
  // What is left of an error after a correction (Björck 1987, section 4), with room for growth.
  let contraction =
    system.conditionNumber * system.conditionNumber * Double.ulpOfOne
    * Double(1 + system.kept.count)
  var lastChange = Double.infinity
  for step in 0..<mostSteps {
    let gradient = system.kept.map { pass.gradient[$0].value * system.units[$0] }
    let correction = system.solve(gradient)
    let change = fittedLength(system, correction)
    // Growing, or not a number: the equations are too ill conditioned to correct anything.
    if !(change < lastChange / 2) { return (coefficients, pass, step) }
    lastChange = change
    for i in coefficients.indices { coefficients[i] += correction[i] }
    if change <= rounding { return (coefficients, pass, step + 1) }
    if change * contraction <= rounding && problem.scales.isTrivial {
      pass.moveResiduals(by: product(problem.design, expanded(correction, system)), of: problem)
      return (coefficients, pass, step + 1)
    }
    pass = residualPass(
      problem, coefficients: expanded(coefficients, system), compensated: compensated)
  }
  return (coefficients, pass, mostSteps)
}

/// One coefficient for each column of the design in the problem's units, 0 for aliased columns.
func expanded(_ coefficients: [Double], _ system: TriangularSystem) -> [Double] {
  var result = [Double](repeating: 0, count: system.units.count)
  for (position, column) in system.kept.enumerated() {
    result[column] = coefficients[position] * system.units[column]
  }
  return result
}

/// ‖R δ‖, the length of the change of the fitted values.
private func fittedLength(_ system: TriangularSystem, _ delta: [Double]) -> Double {
  var fitted = [Double](repeating: 0, count: delta.count)
  for j in delta.indices {
    for i in 0...j { fitted[i] += system.factor[i, j] * delta[j] }
  }
  return fitted.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// ‖√W y‖ from fitted values and residuals.
private func responseLength(
  _ system: TriangularSystem, _ pass: ResidualPass, _ coefficients: [Double]
) -> Double {
  let fitted = fittedLength(system, coefficients)
  return (fitted * fitted + pass.sumOfSquares).squareRoot()
}
