import Modeling

extension Inference {
  /// The coefficients with standard errors, tests against 0 and confidence intervals.
  ///
  /// - Parameter level: of the intervals, in 0..<1.
  /// - Returns: a row for each estimated coefficient, in the order of the fit.
  /// - Precondition: the level is in 0..<1.
  /// - Complexity: O(p) beside the degrees of freedom of each coefficient.
  public func coefficientTable(level: Double = 0.95) -> [Estimate] {
    let parameters = fit.parameters
    return parameters.names.indices.filter { parameters.places[$0] != .auxiliary }.map { position in
      Estimate(
        label: parameters.names[position], estimate: parameters.values[position],
        variance: covariance.uncovered.contains(position)
          ? .nan : covariance.matrix[position, position],
        degreesOfFreedom: covariance.reference.degreesOfFreedom(unit(position)), level: level)
    }
  }

  /// The coefficients on the exponential scale: odds ratios, rate ratios, factors.
  ///
  /// Ends of intervals are those of the coefficients, exponentiated, and tests those of the
  /// coefficients, so that table and tests never disagree. The standard error is the delta method's.
  ///
  /// - Parameter level: in 0..<1.
  /// - Returns: a row for each estimated coefficient, in the order of the fit.
  public func exponentiatedTable(level: Double = 0.95) -> [Estimate] {
    coefficientTable(level: level).map { row in
      let factor = exponential(row.estimate)
      return Estimate(
        label: row.label, estimate: factor,
        standardError: row.standardError.map { factor * $0 }, statistic: row.statistic,
        degreesOfFreedom: row.degreesOfFreedom, pValue: row.pValue,
        lower: row.lower.map(exponential), upper: row.upper.map(exponential))
    }
  }

  private func unit(_ position: Int) -> [Double] {
    var contrast = [Double](repeating: 0, count: fit.parameters.count)
    contrast[position] = 1
    return contrast
  }
}
