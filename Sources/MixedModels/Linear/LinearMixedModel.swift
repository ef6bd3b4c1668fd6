import Formulas
import Modeling

/// A linear mixed model: fixed effects, and effects that vary by group around zero.
///
/// ```swift
/// let fit = try LinearMixedModel("score ~ ses + (1 + ses | school)").fit(to: pupils)
/// ```
///
/// y = Xβ + Zb + ε with b ~ N(0, σ² ΛΛ′) and ε ~ N(0, σ² W⁻¹). A term `(effects | grouping)` lets its
/// effects vary by the grouping with any covariance, `(effects || grouping)` independently of each other (a
/// factor's columns stay together), `(1 | a/b)` stands for `(1 | a) + (1 | b:a)`. Groupings may be nested or
/// crossed in any way.
public struct LinearMixedModel: Model {
  /// The formula.
  public let formula: Formula
  /// Weights (of the kind `precision`), offset, categories, filter.
  public let options: ModelOptions
  /// By which criterion variances are estimated.
  public let estimation: MixedEstimation

  /// A linear mixed model.
  ///
  /// - Throws: `FormulaError` if the text is not a formula.
  public init(
    _ formula: String, options: ModelOptions = ModelOptions(), estimation: MixedEstimation = .reml
  ) throws {
    self.init(try Formula(formula), options: options, estimation: estimation)
  }

  /// A linear mixed model over a parsed formula.
  public init(
    _ formula: Formula, options: ModelOptions = ModelOptions(), estimation: MixedEstimation = .reml
  ) {
    self.formula = formula
    self.options = options
    self.estimation = estimation
  }
}
