import LinearAlgebra
import Modeling

extension Inference where Fit: FittedModel {
  /// Wald tests of the terms, under this inference's covariance.
  ///
  /// The hypotheses are those of the classical analysis of variance; only the covariance is this
  /// one's. Type II and I: the coefficients the term would have in the model without the terms that
  /// contain it or come after it, as linear functions of the estimates, so that the hypothesis does not
  /// depend on the covariance (R's `car::Anova` differs here where terms contain one another and the
  /// covariance is robust). Type III: the coefficients in sum-to-zero coding. Reference distributions as in ``waldTest(restrictions:values:)``.
  ///
  /// - Throws: ``InferenceError`` where a hypothesis or its test is not defined.
  /// - Complexity: O(p³) a term; type III also O(n p²).
  public func termTests(type: AnovaType = .two) throws -> AnovaTable {
    let terms = ModelTerms(fit)
    let rows = try hypotheses(terms, type: type).map { hypothesis in
      AnovaRow(
        term: hypothesis.term, test: try waldTest(restrictions: hypothesis.restrictions))
    }
    return AnovaTable(
      type: type, rows: rows + residualRow(after: rows),
      notes: ["Wald tests with the \(covariance.description.name) covariance"] + terms.notes)
  }

  func hypotheses(_ terms: ModelTerms, type: AnovaType) throws -> [TermHypothesis] {
    switch type {
    case .one, .two:
      try sequentialHypotheses(
        terms, type: type, covariance: fit.classicalCovariance.matrix)
    case .three:
      try typeThreeHypotheses(fit, terms: terms)
    }
  }

  /// The residuals' row, where tests are F tests.
  func residualRow(after rows: [AnovaRow], sumOfSquares: Double? = nil) -> [AnovaRow] {
    if !rows.contains(where: { $0.test == .f }) { return [] }
    return [
      AnovaRow(
        residualDegreesOfFreedom: fit.residualDegreesOfFreedom, sumOfSquares: sumOfSquares)
    ]
  }
}
