import LinearAlgebra
import Modeling

extension Inference {
  /// Wald tests of the terms, under this inference's covariance.
  ///
  /// The hypotheses are those of the classical analysis of variance; only the covariance is this
  /// one's. Type II and I: the coefficients the term would have in the model without the terms that
  /// contain it or come after it, as linear functions of the estimates, so that the hypothesis does not
  /// depend on the covariance (R's `car::Anova` differs here where terms contain one another and the
  /// covariance is robust). Type III: the coefficients in sum-to-zero coding. Reference distributions as in ``waldTest(restrictions:values:)``.
  ///
  /// A term whose hypothesis or test is not defined is a row with the reason.
  ///
  /// - Throws: ``InferenceError`` where the classical covariance is singular.
  /// - Complexity: O(p³) a term; type III also O(n p²).
  public func termTests(type: AnovaType = .two) throws -> AnovaTable {
    let terms = try modelTerms()
    let rows = try testedTerms(terms, type: type) { hypothesis, test in
      AnovaRow(term: hypothesis.term, test: test)
    }
    return AnovaTable(
      type: type, rows: rows + residualRow(after: rows),
      notes: ["Wald tests with the \(covariance.description.name) covariance"] + terms.notes)
  }

  /// A row for each term: what `row` makes of its Wald test, or the reason why there is none.
  func testedTerms(
    _ terms: ModelTerms, type: AnovaType, _ row: (TermHypothesis, WaldTest) -> AnovaRow
  ) throws -> [AnovaRow] {
    // Without residual degrees of freedom there is no covariance to form hypotheses by either.
    if isSaturated {
      return terms.entries.filter { type == .three || !$0.isIntercept }.map {
        AnovaRow(
          term: $0.name, degreesOfFreedom: $0.positions.count,
          reason: "the model is saturated: as many coefficients as observations")
      }
    }
    return try hypotheses(terms, type: type).map { hypothesis in
      let count = hypothesis.entry.positions.count
      switch hypothesis.restrictions {
      case .undefined(let reason):
        return AnovaRow(term: hypothesis.term, degreesOfFreedom: count, reason: reason)
      case .matrix(let matrix):
        do {
          return row(hypothesis, try waldTest(restrictions: matrix))
        } catch let error as InferenceError {
          return AnovaRow(term: hypothesis.term, degreesOfFreedom: count, reason: error.description)
        }
      }
    }
  }

  /// Whether no coefficient has a variance for want of residual degrees of freedom.
  private var isSaturated: Bool {
    fit.residualDegreesOfFreedom <= 0 && covariance.matrix.diagonal.allSatisfy(\.isNaN)
  }

  func hypotheses(_ terms: ModelTerms, type: AnovaType) throws -> [TermHypothesis] {
    switch type {
    case .one, .two:
      try sequentialHypotheses(
        terms, type: type, covariance: try fit.modelCovariance(.normal).matrix)
    case .three:
      try typeThreeHypotheses(fit.parameters, try requireFrame(), terms: terms)
    }
  }

  /// The terms of the fit.
  func modelTerms() throws -> ModelTerms {
    ModelTerms(fit.parameters, try requireFrame().design)
  }

  /// The rows and the design, without which terms are not known.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` where the fit does not hold them.
  func requireFrame() throws(InferenceError) -> ModelFrame {
    guard let frame = fit.data else {
      throw .conflictingOptions(
        "tests of terms need the rows in memory, which \(fit.description.phrase) does not hold; test "
          + "coefficients by name instead, or fit without streaming")
    }
    return frame
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
