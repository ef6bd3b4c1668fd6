import Concord

/// Many small regressions: every replicate of the stacked data is a fit of its own. The designs are
/// laid out beforehand, as they are for the others.
func smallFitsTask(_ folder: DataFolder) throws -> Task {
  let predictors = folder.predictors()
  let replicates = folder.description.levels["rep"] ?? 1
  let rows = folder.description.n / replicates
  let values = try folder.numbers(["y"] + predictors)
  let ones = [Double](repeating: 1, count: rows)
  let designs = (0..<replicates).map { replicate in
    Matrix(
      columns: [ones]
        + values.dropFirst().map { Array($0[replicate * rows..<(replicate + 1) * rows]) })
  }
  let responses = (0..<replicates).map { Array(values[0][$0 * rows..<($0 + 1) * rows]) }
  let terms = ["(Intercept)"] + predictors
  return {
    var fits = SmallFits(count: terms.count)
    for (design, response) in zip(designs, responses) {
      let solution = try leastSquares(design: design, response: response)
      let variance = solution.residualSumOfSquares / Double(rows - terms.count)
      fits.add(
        solution.coefficients,
        errors: solution.unscaledCovariance.diagonal.map { ($0 * variance).squareRoot() })
    }
    return fits.answer(terms)
  }
}

/// The sums over many fits, which stand for all of them.
private struct SmallFits {
  var fits = 0.0
  var coefficients: [Double]
  var errors: [Double]

  init(count: Int) {
    coefficients = [Double](repeating: 0, count: count)
    errors = coefficients
  }

  mutating func add(_ found: [Double], errors foundErrors: [Double]) {
    fits += 1
    for term in coefficients.indices {
      coefficients[term] += found[term]
      errors[term] += foundErrors[term]
    }
  }

  /// The mean estimate and the mean standard error of each term.
  func answer(_ terms: [String]) -> Answer {
    Answer(
      terms: terms, estimates: coefficients.map { $0 / fits },
      standardErrors: errors.map { $0 / fits })
  }
}
