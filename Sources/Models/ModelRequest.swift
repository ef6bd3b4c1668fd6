import Families
import Formulas
import LinearAlgebra
import MixedModels
import Modeling
import Regression
import Tables

/// A model by its parts, as a file of options or a command line gives them: which fit it takes follows from
/// the formula and the family.
public struct ModelRequest: Sendable {
  /// The formula; random terms make a mixed model.
  public var formula: Formula
  /// The distribution of the response.
  public var distribution: Distribution
  /// The link; the canonical one of the family if nil.
  public var link: (any Link)?
  /// Weights, offset, factors, contrasts and the filter.
  public var options: ModelOptions
  /// How least squares are solved; chosen by the condition of the problem if nil.
  public var method: LeastSquaresMethod?
  /// By which likelihood the variances of a linear mixed model are estimated; the restricted one if nil.
  public var estimation: MixedEstimation?
  /// The points of adaptive quadrature of a generalized mixed model; Laplace's approximation if nil.
  public var quadraturePoints: Int?
  /// Whether options of mixed models may be meant for other models of the same comparison.
  public var isBesideMixed = false

  /// A distribution of responses.
  public enum Distribution: Sendable {
    /// A family with its dispersion, if it has one.
    case family(any Family)
    /// Counts whose variance exceeds their mean by an estimated multiple of its square.
    case negativeBinomial
    /// Ordered categories.
    case ordinal

    /// The name, as the command line has it.
    public var name: String {
      switch self {
      case .family(let family): family.name
      case .negativeBinomial: "negative-binomial"
      case .ordinal: "ordinal"
      }
    }

    /// The distribution of a name; nil if there is none.
    public init?(named name: String) {
      switch name {
      case "negative-binomial": self = .negativeBinomial
      case "ordinal": self = .ordinal
      default:
        guard let family = standardFamily(named: name) else { return nil }
        self = .family(family)
      }
    }

    /// The names of all distributions.
    public static var names: [String] {
      standardFamilies.map(\.name) + ["negative-binomial", "ordinal"]
    }
  }

  /// A request.
  public init(
    _ formula: Formula, _ distribution: Distribution = .family(GaussianFamily()),
    link: (any Link)? = nil, options: ModelOptions = ModelOptions()
  ) {
    self.formula = formula
    self.distribution = distribution
    self.link = link
    self.options = options
  }

  /// Whether the model is fitted by least squares: the Gaussian family with the identity link.
  private var isLeastSquares: Bool {
    distribution.name == "gaussian" && (link?.name ?? "identity") == "identity"
  }

  /// Fits the model to the rows of a table.
  ///
  /// - Throws: ``ModelRequestError`` for options the model has no use for, and what the model throws.
  public func fit(to table: Table) throws -> any Estimated {
    if !formula.randomTerms.isEmpty { return try mixedFit(to: table) }
    if (estimation != nil || quadraturePoints != nil) && !isBesideMixed {
      throw ModelRequestError.mixedOptionsWithoutRandomTerm
    }
    if isLeastSquares {
      return try LinearModel(formula, options: options, method: method ?? .automatic).fit(to: table)
    }
    if method != nil { throw ModelRequestError.methodOfScoring(family: distribution.name) }
    switch distribution {
    case .family(let family): return try generalizedFit(family, to: table)
    case .negativeBinomial:
      return try NegativeBinomialModel(formula, link: link, options: options).fit(to: table)
    case .ordinal:
      return try OrdinalModel(formula, link: link ?? LogitLink(), options: options).fit(to: table)
    }
  }

  /// Fits the model to rows that are read in blocks.
  ///
  /// - Throws: ``ModelRequestError/streaming(family:link:)`` for other models than least squares, and what
  ///   the model throws.
  public func fit(streaming blocks: some TableBlocks) throws -> any Estimated {
    guard isLeastSquares else {
      throw ModelRequestError.streaming(
        family: distribution.name, link: link?.name ?? "canonical")
    }
    return try LinearModel(formula, options: options, method: method ?? .automatic)
      .fit(streaming: blocks)
  }

  private func mixedFit(to table: Table) throws -> any Estimated {
    if method != nil { throw ModelRequestError.methodOfMixedModel }
    guard isLeastSquares else {
      if estimation != nil {
        throw ModelRequestError.estimationOfFamily(family: distribution.name)
      }
      guard case .family(let family) = distribution else {
        throw ModelRequestError.randomTermsOfDistribution(distribution.name)
      }
      return try generalizedMixedFit(family, to: table)
    }
    if quadraturePoints != nil { throw ModelRequestError.quadratureOfLinearModel }
    return try LinearMixedModel(formula, options: options, estimation: estimation ?? .reml)
      .fit(to: table)
  }

  private func generalizedFit(_ family: some Family, to table: Table) throws -> any Estimated {
    try GeneralizedLinearModel(formula, family: family, link: link, options: options)
      .fit(to: table)
  }

  private func generalizedMixedFit(
    _ family: some Family, to table: Table
  ) throws -> any Estimated {
    try GeneralizedLinearMixedModel(
      formula, family: family, link: link, options: options,
      quadraturePoints: quadraturePoints ?? 1
    ).fit(to: table)
  }
}

/// Parts of a request that do not go together.
public enum ModelRequestError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Options of mixed models, and no random term.
  case mixedOptionsWithoutRandomTerm
  /// A least-squares method for a model that solves several problems.
  case methodOfScoring(family: String)
  /// A least-squares method for a mixed model.
  case methodOfMixedModel
  /// A likelihood to choose for a family that has one.
  case estimationOfFamily(family: String)
  /// Random terms with a distribution that has none.
  case randomTermsOfDistribution(String)
  /// Quadrature for a linear mixed model.
  case quadratureOfLinearModel
  /// Rows in blocks for a model that needs them at once.
  case streaming(family: String, link: String)

  /// What was asked and what to do.
  public var description: String {
    switch self {
    case .mixedOptionsWithoutRandomTerm:
      "the likelihood and the quadrature are chosen for mixed models, and there is no random term such as "
        + "(1 | school)"
    case .methodOfScoring(let family):
      "the method chooses how one least-squares problem is solved; the \(family) family with this link "
        + "solves several and chooses for each"
    case .methodOfMixedModel:
      "the method chooses how least squares are solved; a mixed model has one algorithm"
    case .estimationOfFamily(let family):
      "restricted and full likelihood are for linear mixed models; with the \(family) family the likelihood "
        + "is always maximised in full"
    case .randomTermsOfDistribution(let name):
      "the \(name) distribution takes no random terms in this version; leave them out and cluster the "
        + "covariance, or choose another family"
    case .quadratureOfLinearModel:
      "quadrature is for generalized mixed models; a linear one needs no approximation"
    case .streaming(let family, let link):
      "rows in blocks are fitted by least squares only, not with the \(family) family and the \(link) link; "
        + "fit without streaming"
    }
  }
}
