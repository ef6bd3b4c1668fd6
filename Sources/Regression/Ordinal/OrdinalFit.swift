import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables

/// A cumulative link model fitted by maximum likelihood.
public struct OrdinalFit: Estimated {
  /// The rows, design and response, whose values are the places of the categories from 0.
  public let frame: ModelFrame
  /// The model that was fitted.
  public let model: OrdinalModel
  /// The slopes, then the thresholds named `1|2`.
  public let parameters: Parameters
  /// The names of the categories, in order.
  public let categories: [String]
  /// Σ w log P(Y = y), with all constants.
  public let logLikelihood: Double
  /// How the iteration ended.
  public let convergence: Convergence
  private let covariance: Matrix
  private let scores: OrdinalScores
  private let end: OrdinalEnd

  /// The fit on some columns of a frame's design.
  init(_ selection: DesignSelection, model: OrdinalModel) throws {
    let frame = selection.frame
    let categories = frame.categories ?? []
    try requireMemory(for: .iteration(coefficients: selection.columns.count + categories.count))
    let problem = OrdinalProblem(
      design: selection.matrix,
      intercept: selection.columns.firstIndex { column in
        frame.design.terms[frame.design.columns[column].term].variables.isEmpty
      },
      codes: frame.response.values.map { Int($0) }, categories: categories,
      weights: frame.weights?.values, offset: frame.offset, link: model.link)
    let found: OrdinalEstimates
    do {
      found = try ordinalEstimates(problem, control: model.control)
    } catch let error as LinearAlgebraError {
      throw locatedFailure(error, in: selection)
    }
    self.frame = frame
    self.model = model
    self.categories = categories
    logLikelihood = found.logLikelihood
    convergence = found.convergence
    end = found.end
    scores = found.rowScores(problem)
    let columns = found.columns.slopes.map { selection.columns[$0] }
    // A constant has no slope of its own; it is left to the thresholds.
    let constant = problem.intercept == nil ? 0 : 1
    let all = selection.estimates(
      values: [Double](repeating: 0, count: constant) + found.slopes, ranked: found.columns.ranked)
    parameters = Parameters(
      names: columns.map { frame.design.columns[$0].name } + problem.thresholdNames,
      values: found.slopes + found.thresholds,
      places: columns.map { .column($0, equation: "") }
        + problem.thresholdNames.indices.map { .threshold($0, equation: "") },
      aliased: all.aliased)
    covariance = slopesFirst(
      found.covariance, thresholdCount: found.thresholds.count, slopeCount: found.slopes.count)
  }

  /// The rows, design and response.
  public var data: ModelFrame? { frame }

  /// What was fitted.
  public var description: ModelDescription {
    ModelDescription(
      kind: .ordinal, formula: frame.formula.description, family: "ordinal",
      link: model.link.name, method: "maximum likelihood",
      title: "Ordinal model with \(model.link.name) link")
  }

  /// One equation.
  public var sampleSizes: [SampleSize] {
    let count = observations(in: frame)
    return [
      SampleSize(
        observations: count, residual: count - Double(parameters.count),
        positions: 0..<parameters.count)
    ]
  }

  /// How the iteration ended; the criterion is the last relative step.
  public var iteration: IterationReport? {
    IterationReport(
      isConverged: convergence.converged, iterations: convergence.iterations,
      criterion: convergence.criterion)
  }

  /// Doubts: aliased coefficients, separated categories, an iteration that did not come to rest.
  public var diagnostics: [Diagnostic] {
    var found = frame.diagnostics + aliasDiagnostics(parameters.aliased)
    switch end {
    case .atRest: break
    case .separated(let separation):
      let names = separation.moving.map { parameters.names[$0] }.joined(separator: ", ")
      found.append(
        Diagnostic(
          .separation,
          "the categories are separated\(separation.isComplete ? " completely" : "") along "
            + "\(names.isEmpty ? "the thresholds" : names) in \(separation.rowCount) rows: the likelihood "
            + "rises without end, and the estimates are how far the iteration came"))
    case .outOfIterations, .blocked, .informationLost:
      found.append(
        Diagnostic(
          .notConverged,
          "the iteration stopped after \(convergence.iterations) steps before it came to rest; the "
            + "estimates are not to be used"))
    }
    return found
  }

