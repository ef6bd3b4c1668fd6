import LinearAlgebra
import Modeling

extension Inference {
  /// Estimate, test and interval of a linear combination of the coefficients.
  ///
  /// - Parameters:
  ///   - contrast: a factor for each estimated coefficient, in their order.
  ///   - name: what the row is called.
  ///   - value: the hypothetical value; the estimate itself is not shifted.
  ///   - level: of the interval, in 0..<1.
  /// - Returns: the row of the contrast.
  /// - Precondition: as many factors as coefficients.
  /// - Complexity: O(p²) beside the degrees of freedom.
  public func test(
    contrast: [Double], named name: String = "contrast", value: Double = 0, level: Double = 0.95
  ) -> CoefficientRow {
    precondition(
      contrast.count == fit.coefficients.values.count,
      "a contrast of \(contrast.count) for \(fit.coefficients.values.count) coefficients")
    return CoefficientRow(
      term: name, estimate: dot(contrast, fit.coefficients.values),
      variance: covariance.variance(of: contrast), value: value,
      degreesOfFreedom: covariance.reference.degreesOfFreedom(for: contrast), level: level)
  }

  /// Estimate, test and interval of the combination in a hypothesis such as `a - 0.5*b = 0`.
  ///
  /// - Parameters:
  ///   - hypothesis: as ``LinearHypothesis`` reads it.
  ///   - level: of the interval, in 0..<1.
  /// - Returns: the row of the combination, its estimate without the right-hand side taken off.
  /// - Throws: ``InferenceError`` where the text can't be read or names no estimated coefficient.
  public func test(_ hypothesis: String, level: Double = 0.95) throws(InferenceError)
    -> CoefficientRow
  {
    let parsed = try LinearHypothesis(hypothesis, coefficients: fit.coefficients)
    return test(
      contrast: parsed.factors, named: parsed.text, value: parsed.value, level: level)
  }
}
