/// Which hypothesis about a term an analysis of variance tests.
public enum AnovaType: String, Sendable, Hashable, CaseIterable {
  /// Sequential: each term given those before it.
  case one = "I"
  /// Each term given all others except those that contain it (the principle of marginality).
  case two = "II"
  /// Each term given all others, in sum-to-zero coding whatever coding the fit has.
  case three = "III"
}

/// Tests of the terms of a model.
public struct AnovaTable: Sendable, Hashable {
  /// Which hypotheses were tested.
  public let type: AnovaType
  /// A row for each term and, with F tests, one for the residuals. A term that can't be tested is a row
  /// with its reason; it does not keep others from being tested.
  public let rows: [AnovaRow]
  /// How the tests were made, and what was left out.
  public let notes: [String]

  /// The row of a term, or nil.
  public subscript(term: String) -> AnovaRow? { rows.first { $0.term == term } }
}

/// The test of one term.
public struct AnovaRow: Sendable, Hashable {
  /// The term's name, `(Intercept)` or `Residuals`.
  public let term: String
  /// The number of coefficients tested; for the residuals what is left.
  public let degreesOfFreedom: Double
  /// The sum of squares of least squares with the classical covariance; nil otherwise.
  public let sumOfSquares: Double?
  /// F or chi-squared; nil for the residuals.
  public let statistic: Double?
  /// What the statistic is referred to; nil for the residuals.
  public let test: TestDistribution?
  /// The denominator degrees of freedom of F.
  public let denominatorDegreesOfFreedom: Double?
  /// The p-value; nil for the residuals and where the denominator degrees of freedom vanish.
  public let pValue: Double?
  /// Why the term has no test, or no p-value; nil where it has both.
  public let reason: String?

  /// The sum of squares over its degrees of freedom.
  public var meanSquare: Double? { sumOfSquares.map { $0 / degreesOfFreedom } }

  init(term: String, test: WaldTest, sumOfSquares: Double? = nil) {
    self.term = term
    degreesOfFreedom = test.degreesOfFreedom
    self.sumOfSquares = sumOfSquares
    statistic = test.statistic
    self.test = test.distribution
    denominatorDegreesOfFreedom = test.denominatorDegreesOfFreedom
    pValue = test.pValue
    reason = test.pValue == nil ? test.rule : nil
  }

  /// The row of a term that can't be tested.
  init(term: String, degreesOfFreedom: Int, reason: String) {
    self.term = term
    self.degreesOfFreedom = Double(degreesOfFreedom)
    self.reason = reason
    sumOfSquares = nil
    statistic = nil
    test = nil
    denominatorDegreesOfFreedom = nil
    pValue = nil
  }

  /// The row of the residuals.
  init(residualDegreesOfFreedom: Double, sumOfSquares: Double?) {
    term = "Residuals"
    degreesOfFreedom = residualDegreesOfFreedom
    self.sumOfSquares = sumOfSquares
    statistic = nil
    test = nil
    denominatorDegreesOfFreedom = nil
    pValue = nil
    reason = nil
  }
}