  /// The inverse of the observed information, as R's polr and clm have it; the normal distribution, or the
  /// reference asked for.
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    try Covariance(
      names: parameters.names, matrix: covariance,
      description: CovarianceDescription(name: "classical"), reference: NormalReference()
    ).referred(by: rule, residual: residualDegreesOfFreedom)
  }

  /// The likelihood over slopes and thresholds.
  public var likelihood: Likelihood? {
    Likelihood(
      value: frame.weights?.kind == .sampling ? nil : logLikelihood,
      parameterCount: parameters.count, deviance: -2 * logLikelihood, dispersion: nil)
  }

  /// The score equations of slopes and thresholds.
  public var equations: (any EstimatingEquations)? {
    OrdinalEquations(
      frame: frame, parameters: parameters, scores: scores, covariance: covariance)
  }

  /// The probabilities of the categories.
  public var means: (any Means)? {
    OrdinalMeans(
      own: LinearMeans(
        schema: frame.schema, options: frame.options, parameters: parameters, link: model.link,
        rows: frame), outcomes: categories, parameters: parameters, link: model.link)
  }

  /// The way to fit the model to changed data.
  public var refitting: (any Refitting)? { OrdinalRefitting(fit: self) }
}

extension ModelDescription.Kind {
  /// A cumulative link model for ordered categories.
  public static let ordinal = ModelDescription.Kind("ordinal")
}

/// A covariance with the slopes before the thresholds; not a number where there is none.
private func slopesFirst(
  _ covariance: Matrix?, thresholdCount: Int, slopeCount: Int
) -> Matrix {
  let order = thresholdCount + slopeCount
  guard let covariance else {
    return Matrix(rowCount: order, columnCount: order, repeating: .nan)
  }
  let places = Array(thresholdCount..<order) + Array(0..<thresholdCount)
  return covariance.selectingRows(places).selectingColumns(places)
}

/// Scores of slopes and thresholds, a row each; what they are the product of differs from column to column,
/// so that they stand as they are.
private struct OrdinalEquations: EstimatingEquations {
  let frame: ModelFrame
  let parameters: Parameters
  let scores: OrdinalScores
  let covariance: Matrix

  var breadFactor: Matrix {
    (try? CholeskyFactorization(covariance))?.upper.transposed
      ?? Matrix(
        rowCount: covariance.rowCount, columnCount: covariance.columnCount, repeating: .nan)
  }
  var modelVariances: [Double] { covariance.diagonal }
  var mustStayTogether: [String] { [] }
  var haveLeverages: Bool { false }
  var working: WorkingModel? { nil }

  func forEachBlock(groups: [String], _ body: (ScoreBlock) throws -> Void) throws {
    let count = frame.rowCount
    try requireMemory(for: .rowScores(rows: count, coefficients: parameters.count))
    let design = frame.design.parts.selectingColumns(parameters.designColumns).denseMatrix()
    let slopeCount = design.columnCount
    var matrix = Matrix(rowCount: count, columnCount: parameters.count)
    for column in 0..<slopeCount {
      for row in 0..<count { matrix[row, column] = design[row, column] * scores.predictor[row] }
    }
    for (row, code) in frame.response.values.enumerated() {
      let above = slopeCount + Int(code)
      if above < parameters.count { matrix[row, above] += scores.upper[row] }
      if Int(code) > 0 { matrix[row, above - 1] += scores.lower[row] }
    }
    // Frequency weights are within the scores: rows that count m times are m rows of a score over m.
    let counts = frame.weights.flatMap { $0.kind == .frequency ? $0.values : nil }
    let frame = frame
    let rows = ScoreRows(
      design: PartitionedMatrix(matrix),
      workingWeights: counts.map { $0.map { 1 / $0 } } ?? [Double](repeating: 1, count: count),
      workingResiduals: [Double](repeating: 1, count: count), multiplicities: counts,
      breadFactor: breadFactor)
    try body(
      ScoreBlock(rows: rows, groups: try groups.map { try frame.rowGroups(by: $0) }) {
        frame.tableRow($0)
      })
  }
}

