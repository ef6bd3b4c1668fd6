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
  /// - Throws: `FormulaError`, `TableError` or ``ModelingError``, with column, row and mend. A fit
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
    let problem = IterationProblem(
      design: selection.matrix, response: frame.response.values,
      weights: iterationWeights(of: frame), offset: frame.offset)
    let result: IterationResult
    do {
      result = try iterate(
        problem, family: model.family, link: model.link, control: model.control)
    } catch let error as LinearAlgebraError {
      throw locatedFailure(error, in: selection)
    }
    let nullDeviance = try nullModelDeviance(
      problem, model: model, hasIntercept: selection.hasIntercept)
    self.init(
      selection: selection, model: model, result: result, nullDeviance: nullDeviance)
  }
}

/// What a row counts in the score: prior weight × trials × multiplicity.
func iterationWeights(of frame: ModelFrame) -> [Double] {
  let ones = [Double](repeating: 1, count: frame.rowCount)
  let weights = frame.weights?.values ?? ones
  guard let trials = frame.response.trials else { return weights }
  return zip(weights, trials).map { $0 * $1 }
}

/// The deviance of the model with the intercept alone (with none, of the offset alone).
private func nullModelDeviance(
  _ problem: IterationProblem, model: GeneralizedLinearModel, hasIntercept: Bool
) throws -> Double {
  let n = problem.response.count
  if !hasIntercept {
    let eta = problem.offset ?? [Double](repeating: 0, count: n)
    return workingState(problem, family: model.family, link: model.link, eta: eta).deviance
  }
  if problem.offset == nil {
    let mean = weightedMean(problem.response, problem.weights)
    let eta = model.link.link(mean: mean, complement: 1 - mean)
    if eta.isFinite {
      let constant = [Double](repeating: eta, count: n)
      return workingState(problem, family: model.family, link: model.link, eta: constant).deviance
    }
    return constantResponseDeviance
  }
  let constant = IterationProblem(
    design: Matrix(rowCount: n, columnCount: 1, repeating: 1), response: problem.response,
    weights: problem.weights, offset: problem.offset)
  return try iterate(constant, family: model.family, link: model.link, control: model.control)
    .state.deviance
}

/// A response that is 0 (or 1) throughout is reproduced exactly by a constant.
private let constantResponseDeviance = 0.0
