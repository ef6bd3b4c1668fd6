import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables

/// A negative binomial regression: counts whose variance is μ + μ²/θ, θ estimated with the coefficients by
/// maximum likelihood (Lawless 1987; R's MASS::glm.nb).
public struct NegativeBinomialModel: Model {
  /// The formula.
  public let formula: Formula
  /// The link: log, identity or square root.
  public let link: any Link
  /// Weights, offset, factors, contrasts and the filter.
  public let options: ModelOptions
  /// When the iterations stop.
  public let control: IterationControl

  /// A model by a formula as text.
  ///
  /// - Throws: `FormulaError` where the text is no formula, `ModelingError.unsupportedLink`.
  public init(
    _ formula: String, link: (any Link)? = nil, options: ModelOptions = ModelOptions(),
    control: IterationControl = IterationControl()
  ) throws {
    try self.init(Formula(formula), link: link, options: options, control: control)
  }

  /// A model, with the logarithm as the link unless another is named.
  ///
  /// - Throws: `ModelingError.unsupportedLink`.
  public init(
    _ formula: Formula, link: (any Link)? = nil, options: ModelOptions = ModelOptions(),
    control: IterationControl = IterationControl()
  ) throws {
    let family = NegativeBinomialFamily(theta: 1)
    let chosen = link ?? family.canonicalLink
    guard family.linkNames.contains(chosen.name) else {
      throw ModelingError.unsupportedLink(
        link: chosen.name, family: family.name, allowed: family.linkNames)
    }
    self.formula = formula
    self.link = chosen
    self.options = options
    self.control = control
  }

  /// Fits by maximum likelihood over the coefficients and θ.
  ///
  /// - Throws: `FormulaError`, `TableError` or `ModelingError`, with column, row and mend.
  /// - Complexity: O(n p²) an iteration, some five iterations for each of some six θ.
  public func fit(to table: Table) throws -> NegativeBinomialFit {
    try refuseForeignTerms(in: formula, model: "a negative binomial model")
    let frame = try ModelFrame(formula, table: table, options: options)
    try requireResponses(of: frame, family: NegativeBinomialFamily(theta: 1))
    return try NegativeBinomialFit(DesignSelection(frame), model: self)
  }
}
