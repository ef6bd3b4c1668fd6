import Families
import LinearAlgebra
import Modeling
import Tables

extension GeneralizedLinearModel {
  /// Fits by maximum likelihood (quasi-likelihood for quasi families), by iteratively reweighted
  /// least squares with step-halving.
  ///
  /// Complexity: O(n p²) an iteration.
  ///
  /// - Throws: `FormulaError`, `TableError` or `ModelingError`, with column, row and mend. A fit
  ///   that did not converge is returned with a diagnostic, not thrown.
  public func fit(to table: Table) throws -> GeneralizedLinearFit {
    try refuseForeignTerms(in: formula, model: "a generalized linear model")
    let frame = try ModelFrame(formula, table: table, options: options)
    if frame.response.trials != nil && !family.isCountOfTrials {
      throw ModelingError.unsupportedTerm(
        term: frame.response.name, model: "the \(family.name) family",
        mend: "choose the binomial family, or write a single outcome")
    }
    try checkResponse(of: frame)
    return try GeneralizedLinearFit(DesignSelection(frame), model: self)
  }

  /// Throws for the first response the family does not allow.
  private func checkResponse(of frame: ModelFrame) throws {
    for (index, value) in frame.response.values.enumerated() {
      if let problem = family.problem(withResponse: value) {
        throw ModelingError.badResponse(
          response: frame.response.name, row: frame.tableRow(index), value: value,
          family: family.name, problem: problem)
      }
    }
  }
}

extension GeneralizedLinearFit {
  /// The fit on some columns of a frame's design.
  init(_ selection: DesignSelection, model: GeneralizedLinearModel) throws {
    let frame = selection.frame
    let problem = ScoringProblem(
      design: selection.matrix.denseMatrix(), response: frame.response.values,
      weights: iterationWeights(of: frame), offset: frame.offset, family: model.family,
      link: model.link)
    let result: ScoringResult
    do {
      result = try maximizeLikelihood(problem, control: model.control)
    } catch let error as LinearAlgebraError {
      throw locatedFailure(error, in: selection)
    }
    self.init(
      selection: selection, model: model, result: result,
      nullDeviance: nullModelDeviance(
        problem, control: model.control, hasIntercept: selection.hasIntercept))
  }
}

/// What a row counts in the score: prior weight × trials × multiplicity.
func iterationWeights(of frame: ModelFrame) -> [Double] {
  let ones = [Double](repeating: 1, count: frame.rowCount)
  let weights = frame.weights?.values ?? ones
  guard let trials = frame.response.trials else { return weights }
  return zip(weights, trials).map { $0 * $1 }
}

/// The deviance of the model with the intercept alone (with none, of the offset alone); NaN where
/// that model does not exist.
private func nullModelDeviance(
  _ problem: ScoringProblem, control: IterationControl, hasIntercept: Bool
) -> Double {
  let zeros = [Double](repeating: 0, count: problem.response.count)
  if !hasIntercept {
    let state = problem.state(linearPredictor: problem.offset ?? zeros)
    return state.isValid ? state.deviance : .nan
  }
  if problem.offset != nil {
    return (try? maximizeLikelihood(problem.withConstantAlone, control: control))?.point.state
      .deviance ?? .nan
  }
  // A constant reproduces a constant response, even one at the end of its range.
  if problem.response.allSatisfy({ $0 == problem.response.first }) { return 0 }
  let mean = weightedMean(problem.response, problem.weights)
  let predictor = problem.link.link(mean: mean, complement: 1 - mean)
  let state = problem.state(linearPredictor: zeros.map { _ in predictor })
  return state.isValid ? state.deviance : .nan
}
