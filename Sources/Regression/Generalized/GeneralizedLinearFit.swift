import Families
import LinearAlgebra
import Modeling

/// A generalized linear model fitted by maximum (quasi-)likelihood.
public struct GeneralizedLinearFit: FittedModel, Predicting {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimates.
  public let coefficients: CoefficientEstimates
  /// The model that was fitted.
  public let model: GeneralizedLinearModel
  /// The fitted means for each row used (for binomial responses: probabilities).
  public let fittedMeans: [Double]
  /// The fitted linear predictor for each row used, the offset included.
  public let linearPredictors: [Double]
  /// (X′WX)⁻¹ with the working weights: the inverse expected information at dispersion 1.
  public let unscaledCovariance: Matrix
  /// Twice the distance from the saturated log-likelihood, times the dispersion.
  public let deviance: Double
  /// The deviance of the model with the intercept (and offset) alone.
  public let nullDeviance: Double
  /// Pearson's chi-squared statistic, Σ w (y − μ)² / V(μ).
  public let pearsonChiSquared: Double
  /// Whether and how the iteration ended.
  public let convergence: Convergence
  let workingWeights: [Double]
  let workingResiduals: [Double]
  let inverseTriangle: Matrix
  let separation: SeparatingDirection?
  let method: LeastSquaresMethod

  init(
    selection: DesignSelection, model: GeneralizedLinearModel, result: IterationResult,
    nullDeviance: Double
  ) {
    frame = selection.frame
    self.model = model
    coefficients = selection.estimates(values: result.coefficients, ranked: result.columns)
    fittedMeans = result.state.mean
    linearPredictors = result.state.eta
    unscaledCovariance = result.solution.unscaledCovariance
    inverseTriangle = result.solution.inverseTriangle
    method = result.solution.method
    deviance = result.state.deviance
    self.nullDeviance = nullDeviance
    pearsonChiSquared = weightedSquares(result.state)
    convergence = result.convergence
    workingWeights = result.state.weight
    workingResiduals = result.state.residual
    separation = result.separation
  }

  /// What was fitted.
  public var description: ModelDescription {
    ModelDescription(
      kind: "generalizedLinear", formula: frame.formula.description, family: model.family.name,
      link: model.link.name, method: method.rawValue)
  }

  /// The model's link.
  public var link: any Link { model.link }

  /// Rows used or, with frequency weights, their sum.
  public var observationCount: Double { observations(in: frame) }

  /// Observations less estimated coefficients.
  public var residualDegreesOfFreedom: Double {
    observationCount - Double(coefficients.names.count)
  }
}

extension GeneralizedLinearFit {
  /// The dispersion: the family's, or Pearson's statistic over the residual degrees of freedom.
  public var dispersion: Double {
    switch model.family.dispersion {
    case .fixed(let value): value
    case .estimated:
      residualDegreesOfFreedom > 0 ? pearsonChiSquared / residualDegreesOfFreedom : .nan
    }
  }

  /// Whether the dispersion was estimated.
  public var hasEstimatedDispersion: Bool {
    if case .estimated = model.family.dispersion { true } else { false }
  }

  /// Dispersion × (X′WX)⁻¹; t on the residual degrees of freedom where the dispersion is estimated,
  /// normal where it is known.
  public var classicalCovariance: CoefficientCovariance {
    let estimated = hasEstimatedDispersion
    return CoefficientCovariance(
      names: coefficients.names, matrix: dispersion * unscaledCovariance,
      description: CovarianceDescription(
        name: "classical", degreesOfFreedomRule: estimated ? "residual" : "normal"),
      reference: estimated ? .studentT(degreesOfFreedom: residualDegreesOfFreedom) : .normal)
  }

  /// Doubts: aliased coefficients, separation, an iteration that did not come to rest.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(coefficients.aliased)
    if let separation {
      found.append(Diagnostic(.separation, sentence(for: separation)))
    } else if !convergence.converged {
      found.append(
        Diagnostic(
          .notConverged,
          "the iteration stopped after \(convergence.iterations) steps before it came to rest "
            + "(last relative step \(convergence.criterion)); the estimates are not to be used"))
    }
    if residualDegreesOfFreedom <= 0 {
      found.append(
        Diagnostic(
          .saturated,
          "there are as many coefficients as observations, so nothing is left to judge them by"))
    }
    return found
  }

  private func sentence(for separation: SeparatingDirection) -> String {
    let names = separation.moving.prefix(6).map { coefficients.names[$0] }
    let more = separation.moving.count > 6 ? " and others" : ""
    let kind = separation.isComplete ? "complete" : "quasi-complete"
    return "\(kind) separation: a combination of \(names.joined(separator: ", "))\(more) predicts "
      + "\(separation.rowCount) of \(frame.rowCount) rows exactly, so these coefficients have no "
      + "finite estimate; their values and standard errors are not to be used"
  }
}
