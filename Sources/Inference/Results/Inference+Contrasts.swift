import LinearAlgebra
import Modeling

extension Inference {
  /// Estimate, test and interval of a linear combination of the coefficients.
  ///
  /// - Parameters:
  ///   - contrast: a factor for each parameter, in their order.
  ///   - name: what the row is called.
  ///   - value: the hypothetical value; the estimate itself is not shifted.
  ///   - level: of the interval, in 0..<1.
  /// - Returns: the row of the contrast.
  /// - Precondition: as many factors as parameters.
  /// - Complexity: O(p²) beside the degrees of freedom.
  public func test(
    contrast: [Double], named name: String = "contrast", value: Double = 0, level: Double = 0.95
  ) -> Estimate {
    precondition(
      contrast.count == fit.parameters.count,
      "a contrast of \(contrast.count) for \(fit.parameters.count) parameters")
    return Estimate(
      label: name, estimate: dot(contrast, fit.parameters.values),
      variance: covariance.variance(of: contrast), value: value,
      degreesOfFreedom: covariance.reference.degreesOfFreedom(contrast), level: level)
  }

  /// Estimate, test and interval of the combination in a hypothesis such as `a - 0.5*b = 0`.
  ///
  /// - Parameters:
  ///   - hypothesis: as ``LinearHypothesis`` reads it.
  ///   - level: of the interval, in 0..<1.
  /// - Returns: the row of the combination, its estimate without the right-hand side taken off.
  /// - Throws: ``InferenceError`` where the text can't be read or names no estimated coefficient.
  public func test(_ hypothesis: String, level: Double = 0.95) throws(InferenceError)
    -> Estimate
  {
    let parsed = try LinearHypothesis(hypothesis, coefficients: fit.parameters)
    return test(
      contrast: parsed.factors, named: parsed.text, value: parsed.value, level: level)
  }
}
