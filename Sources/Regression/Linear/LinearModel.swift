import Formulas
import LinearAlgebra
import Modeling
import Tables

/// A linear regression, by ordinary or weighted least squares.
///
/// ```swift
/// let fit = try LinearModel("score ~ collaboration * poverty").fit(to: schools)
/// ```
public struct LinearModel: Model {
  /// The formula.
  public let formula: Formula
  /// Weights, offset, categories, filter.
  public let options: ModelOptions
  /// The gear of least squares; the one used is in the fit's description.
  public let method: LeastSquaresMethod

  /// A linear model.
  ///
  /// - Throws: `FormulaError` if the text is not a formula.
  public init(
    _ formula: String, options: ModelOptions = ModelOptions(),
    method: LeastSquaresMethod = .automatic
  ) throws {
    self.init(try Formula(formula), options: options, method: method)
  }

  /// A linear model over a parsed formula.
  public init(
    _ formula: Formula, options: ModelOptions = ModelOptions(),
    method: LeastSquaresMethod = .automatic
  ) {
    self.formula = formula
    self.options = options
    self.method = method
  }
}
