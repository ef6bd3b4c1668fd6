import Modeling

extension Inference {
  /// The coefficients with standard errors, tests against 0 and confidence intervals.
  ///
  /// - Parameter level: of the intervals, in 0..<1.
  /// - Returns: a row for each estimated coefficient, in the order of the fit.
  /// - Precondition: the level is in 0..<1.
  /// - Complexity: O(p) beside the degrees of freedom of each coefficient.
  public func coefficientTable(level: Double = 0.95) -> [CoefficientRow] {
    fit.coefficients.names.indices.map { position in
      CoefficientRow(
        term: fit.coefficients.names[position], estimate: fit.coefficients.values[position],
        variance: covariance.matrix[position, position],
        degreesOfFreedom: covariance.reference.degreesOfFreedom(for: unit(position)),
        level: level)
    }
  }

  /// The confidence intervals of the coefficients.
  ///
  /// - Parameter level: in 0..<1.
  /// - Returns: an interval for each estimated coefficient, in the order of the fit.
  public func confidenceIntervals(level: Double = 0.95) -> [ConfidenceInterval] {
    coefficientTable(level: level).map {
      ConfidenceInterval(
        term: $0.term, estimate: $0.estimate, lower: $0.lower, upper: $0.upper, level: level)
    }
  }

  /// The coefficients on the exponential scale: odds ratios, rate ratios, factors.
  ///
  /// Ends of intervals are those of the coefficients, exponentiated, and tests those of the
  /// coefficients, so that table and tests never disagree. The standard error is the delta method's.
  ///
  /// - Parameter level: in 0..<1.
  /// - Returns: a row for each estimated coefficient, in the order of the fit.
  public func exponentiatedTable(level: Double = 0.95) -> [CoefficientRow] {
    coefficientTable(level: level).map { row in
      let factor = exponential(row.estimate)
      return CoefficientRow(
        term: row.term, estimate: factor,
        standardError: row.standardError.map { factor * $0 }, statistic: row.statistic,
        degreesOfFreedom: row.degreesOfFreedom, pValue: row.pValue,
        lower: row.lower.map(exponential), upper: row.upper.map(exponential))
    }
  }

  private func unit(_ position: Int) -> [Double] {
    var contrast = [Double](repeating: 0, count: fit.coefficients.names.count)
    contrast[position] = 1
    return contrast
  }
}

/// A confidence interval of a named quantity.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The name of the coefficient.
  public let term: String
  /// The estimate.
  public let estimate: Double
  /// The lower end; nil where there is no standard error.
  public let lower: Double?
  /// The upper end; nil where there is no standard error.
  public let upper: Double?
  /// The confidence level, such as 0.95.
  public let level: Double
}
