import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables

/// A generalized linear model (McCullagh & Nelder 1989): a family for the response, a link between
/// its mean and a linear predictor.
///
/// Binomial responses are 0/1, a two-level category, `cbind(successes, failures)`, or a proportion
/// with precision weights that count the trials.
///
/// ```swift
/// let model = try GeneralizedLinearModel(
///   "cbind(leavers, staff - leavers) ~ collaboration * poverty", family: .binomial)
/// ```
public struct GeneralizedLinearModel: Model {
  /// The formula.
  public let formula: Formula
  /// The distribution of the response.
  public let family: any Family
  /// The link between mean and linear predictor.
  public let link: any Link
  /// Weights, offset, categories, filter.
  public let options: ModelOptions
  /// When the iteration stops.
  public let control: IterationControl

  /// A generalized linear model; its link is the family's canonical one if left out.
  ///
  /// - Throws: `FormulaError` if the text is not a formula, or
  ///   `ModelingError.unsupportedLink` if the family does not take the link.
  public init(
    _ formula: String, family: some Family, link: (any Link)? = nil,
    options: ModelOptions = ModelOptions(), control: IterationControl = IterationControl()
  ) throws {
    try self.init(
      try Formula(formula), family: family, link: link, options: options, control: control)
  }

  /// A generalized linear model over a parsed formula.
  public init(
    _ formula: Formula, family: some Family, link: (any Link)? = nil,
    options: ModelOptions = ModelOptions(), control: IterationControl = IterationControl()
  ) throws {
    let link = link ?? family.canonicalLink
    guard family.linkNames.contains(link.name) else {
      throw ModelingError.unsupportedLink(
        link: link.name, family: family.name, allowed: family.linkNames)
    }
    self.formula = formula
    self.family = family
    self.link = link
    self.options = options
    self.control = control
  }
}

/// When the iterations for a generalized linear model stop.
public struct IterationControl: Sendable, Hashable {
  /// The most iterations; at least 1.
  public var maximumIterations: Int
  /// The largest step that counts as none, relative to a coefficient or its standard error,
  /// whichever is larger.
  public var tolerance: Double

  /// Iteration settings. The defaults iterate to rounding.
  public init(maximumIterations: Int = 200, tolerance: Double = 1e-12) {
    precondition(maximumIterations >= 1 && tolerance >= 0)
    self.maximumIterations = maximumIterations
    self.tolerance = tolerance
  }
}