/// Probabilities of categories, or the linear predictor they have in common.
private struct OrdinalMeans: Means {
  let own: LinearMeans
  let outcomes: [String]
  let parameters: Parameters
  let link: any Link

  var predictors: [SchemaInput] { own.predictors }
  var formula: Formula? { own.formula }
  var rows: (any RowSource)? { own.rows }
  var weightColumn: String? { own.weightColumn }

  func predictors(beside column: String) -> Set<String> { own.predictors(beside: column) }

  func requireNumbers(in table: Table, rowNumbers: [Int]?) throws {
    try own.requireNumbers(in: table, rowNumbers: rowNumbers)
  }

  func function(_ effects: RandomEffects, _ scale: MeanScale) throws -> any MeanFunction {
    OrdinalMeanFunction(
      predictor: try own.function(effects, .predictor), parameters: parameters, link: link,
      isProbability: scale == .response)
  }
}

private struct OrdinalMeanFunction: MeanFunction {
  let predictor: any MeanFunction
  let parameters: Parameters
  /// From thresholds less the predictor to cumulative probabilities.
  let cumulative: any Link
  let isProbability: Bool

  init(
    predictor: any MeanFunction, parameters: Parameters, link: any Link, isProbability: Bool
  ) {
    self.predictor = predictor
    self.parameters = parameters
    cumulative = link
    self.isProbability = isProbability
  }

  func evaluate(
    _ rows: Table, rowNumbers: [Int]?, at values: [Double]
  ) throws -> MeanBlock {
    let block = try predictor.evaluate(rows, rowNumbers: rowNumbers, at: values)
    if !isProbability { return block }
    let thresholds = parameters.places.indices.filter {
      if case .threshold = parameters.places[$0] { true } else { false }
    }
    let cuts = thresholds.map { values[$0] }
    let etas = block.values[0]
    let categories = cuts.count + 1
    var probabilities = [[Double]](
      repeating: [Double](repeating: 0, count: etas.count), count: categories)
    // The densities at the upper ends of the categories.
    var densities = [[Double]](
      repeating: [Double](repeating: 0, count: etas.count), count: categories)
    for (row, eta) in etas.enumerated() {
      let own = categoryProbabilities(thresholds: cuts, predictor: eta, link: cumulative)
      for category in 0..<categories { probabilities[category][row] = own[category] }
      for (category, cut) in cuts.enumerated() {
        densities[category][row] = cumulative.inverse(cut - eta).derivative
      }
    }
    let upper = densities
    return MeanBlock(values: probabilities) { weights, outcome in
      let above = upper[outcome]
      let below = outcome > 0 ? upper[outcome - 1] : [Double](repeating: 0, count: above.count)
      // ∂P/∂η = −(f above − f below).
      let slopes = weights.indices.map { -weights[$0] * (above[$0] - below[$0]) }
      var gradient = block.pullback(slopes, 0)
      func sum(_ density: [Double]) -> Double {
        zip(weights, density).reduce(0) { $0 + $1.0 * $1.1 }
      }
      if outcome < thresholds.count { gradient[thresholds[outcome]] += sum(above) }
      if outcome > 0 { gradient[thresholds[outcome - 1]] -= sum(below) }
      return gradient
    }
  }
}

/// The model on changed data, by the schema of the fit.
private struct OrdinalRefitting: Refitting {
  let fit: OrdinalFit

  func refit(_ change: DataChange) throws -> any Estimated {
    let constant = fit.frame.design.columns.indices.filter { column in
      fit.frame.design.terms[fit.frame.design.columns[column].term].variables.isEmpty
    }
    let own = constant + fit.parameters.designColumns
    switch change {
    case .columns(let columns):
      return try OrdinalFit(DesignSelection(fit.frame, columns: columns), model: fit.model)
    case .response(let values):
      return try OrdinalFit(
        DesignSelection(fit.frame.replacing(response: values), columns: own), model: fit.model)
    case .rows(let rows, let copies, let groups):
      return try OrdinalFit(
        DesignSelection(
          fit.frame.selecting(places: rows, copies: copies, groupColumns: groups), columns: own),
        model: fit.model)
    }
  }

  func responses(count: Int, seed: UInt64) throws -> SimulatedResponses {
    throw ModelingError.noDistribution(family: "ordinal")
  }
}
