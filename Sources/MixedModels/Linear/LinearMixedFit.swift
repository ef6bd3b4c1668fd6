import Families
import LinearAlgebra
import Modeling
import Optimization

/// A linear mixed model fitted to data.
///
/// Rows depend on each other through the random effects, so that robust covariances are those of
/// clusters that hold whole groups.
public struct LinearMixedFit: FittedModel, Predicting, ResidualVarianceSource {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimated fixed effects.
  public let coefficients: CoefficientEstimates
  /// y − Xβ − Zb for each row used, in the units of the response (not multiplied by weights).
  public let residuals: [Double]
  /// By which criterion variances were estimated.
  public let estimation: MixedEstimation
  /// σ²: the variance of a row of weight one around its conditional mean.
  public let residualVariance: Double
  /// The variances and correlations of the random effects, term by term.
  public let varianceComponents: [VarianceComponent]
  /// How the search for the variances went.
  public let convergence: MixedConvergence
  /// The free entries of Λ, of which σ² ΛΛ′ is the covariance of the random effects.
  package let theta: [Double]
  /// What the deviance at any θ is computed from.
  package let numbers: MixedNumbers
  package let randomEffects: RandomEffectsDesign
  /// −2 log L, restricted or not.
  public let criterion: Double
  let effects: [Double]
  let unscaledCovariance: Matrix

  init(
    selection: DesignSelection, design: RandomEffectsDesign, numbers: MixedNumbers,
    estimates: MixedEstimates, coefficients: CoefficientEstimates, residuals: [Double]
  ) {
    frame = selection.frame
    self.coefficients = coefficients
    self.residuals = residuals
    estimation = numbers.estimation
    residualVariance = estimates.residualVariance
    varianceComponents = components(
      design, numbers.structure.templates.factors(at: estimates.minimum.theta),
      residualVariance: estimates.residualVariance)
    convergence = MixedConvergence(estimates.minimum)
    theta = estimates.minimum.theta
    self.numbers = numbers
    randomEffects = design
    criterion = estimates.minimum.deviance
    effects = estimates.effects
    unscaledCovariance = estimates.unscaledCovariance
  }
}

extension LinearMixedFit {
  /// What was fitted.
  public var description: ModelDescription {
    ModelDescription(
      kind: "mixed", formula: frame.formula.description, family: "gaussian",
      link: "identity", method: estimation.rawValue)
  }

  /// The identity.
  public var link: any Link { IdentityLink() }

  /// The residual standard deviation.
  public var sigma: Double { residualVariance.squareRoot() }

  /// Rows used.
  public var observationCount: Double { Double(frame.rowCount) }

  /// Rows used less estimated fixed effects.
  public var residualDegreesOfFreedom: Double {
    observationCount - Double(coefficients.names.count)
  }

  /// Xβ + Zb and the offset for each row used.
  public var fittedValues: [Double] {
    zip(frame.response.values, residuals).map { $0 - $1 }
  }

  /// σ² (X′V⁻¹X)⁻¹ at the estimated variances, as if they were known; with normal reference.
  public var classicalCovariance: CoefficientCovariance {
    CoefficientCovariance(
      names: coefficients.names, matrix: residualVariance * unscaledCovariance,
      description: CovarianceDescription(name: "model-based", degreesOfFreedomRule: "normal"),
      reference: .normal)
  }

  /// Doubts: aliased coefficients, variances of zero, correlations of ±1, a search that did not come to
  /// rest.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    if !convergence.isConverged { found.append(convergence.diagnostic) }
    return found + varianceComponents.flatMap(\.boundaryDiagnostics)
  }
}

extension LinearMixedFit: LikelihoodModel {
  /// −criterion / 2: the log-likelihood with all constants, restricted for REML. Restricted likelihoods
  /// compare only between models with the same fixed effects.
  public var logLikelihood: Double? { -0.5 * criterion }

  /// Fixed effects, free entries of Λ, and σ².
  public var parameterCount: Int { coefficients.names.count + theta.count + 1 }

  /// The criterion: −2 log L.
  public var deviance: Double { criterion }

  /// The fit with some of the design's columns, the same random terms and rows.
  public func refitted(toDesignColumns columns: [Int]) throws -> LinearMixedFit {
    try LinearMixedFit(
      DesignSelection(frame, columns: columns), randomEffects, estimation: estimation)
  }
}
