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
    try requireTrials(of: frame, family: family)
    try requireResponses(of: frame, family: family)
    return try GeneralizedLinearFit(DesignSelection(frame), model: self)
  }
}

extension GeneralizedLinearFit {
  /// The fit on some columns of a frame's design.
  init(_ selection: DesignSelection, model: GeneralizedLinearModel) throws {
    let frame = selection.frame
    try requireMemory(for: .iteration(coefficients: selection.columns.count))
    let problem = ScoringProblem(
      design: selection.matrix, response: frame.response.values,
      weights: rowCounts(of: frame), offset: frame.offset, family: model.family,
      link: model.link)
    let result: ScoringResult
    do {
      result = try maximizeLikelihood(problem, control: model.control)
        .atEdgeIfNear(of: problem)
    } catch let error as LinearAlgebraError {
      throw locatedFailure(error, in: selection)
    }
    if case .atRest = result.end {
      try requireVarianceRange(
        result.system.unscaledCovariance,
        names: result.columns.kept.map { frame.design.columns[selection.columns[$0]].name })
    }
    self.init(
      selection: selection, model: model, result: result,
      nullDeviance: nullModelDeviance(
        problem, control: model.control, hasIntercept: selection.hasIntercept))
  }
}

/// The deviance of the model with the intercept alone (with none, of the offset alone); NaN where
/// that model does not exist.
func nullModelDeviance(
  _ problem: ScoringProblem, control: IterationControl, hasIntercept: Bool
) -> Double {
  if !hasIntercept {
    let constant = problem.withConstantAlone.point(at: [0], plan: ScoringPlan(formsGram: false))
    return constant.isValid ? constant.deviance : .nan
  }
  if problem.offset != nil {
    return (try? maximizeLikelihood(problem.withConstantAlone, control: control))?.summary
      .deviance ?? .nan
  }
  // A constant reproduces a constant response, even one at the end of its range.
  if problem.response.allSatisfy({ $0 == problem.response.first }) { return 0 }
  let mean = weightedMean(problem.response, problem.weights)
  return problem.deviance(ofConstant: problem.link.link(mean: mean, complement: 1 - mean))
}
