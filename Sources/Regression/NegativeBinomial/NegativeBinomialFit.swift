import Families
import Formulas
import LinearAlgebra
import Modeling

/// A negative binomial regression fitted by maximum likelihood.
///
/// θ is a parameter beside the coefficients, by its logarithm. Robust covariances take it as known, as R's
/// `sandwich` does for `glm.nb`; the model's own covariance and the observed information cover it too.
public struct NegativeBinomialFit: Estimated {
  /// The model that was fitted.
  public let model: NegativeBinomialModel
  /// The generalized linear model at θ: its rows, means and equations are this fit's.
  public let atTheta: GeneralizedLinearFit
  /// θ; nil where the data vary no more than Poisson counts, to which the model tends as θ grows.
  public let theta: Double?
  /// The standard error of θ, from the second derivative of the likelihood in θ at the estimated means.
  public let thetaStandardError: Double?
  /// The log-likelihood with all constants.
  public let logLikelihood: Double
  /// How the search over θ and the coefficients ended.
  public let convergence: Convergence
  private let logTheta: Double?
  private let observed: Matrix
  private let selectedColumns: [Int]

  /// The fit on some columns of a frame's design.
  init(_ selection: DesignSelection, model: NegativeBinomialModel) throws {
    let frame = selection.frame
    try requireMemory(for: .iteration(coefficients: selection.columns.count))
    let problem = ScoringProblem(
      design: selection.matrix, response: frame.response.values, weights: rowCounts(of: frame),
      offset: frame.offset, family: PoissonFamily(), link: model.link)
    let found: NegativeBinomialEstimates
    do {
      found = try negativeBinomialEstimates(
        problem, hasIntercept: selection.hasIntercept, control: model.control)
    } catch let error as LinearAlgebraError {
      throw locatedFailure(error, in: selection)
    }
    self.model = model
    selectedColumns = selection.columns
    let family = found.family
    atTheta = GeneralizedLinearFit(
      selection: selection,
      model: try generalizedModel(family, of: model),
      result: found.scoring, nullDeviance: found.nullDeviance)
    theta = found.shape?.theta
    logTheta = found.shape?.logTheta
    thetaStandardError = found.shape?.thetaStandardError
    logLikelihood = found.logLikelihood
    convergence = found.convergence
    observed = found.observedInformation(problem)
  }

  /// The rows, design and response.
  public var data: ModelFrame? { atTheta.frame }

  /// What was fitted.
  public var description: ModelDescription {
    ModelDescription(
      kind: .negativeBinomial, formula: atTheta.frame.formula.description,
      family: "negative-binomial", link: model.link.name, method: "maximum likelihood",
      title: "Negative binomial model with \(model.link.name) link")
  }

  /// The coefficients and, beside them, log θ where it has an estimate.
  public var parameters: Parameters {
    let own = atTheta.parameters
    guard let logTheta else { return own }
    return Parameters(
      names: own.names + ["log(theta)"], values: own.values + [logTheta],
      places: own.places + [.auxiliary], aliased: own.aliased)
  }

  /// One equation; θ does not count among its parameters.
  public var sampleSizes: [SampleSize] { atTheta.sampleSizes }

  /// θ and its standard error, and what generalized models have.
  public var facts: [Fact] {
    [
      Fact("nullDeviance", .number(atTheta.nullDeviance)),
      Fact("pearsonChiSquared", .number(atTheta.pearsonChiSquared)),
      Fact("theta", .number(theta ?? .infinity)),
    ] + (thetaStandardError.map { [Fact("thetaStandardError", .number($0))] } ?? [])
  }

  /// How the iteration ended.
  public var iteration: IterationReport? {
    IterationReport(
      isConverged: convergence.converged, iterations: convergence.iterations,
      criterion: convergence.criterion)
  }

  /// Doubts: those of a generalized model, and a θ without a finite estimate.
  public var diagnostics: [Diagnostic] {
    if theta != nil { return atTheta.diagnostics }
    return atTheta.diagnostics + [
      Diagnostic(
        .boundary,
        "the counts vary no more than Poisson counts, so that theta has no finite estimate: the estimates are "
          + "those of the Poisson family; use it instead")
    ]
  }

  /// (X′WX)⁻¹ of the coefficients at θ and the variance of log θ, which are independent in expectation; the
  /// normal distribution, or the reference asked for.
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    let parameters = parameters
    var matrix = Matrix(rowCount: parameters.count, columnCount: parameters.count)
    let own = atTheta.unscaledCovariance
    for column in 0..<own.columnCount {
      for row in 0..<own.rowCount { matrix[row, column] = own[row, column] }
    }
    if let theta, let thetaStandardError {
      let error = thetaStandardError / theta
      matrix[own.rowCount, own.rowCount] = error * error
    }
    return try Covariance(
      names: parameters.names, matrix: matrix,
      description: CovarianceDescription(name: "classical"), reference: NormalReference()
    ).referred(by: rule, residual: residualDegreesOfFreedom)
  }

  /// The likelihood over the coefficients and θ; the observed information is joint.
  public var likelihood: Likelihood? {
    let isLikelihood = atTheta.frame.weights?.kind != .sampling
    var likelihood = Likelihood(
      value: isLikelihood ? logLikelihood : nil, parameterCount: parameters.count,
      deviance: atTheta.deviance, dispersion: nil)
    likelihood.isOfRoundedCounts =
      !likelihoodDiagnostics(of: atTheta.frame, family: PoissonFamily()).isEmpty
    let observed = observed
    likelihood.observedInformation = { observed }
    return likelihood
  }

  /// The score equations of the coefficients at θ.
  public var equations: (any EstimatingEquations)? { atTheta.equations }

  /// The linear predictor through the link.
  public var means: (any Means)? {
    LinearMeans(
      schema: atTheta.frame.schema, options: atTheta.frame.options, parameters: parameters,
      link: model.link, rows: atTheta.frame)
  }

  /// The way to fit the model to changed data.
  public var refitting: (any Refitting)? {
    NegativeBinomialRefitting(fit: self, columns: selectedColumns)
  }
}

extension ModelDescription.Kind {
  /// A negative binomial regression.
  public static let negativeBinomial = ModelDescription.Kind("negativeBinomial")
}

/// The generalized linear model of a family whose type is not known.
private func generalizedModel(
  _ family: any Family, of model: NegativeBinomialModel
) throws -> GeneralizedLinearModel {
  func opened(_ family: some Family) throws -> GeneralizedLinearModel {
    try GeneralizedLinearModel(
      model.formula, family: family, link: model.link, options: model.options,
      control: model.control)
  }
  return try opened(family)
}

/// The model on changed data, by the schema of the fit.
private struct NegativeBinomialRefitting: Refitting {
  let fit: NegativeBinomialFit
  let columns: [Int]

  func refit(_ change: DataChange) throws -> any Estimated {
    let frame = fit.atTheta.frame
    switch change {
    case .columns(let chosen):
      return try NegativeBinomialFit(DesignSelection(frame, columns: chosen), model: fit.model)
    case .response(let values):
      return try NegativeBinomialFit(
        DesignSelection(frame.replacing(response: values), columns: columns), model: fit.model)
    case .rows(let rows, let copies, let groups):
      return try NegativeBinomialFit(
        DesignSelection(
          frame.selecting(places: rows, copies: copies, groupColumns: groups), columns: columns),
        model: fit.model)
    }
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    try fit.atTheta.simulatedResponses(count: count, seed: seed)
  }
}
