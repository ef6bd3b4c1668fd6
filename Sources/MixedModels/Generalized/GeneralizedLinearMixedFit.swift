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
/// It is no `SandwichSource`: rows depend on each other through the random effects, and only clusters of
/// whole groups have scores of their own.
public struct GeneralizedLinearMixedFit: FittedModel, Predicting {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimated fixed effects.
  public let coefficients: CoefficientEstimates
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
  let effects: [Double]
  let effectCovariances: EffectCovariances
  /// What the likelihood was made of.
  let problem: GeneralizedMixedProblem
  /// The standardised modes.
  let spherical: [Double]
  /// The covariance of β, θ and log φ, where the joint Hessian has an inverse.
  let jointCovariance: Matrix?
  private let covariance: Matrix
  private let zeros: [Int]

  init(
    selection: DesignSelection, design: RandomEffectsDesign, model: GeneralizedLinearMixedModel,
    problem: GeneralizedMixedProblem, estimates: GeneralizedMixedEstimates, columns: RankedColumns
  ) {
    frame = selection.frame
    self.model = model
    let minimum = estimates.minimum
    coefficients = selection.estimates(values: minimum.coefficients, ranked: columns)
    varianceComponents = components(
      design, problem.structure.templates.factors(at: minimum.theta), residualVariance: 1)
    linearPredictors = estimates.predictor
    convergence = MixedConvergence(minimum)
    theta = minimum.theta
    let dispersion = minimum.logDispersion.first.map { exp($0) } ?? 1
    self.dispersion = dispersion
    deviance =
      estimates.correction
      - 2
      * conditionalLogLikelihood(
        frame, model, predictor: estimates.predictor, dispersion: dispersion)
    parameterCount = minimum.coefficients.count + minimum.theta.count + minimum.logDispersion.count
    randomEffects = design
    effects = estimates.effects
    effectCovariances = estimates.effectCovariances
    self.problem = problem
    spherical = estimates.spherical
    jointCovariance = estimates.jointCovariance
    let p = problem.fixedCount
    let leading = Array(0..<p)
    covariance =
      estimates.jointCovariance?.selectingRows(leading).selectingColumns(leading)
      ?? estimates.conditionalCovariance
      ?? Matrix(rowCount: p, columnCount: p, elements: Array(repeating: .nan, count: p * p))
    zeros = minimum.zeros
  }
}

extension GeneralizedLinearMixedFit {
  /// What was fitted; the method is `laplace` or `quadrature`.
  public var description: ModelDescription {
    ModelDescription(
      kind: "generalizedMixed", formula: frame.formula.description, family: model.family.name,
      link: model.link.name, method: model.quadraturePoints == 1 ? "laplace" : "quadrature")
  }

  /// The model's link.
  public var link: any Link { model.link }

  /// β, θ and, where it is estimated, log φ: the point at which the deviance is least.
  var parameters: [Double] {
    coefficients.values + theta + (problem.hasDispersion ? [log(dispersion)] : [])
  }

  /// Rows used.
  public var observationCount: Double { Double(frame.rowCount) }

  /// Rows used less estimated fixed effects.
  public var residualDegreesOfFreedom: Double {
    observationCount - Double(coefficients.names.count)
  }

  /// The means at the conditional modes for each row used (for binomial responses: probabilities).
  public var fittedMeans: [Double] { linearPredictors.map { model.link.inverse($0).mean } }

  /// The inverse of the joint Hessian of −log L over coefficients and the free entries of Λ, its part of
  /// the coefficients, with normal reference. Entries of Λ at zero take no part.
  ///
  /// Where that Hessian is not positive definite it is the inverse information of the coefficients
  /// with the variances as if known, and the description says so.
  public var classicalCovariance: CoefficientCovariance {
    let approximation = model.quadraturePoints == 1 ? "Laplace" : "quadrature"
    let how =
      jointCovariance == nil
      ? "variances as if known"
      : zeros.isEmpty ? "joint Hessian" : "joint Hessian without entries at zero"
    return CoefficientCovariance(
      names: coefficients.names, matrix: covariance,
      description: CovarianceDescription(
        name: "\(approximation), \(how)",
        degreesOfFreedomRule: "normal"),
      reference: .normal)
  }
}

extension GeneralizedLinearMixedFit: LikelihoodModel {
  /// The log-likelihood with all constants, by the approximation of the model.
  public var logLikelihood: Double? { -0.5 * deviance }

  /// The fit with some of the design's columns, the same random terms and rows.
  public func refitted(toDesignColumns columns: [Int]) throws -> GeneralizedLinearMixedFit {
    try GeneralizedLinearMixedFit(
      DesignSelection(frame, columns: columns), randomEffects, model: model)
  }
}

/// Σ ℓ at a linear predictor, with all constants.
private func conditionalLogLikelihood(
  _ frame: ModelFrame, _ model: GeneralizedLinearMixedModel, predictor: [Double],
  dispersion: Double
) -> Double {
  rowLogLikelihoods(frame, model, predictor: predictor, dispersion: dispersion).reduce(0, +)
}

/// ℓ of each row at a linear predictor, with all constants. A weight beside trials repeats the row;
/// otherwise it is within the density.
func rowLogLikelihoods(
  _ frame: ModelFrame, _ model: GeneralizedLinearMixedModel, predictor: [Double],
  dispersion: Double
) -> [Double] {
  predictor.enumerated().map { index, eta in
    let given = frame.weights?.values[index] ?? 1
    let trials = frame.response.trials?[index]
    let value = model.link.inverse(eta)
    return (trials == nil ? 1 : given)
      * model.family.logLikelihood(
        response: frame.response.values[index], mean: value.mean, complement: value.complement,
        weight: trials ?? given, dispersion: dispersion)
  }
}
