import Concord
import TestSupport
import Testing

/// The language test of 2,287 pupils in 131 Dutch schools (Snijders and Bosker 1999), by maximum
/// likelihood, against what HLM prints and against lme4.
///
/// The likelihood of a model with random intercepts depends on a school's rows through their number,
/// sums and products only. The fixture has these, and the rows here are others with the same: one
/// direction of variation within the school for the predictor, two for the outcome.
@Suite struct HLMParityTests {
  private static func pupils() throws -> Table {
    let moments = try Table(
      csv: ReferenceCase.fixtures.appending(path: "data").appending(path: "bdf-moments.csv"))
    func column(_ name: String) throws -> [Double] { try moments.numericValues(of: name) }
    let (counts, sumX, sumY) = (try column("n"), try column("sumIQ"), try column("sumLanguage"))
    let (squareX, product) = (try column("sumIQSquared"), try column("sumProduct"))
    let squareY = try column("sumLanguageSquared")
    var schools: [Double] = []
    var (x, y): ([Double], [Double]) = ([], [])
    for school in counts.indices {
      let n = counts[school]
      let (meanX, meanY) = (sumX[school] / n, sumY[school] / n)
      let withinX = (squareX[school] - sumX[school] * meanX).squareRoot()
      let slope = (product[school] - sumX[school] * meanY) / withinX
      let rest = squareY[school] - sumY[school] * meanY - slope * slope
      let spreadX = withinX / 2.0.squareRoot()
      let spreadY = slope / 2.0.squareRoot()
      let spreadRest = max(0, rest).squareRoot() / 6.0.squareRoot()
      // The smallest school has four pupils. (1, −1, 0, …)/√2 and (1, 1, −2, 0, …)/√6:
      let zeros = [Double](repeating: 0, count: Int(n) - 3)
      let first: [Double] = [1, -1, 0] + zeros
      let second: [Double] = [1, 1, -2] + zeros
      for (a, b) in zip(first, second) {
        schools.append(Double(school))
        x.append(meanX + spreadX * a)
        y.append(meanY + spreadY * a + spreadRest * b)
      }
    }
    return try Table([Column("school", schools), Column("iq", x), Column("language", y)])
  }

  private func fit(_ formula: String) throws -> LinearMixedFit {
    try LinearMixedModel(formula, estimation: .ml).fit(to: Self.pupils())
  }

  /// For variances, in which the deviance is flat: lme4's own optimizers differ by 3e-8.
  private let optimum = Tolerance(
    .relative(1e-6), because: "two programs' searches for one optimum")

  /// Half a unit of the last digit printed.
  private func printed(_ unit: Double) -> Tolerance {
    Tolerance(.absolute(0.5 * unit), because: "printed digits")
  }

  /// HLM's deviance and standard error of example 4.1 in UCLA's pages on the book. Its estimates
  /// (40.364049, τ 19.43043, σ² 64.56761) stop short of the optimum in the fifth digit, at which
  /// the deviance does not show; those below are lme4's (1.1-31).
  @Test func theEmptyModelHasHLMsDeviance() throws {
    let fit = try fit("language ~ 1 + (1 | school)")
    #expect(fit.observationCount == 2287)
    expectClose(try #require(fit.hlmDeviance), 16251.380618, within: printed(1e-6))
    let row = try fit.inference().coefficientTable()[0]
    expectClose(try #require(row.standardError), 0.426363, within: printed(1e-6))
    expectClose(row.estimate, 40.364088, within: printed(1e-6))
    expectClose(fit.criterion, 16253.22, within: printed(1e-2))
    expectClose(fit.varianceComponents[0].covariance[0, 0], 19.42853215, within: optimum)
    expectClose(fit.residualVariance, 64.56783462, within: optimum)
  }

  /// With verbal intelligence about its mean: lme4's figures, HLM's being 40.609312 and 2.488070.
  @Test func aPredictorAboutItsMean() throws {
    let fit = try fit("language ~ center(iq) + (1 | school)")
    expectClose(fit.coefficients.values[0], 40.609368, within: printed(1e-6))
    expectClose(fit.coefficients.values[1], 2.488094, within: printed(1e-6))
    let errors = try fit.modelCovariance(.normal).standardErrors
    expectClose(errors[0], 0.306855, within: printed(1e-6))
    expectClose(errors[1], 0.0700548, within: printed(1e-7))
    expectClose(fit.varianceComponents[0].covariance[0, 0], 9.4969901, within: optimum)
    expectClose(fit.residualVariance, 42.227174, within: printed(1e-6))
  }
}
