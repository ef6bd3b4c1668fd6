import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables

/// A cumulative link model for ordered categories (McCullagh 1980; R's MASS::polr and ordinal::clm):
/// g(P(Y ≤ j)) = ζⱼ − x′β, so that a positive slope goes with higher categories.
///
/// The response is a category, as text, a declared factor or `factor(y)`; its order is that of the levels.
public struct OrdinalModel: Model {
  /// The formula; its intercept is left to the thresholds.
  public let formula: Formula
  /// The link: logit, probit, complementary log-log or cauchit.
  public let link: any Link
  /// Weights, offset, factors, contrasts and the filter.
  public let options: ModelOptions
  /// When the iterations stop.
  public let control: IterationControl

  /// A model by a formula as text.
  ///
  /// - Throws: `FormulaError` where the text is no formula.
  public init(
    _ formula: String, link: any Link = LogitLink(), options: ModelOptions = ModelOptions(),
    control: IterationControl = IterationControl()
  ) throws {
    self.init(try Formula(formula), link: link, options: options, control: control)
  }

  /// A model, with the logit as the link unless another is named.
  public init(
    _ formula: Formula, link: any Link = LogitLink(), options: ModelOptions = ModelOptions(),
    control: IterationControl = IterationControl()
  ) {
    self.formula = formula
    self.link = link
    self.options = options
    self.control = control
  }

  /// Fits by maximum likelihood.
  ///
  /// - Throws: `FormulaError`, `TableError`, `ModelingError`, or ``OrdinalError`` for categories without rows
  ///   and links that no such model has.
  /// - Complexity: O(n p²) an iteration.
  public func fit(to table: Table) throws -> OrdinalFit {
    try refuseForeignTerms(in: formula, model: "an ordinal model")
    let frame = try ModelFrame(
      formula, table: table, options: options, takesCategories: true)
    return try OrdinalFit(DesignSelection(frame), model: self)
  }
}
