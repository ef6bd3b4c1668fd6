import Families
import LinearAlgebra
import Modeling

/// A generalized linear model fitted by maximum (quasi-)likelihood.
public struct GeneralizedLinearFit: Estimated {
  /// The rows, design and response.
  public let frame: ModelFrame
  /// The estimates.
  public let parameters: Parameters
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
  /// The deviance of the model with the intercept (and offset) alone; NaN where no such model exists.
  public let nullDeviance: Double
  /// Pearson's chi-squared statistic, Σ w (y − μ)² / V(μ).
  public let pearsonChiSquared: Double
  /// Whether and how the iteration ended.
  public let convergence: Convergence
  let workingWeights: [Double]
  let workingResiduals: [Double]
  let inverseTriangle: Matrix
  let end: IterationEnd
  let method: LeastSquaresMethod

  init(
    selection: DesignSelection, model: GeneralizedLinearModel, result: ScoringResult,
    nullDeviance: Double
  ) {
    frame = selection.frame
    self.model = model
    parameters = selection.estimates(
      values: result.coefficients, ranked: result.columns)
    fittedMeans = result.rows.mean
    linearPredictors = result.rows.predictor
    unscaledCovariance = result.system.unscaledCovariance
    inverseTriangle = result.system.inverseFactor
    method = result.system.method
    deviance = result.summary.deviance
    self.nullDeviance = nullDeviance
    pearsonChiSquared = result.summary.pearsonChiSquared
    convergence = result.convergence
    workingWeights = result.rows.weight
    workingResiduals = result.rows.residual
    end = result.end
  }

  /// What was fitted.
  public var description: ModelDescription {
    ModelDescription(
      kind: .generalizedLinear, formula: frame.formula.description, family: model.family.name,
      link: model.link.name, method: method.rawValue,
      title: "\(capitalized(model.family.name)) model with \(model.link.name) link")
  }

  /// The model's link.
  public var link: any Link { model.link }

  /// Rows used or, with frequency weights, their sum.
  public var observationCount: Double { observations(in: frame) }

  /// Observations less estimated coefficients.
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

  /// The rows, design and response.
  public var data: ModelFrame? { frame }

  /// How the iteration ended; the criterion is the last relative step.
  public var iteration: IterationReport? {
    IterationReport(
      isConverged: convergence.converged, iterations: convergence.iterations,
      criterion: convergence.criterion)
  }

  /// The deviance of the constant model, Pearson's statistic and the dispersion.
  public var facts: [Fact] {
    [
      Fact("nullDeviance", .number(nullDeviance)),
      Fact("pearsonChiSquared", .number(pearsonChiSquared)),
      Fact("dispersion", .number(dispersion)),
    ]
  }
}

extension ModelDescription.Kind {
  /// A generalized linear model.
  public static let generalizedLinear = ModelDescription.Kind("generalizedLinear")
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
  /// normal where it is known, or the reference asked for.
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    try Covariance(
      names: parameters.names, matrix: dispersion * unscaledCovariance,
      description: CovarianceDescription(name: "classical"),
      reference: hasEstimatedDispersion
        ? StudentReference.residual(residualDegreesOfFreedom) : NormalReference()
    ).referred(by: rule, residual: residualDegreesOfFreedom)
  }
}
