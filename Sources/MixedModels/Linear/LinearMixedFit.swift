import Families
import LinearAlgebra
import Modeling
import Optimization

/// A linear mixed model fitted to data.
///
/// Rows depend on each other through the random effects, so that robust covariances are those of
/// clusters that hold whole groups.
public struct LinearMixedFit: MultilevelFit {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimated fixed effects.
  public let parameters: Parameters
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
  /// What the deviance is computed from, in standard coordinates.
  package let numbers: MixedNumbers
  package let randomEffects: RandomEffectsDesign
  /// −2 log L, restricted or not.
  public let criterion: Double
  /// The way from standard coordinates to those of the formula.
  let coordinates: MixedCoordinates
  /// The estimates in standard coordinates.
  let standard: MixedEstimates
  /// b, in the order of the structure.
  let effects: [Double]

  init(
    selection: DesignSelection, design: RandomEffectsDesign, standard: StandardNumbers,
    estimates: MixedEstimates, coefficients: Parameters, residuals: [Double]
  ) {
    frame = selection.frame
    parameters = coefficients
    self.residuals = residuals
    let coordinates = standard.coordinates
    numbers = standard.numbers
    self.coordinates = coordinates
    self.standard = estimates
    randomEffects = design
    estimation = numbers.estimation
    let unit = coordinates.response * coordinates.response
    residualVariance = unit * coordinates.weight * estimates.residualVariance
    let templates = numbers.structure.templates
    let lambda = templates.factors(at: estimates.minimum.theta)
    varianceComponents = components(
      design, coordinates, lambda, sigma: estimates.residualVariance.squareRoot())
    convergence = MixedConvergence(estimates.minimum)
    theta = templates.freeEntries(of: coordinates.factors(lambda))
    criterion =
      estimates.minimum.deviance
      + coordinates.criterionConstant(numbers.estimation, rowCount: numbers.products.rowCount)
    effects = coordinates.effects(estimates.effects, numbers.structure)
  }

  /// (X′V⁻¹X)⁻¹ for V = Z ΛΛ′Z′ + W⁻¹.
  var unscaledCovariance: Matrix {
    (1 / coordinates.weight) * coordinates.fixed.covariance(standard.unscaledCovariance)
  }

  /// σ² in standard units.
  var standardVariance: Double { standard.residualVariance }

  /// A covariance of standard coefficients as one of the coefficients.
  func covariance(ofStandard matrix: Matrix) -> Matrix {
    coordinates.response * coordinates.response * coordinates.fixed.covariance(matrix)
  }
}

extension LinearMixedFit {
  /// What was fitted.
  public var description: ModelDescription {
    ModelDescription(
      kind: .mixed, formula: frame.formula.description, family: "gaussian",
      link: "identity", method: estimation.rawValue,
      title: "Linear mixed model (\(estimation.rawValue.uppercased()))")
  }

  /// The identity.
  public var link: any Link { IdentityLink() }

  /// The residual standard deviation.
  public var sigma: Double { residualVariance.squareRoot() }

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

  /// Xβ + Zb and the offset for each row used.
  public var fittedValues: [Double] {
    zip(frame.response.values, residuals).map { $0 - $1 }
  }

  /// σ² (X′V⁻¹X)⁻¹ at the estimated variances, as if they were known; with normal reference.
  var normalCovariance: Covariance {
    Covariance(
      names: parameters.names,
      matrix: covariance(ofStandard: standardVariance * standard.unscaledCovariance),
      description: CovarianceDescription(name: "model-based"), reference: NormalReference())
  }

  /// Doubts: aliased coefficients, variances of zero, correlations of ±1, a search that did not come to
  /// rest.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    if !convergence.isConverged { found.append(convergence.diagnostic) }
    return found + varianceComponents.flatMap(\.boundaryDiagnostics)
  }
}

extension ModelDescription.Kind {
  /// A linear mixed model.
  public static let mixed = ModelDescription.Kind(
    "mixed", refersToStudentT: true, hasRandomEffects: true)
}

extension LinearMixedFit {
  /// −criterion / 2: the log-likelihood with all constants, restricted for REML. Restricted likelihoods
  /// compare only between models with the same fixed effects.
  public var logLikelihood: Double? { -0.5 * criterion }

  /// Fixed effects, free entries of Λ, and σ².
  public var parameterCount: Int { parameters.count + theta.count + 1 }

  /// The criterion: −2 log L.
  public var deviance: Double { criterion }
}
