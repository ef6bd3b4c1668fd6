import Families
import Formulas
import Modeling

/// A generalized linear mixed model: a family for the response given random effects, a link between its
/// mean and a linear predictor, and effects that vary by group around zero.
///
/// ```swift
/// let model = try GeneralizedLinearMixedModel(
///   "left ~ collaboration + (1 | school)", family: .binomial)
/// let fit = try model.fit(to: teachers)
/// ```
///
/// η = Xβ + Zb + offset with b ~ N(0, ΛΛ′). Binomial responses are 0/1, a two-level category,
/// `cbind(successes, failures)`, or a proportion with precision weights that count the trials.
/// Random terms are written as in ``LinearMixedModel``.
///
/// Gamma, inverse Gaussian and Gaussian responses have a dispersion that is estimated by maximum
/// likelihood too, by Laplace's approximation; Gaussian ones with the identity link are faster in
/// ``LinearMixedModel``.
///
/// The likelihood is an integral over the effects. It is approximated by Laplace's method, with the
/// observed information; or, for one scalar effect, by adaptive Gauss–Hermite quadrature with as many
/// points as asked for, which tends to the likelihood as the points grow.
public struct GeneralizedLinearMixedModel: Model {
  /// The formula.
  public let formula: Formula
  /// The distribution of the response given the random effects.
  public let family: any Family
  /// The link between mean and linear predictor.
  public let link: any Link
  /// Weights (of the kind `precision`), offset, categories, filter.
  public let options: ModelOptions
  /// The points of the quadrature; 1 is Laplace's approximation.
  public let quadraturePoints: Int

  /// A generalized linear mixed model; its link is the family's canonical one if left out.
  ///
  /// - Throws: `FormulaError` if the text is not a formula, `ModelingError.unsupportedLink` if the
  ///   family does not take the link, ``MixedModelsError`` for a family or a number of points that is
  ///   not fitted.
  public init(
    _ formula: String, family: some Family, link: (any Link)? = nil,
    options: ModelOptions = ModelOptions(), quadraturePoints: Int = 1
  ) throws {
    try self.init(
      try Formula(formula), family: family, link: link, options: options,
      quadraturePoints: quadraturePoints)
  }

  /// A generalized linear mixed model over a parsed formula.
  public init(
    _ formula: Formula, family: some Family, link: (any Link)? = nil,
    options: ModelOptions = ModelOptions(), quadraturePoints: Int = 1
  ) throws {
    let link = link ?? family.canonicalLink
    guard family.linkNames.contains(link.name) else {
      throw ModelingError.unsupportedLink(
        link: link.name, family: family.name, allowed: family.linkNames)
    }
    guard family.hasLikelihood else {
      throw MixedModelsError.unsupportedFamily(family: family.name)
    }
    try requireDispersionTerms(of: family)
    guard (1...mostQuadraturePoints).contains(quadraturePoints) else {
      throw MixedModelsError.quadraturePoints(count: quadraturePoints, limit: mostQuadraturePoints)
    }
    self.formula = formula
    self.family = family
    self.link = link
    self.options = options
    self.quadraturePoints = quadraturePoints
  }
}

/// More tell nothing more.
let mostQuadraturePoints = 100

/// Throws for a family that estimates a dispersion without saying how it enters the likelihood.
private func requireDispersionTerms(of family: any Family) throws {
  let one = WeightTotals(nil, count: 1)
  guard case .estimated = family.dispersion,
    family.dispersionTerms(dispersion: 1, weights: one) == nil
  else { return }
  throw ModelingError.conflictingOptions(
    "the \(family.name) family has a dispersion to estimate and does not say how it enters the "
      + "likelihood, which random effects need; give the family its dispersionTerms, or fit without "
      + "random effects")
}
