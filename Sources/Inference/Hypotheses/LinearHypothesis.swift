import Modeling

/// A linear hypothesis about coefficients: Σ factorⱼ · coefficientⱼ = value.
///
/// Written as in `english - 0.5*lunch = 0`: names of coefficients as tables print them (or in
/// backticks), numbers, `+`, `-`, `*`, `/` by a number, and at most one `=`; both sides may have names
/// and numbers. Without `=` the value is 0. Where a name contains signs, as `I(x^2)` or `a:b`, the
/// longest name that fits is meant.
public struct LinearHypothesis: Sendable, Hashable {
  /// The hypothesis as written, without blanks at the ends.
  public let text: String
  /// One factor for each estimated coefficient, in their order.
  public let factors: [Double]
  /// The right-hand side.
  public let value: Double

  /// Reads a hypothesis about coefficients.
  ///
  /// Complexity: O(length of the text · number of names).
  ///
  /// - Throws: ``InferenceError/hypothesisSyntax(text:position:problem:)``,
  ///   ``InferenceError/unknownCoefficient(name:closest:aliased:)``.
  public init(
    _ text: String, coefficients: Parameters
  ) throws(InferenceError) {
    try self.init(
      text, names: coefficients.names, aliased: Set(coefficients.aliased.map(\.name)))
  }

  /// Reads a hypothesis over names.
  public init(
    _ text: String, names: [String], aliased: Set<String> = []
  ) throws(InferenceError) {
    var parser = HypothesisParser(text, names: names, aliased: aliased)
    let form = try parser.parse()
    self.text = parser.trimmedText
    self.factors = form.factors
    self.value = 0 - form.constant
  }
}
