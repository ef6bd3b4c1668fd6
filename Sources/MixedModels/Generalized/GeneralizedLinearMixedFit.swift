import Families
import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A generalized linear mixed model fitted to data.
///
/// Coefficients are effects given the random effects (for one school, not on average over schools).
/// Rows depend on each other through the random effects, and only clusters of whole groups have scores of
/// their own.
public struct GeneralizedLinearMixedFit: MultilevelFit {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimated fixed effects.
  public let parameters: Parameters
  /// The model that was fitted.
  public let model: GeneralizedLinearMixedModel
  /// The variances and correlations of the random effects on the scale of the linear predictor, term by
  /// term.
  public let varianceComponents: [VarianceComponent]
  /// The linear predictor at the conditional modes for each row used, the offset included.
  public let linearPredictors: [Double]
  /// How the search went.
  public let convergence: MixedConvergence
  /// The free entries of Λ, of which ΛΛ′ is the covariance of the random effects.
  package let theta: [Double]
  /// φ: the family's, or estimated by maximum likelihood.
  public let dispersion: Double
  /// −2 log L with all constants.
  public let deviance: Double
  /// Fixed effects, free entries of Λ, and the dispersion where it is estimated.
  public let parameterCount: Int
  let randomEffects: RandomEffectsDesign
  /// b, in the order of the structure.
  let effects: [Double]
  /// What the likelihood was made of, in standard coordinates.
  let problem: GeneralizedMixedProblem
  /// The way from standard coordinates to those of the formula.
  let coordinates: MixedCoordinates
  /// The estimates in standard coordinates.
  let standard: GeneralizedMixedEstimates
  private let covariance: Matrix

  init(
    selection: DesignSelection, design: RandomEffectsDesign, model: GeneralizedLinearMixedModel,
    problem: GeneralizedMixedProblem, coordinates: MixedCoordinates,
    estimates: GeneralizedMixedEstimates, columns: RankedColumns
  ) {
    frame = selection.frame
    self.model = model
    let minimum = estimates.minimum
    self.coordinates = coordinates
    standard = estimates
    parameters = selection.estimates(
      values: coordinates.coefficients(minimum.coefficients), ranked: columns)
    let templates = problem.structure.templates
    let lambda = templates.factors(at: minimum.theta)
    varianceComponents = components(design, coordinates, lambda, sigma: 1)
    linearPredictors = estimates.predictor
    convergence = MixedConvergence(minimum)
    theta = templates.freeEntries(of: coordinates.factors(lambda))
    let dispersion = minimum.logDispersion.first.map { exp($0) } ?? 1
    self.dispersion = dispersion
    deviance =
      estimates.correction
      - 2
      * model.rowLogLikelihoods(frame, predictor: estimates.predictor, dispersion: dispersion)
      .reduce(0, +)
    parameterCount = minimum.coefficients.count + minimum.theta.count + minimum.logDispersion.count
    randomEffects = design
    effects = coordinates.effects(estimates.effects, problem.structure)
    self.problem = problem
    let p = problem.fixedCount
    let leading = Array(0..<p)
    let own =
      estimates.jointCovariance?.selectingRows(leading).selectingColumns(leading)
      ?? estimates.conditionalCovariance
    covariance =
      own.map(coordinates.fixed.covariance)
      ?? Matrix(rowCount: p, columnCount: p, elements: Array(repeating: .nan, count: p * p))
  }

  /// The covariance of the standard β, θ and log φ, where the joint Hessian has an inverse.
  var jointCovariance: Matrix? { standard.jointCovariance }
}

extension GeneralizedLinearMixedFit {
  /// What was fitted; the method is `laplace` or `quadrature`.
  public var description: ModelDescription {
    ModelDescription(
      kind: .generalizedMixed, formula: frame.formula.description, family: model.family.name,
      link: model.link.name, method: model.quadraturePoints == 1 ? "laplace" : "quadrature",
      title: "\(capitalized(model.family.name)) mixed model with \(model.link.name) link")
  }

  /// The model's link.
  public var link: any Link { model.link }

  /// β, θ and, where it is estimated, log φ in standard coordinates: the point at which the deviance is
  /// least.
  var estimates: [Double] {
    standard.minimum.coefficients + standard.minimum.theta + standard.minimum.logDispersion
  }

  /// Rows used.
  public var observationCount: Double { Double(frame.rowCount) }

  /// Rows used less estimated fixed effects.
  public var residualDegreesOfFreedom: Double {
    observationCount - Double(parameters.count)
  }

  /// One equation.
  public var sampleSizes: [SampleSize] {
    [
      SampleSize(
        observations: observationCount, residual: residualDegreesOfFreedom,
        positions: 0..<parameters.count)
    ]
  }

  /// The means at the conditional modes for each row used (for binomial responses: probabilities).
  public var fittedMeans: [Double] { linearPredictors.map { model.link.inverse($0).mean } }

  /// The inverse of the joint Hessian of −log L over coefficients and the free entries of Λ, its part of
  /// the coefficients, with normal reference. Entries of Λ at zero take no part.
  ///
  /// Where that Hessian is not positive definite it is the inverse information of the coefficients
  /// with the variances as if known, and the description says so.
  var normalCovariance: Covariance {
    let approximation = model.quadraturePoints == 1 ? "Laplace" : "quadrature"
    let how =
      jointCovariance == nil
      ? "variances as if known"
      : standard.minimum.zeros.isEmpty ? "joint Hessian" : "joint Hessian without entries at zero"
    return Covariance(
      names: parameters.names, matrix: covariance,
      description: CovarianceDescription(name: "\(approximation), \(how)"),
      reference: NormalReference())
  }
}

extension ModelDescription.Kind {
  /// A generalized linear mixed model.
  public static let generalizedMixed = ModelDescription.Kind(
    "generalizedMixed", hasRandomEffects: true)
}

extension GeneralizedLinearMixedFit {
  /// The log-likelihood with all constants, by the approximation of the model.
  public var logLikelihood: Double? { -0.5 * deviance }
}

extension GeneralizedLinearMixedModel {
  /// ℓ of each row of a frame at a linear predictor, with all constants.
  func rowLogLikelihoods(
    _ frame: ModelFrame, predictor: [Double], dispersion: Double
  ) -> [Double] {
    Modeling.rowLogLikelihoods(
      frame, family: family, link: link, predictor: predictor, dispersion: dispersion,
      fractions: .asObserved)
  }
}
