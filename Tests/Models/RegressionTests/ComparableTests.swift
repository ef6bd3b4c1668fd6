import Families
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

private let rounding = Tolerance(.relative(1e-9), because: "the same numbers in another order")

@Suite("Tests compare like with like")
struct ComparableTests {
  static func rates() throws -> Table {
    var numbers = SeededNumbers(seed: 5)
    let x = (0..<30).map { _ in numbers.uniform(0, 3) }
    let rate = x.map { 1 / (1 + Double.exp(1 - 0.4 * $0 + numbers.normal())) }
    return try table([
      "p": rate, "x": x, "z": x.map { _ in numbers.normal() },
      "staff": x.map { 10 + ($0 * 9).rounded() },
    ])
  }

  /// The statistic is the difference of deviances, by both ways of asking, and no larger model has the
  /// smaller likelihood.
  @Test(arguments: [nil, "staff"])
  func fractionsOfSuccesses(_ weights: String?) throws {
    let options = ModelOptions(weights: weights.map { .precision($0) })
    let data = try Self.rates()
    let fits = try ["p ~ 1", "p ~ x", "p ~ x + z"].map {
      try GeneralizedLinearModel.fit($0, .binomial, to: data, options: options)
    }
    let comparison = try compare(fits.map { $0 as any Estimated })
    for (index, row) in comparison.rows.enumerated().dropFirst() {
      expectClose(
        try #require(row.statistic), fits[index - 1].deviance - fits[index].deviance,
        within: rounding)
      #expect(row.logLikelihood == nil)
    }
    let terms = try fits[2].inference().anova(type: .one)
    expectClose(
      try #require(terms["z"]?.statistic), try #require(comparison.rows[2].statistic),
      within: rounding)
    expectClose(
      try #require(terms["x"]?.statistic), try #require(comparison.rows[1].statistic),
      within: rounding)
    #expect(fits[0].diagnostics.contains { $0.message.contains("not whole numbers") })
  }

  @Test func fractionsOfCounts() throws {
    let data = try Self.rates()
    let fits = try ["p ~ 1", "p ~ x"].map { try GeneralizedLinearModel.fit($0, .poisson, to: data) }
    let statistic = try #require(
      try compare(fits.map { $0 as any Estimated }).rows[1].statistic)
    expectClose(statistic, fits[0].deviance - fits[1].deviance, within: rounding)
    #expect(fits[0].diagnostics.contains { $0.message.contains("no whole number") })
  }

  @Test func wholeCountsSayNothing() throws {
    let data = try table(["left": [3, 5, 9], "stayed": [21, 19, 15], "x": [0, 1, 2]])
    let fit = try GeneralizedLinearModel.fit("cbind(left, stayed) ~ x", .binomial, to: data)
    #expect(fit.diagnostics.isEmpty)
    // 5/7 of seven trials is five, whatever division left of it.
    let shares = try table(["p": [5.0 / 7, 3.0 / 7, 1], "n": [7, 7, 7], "x": [0, 1, 2]])
    let again = try GeneralizedLinearModel.fit(
      "p ~ 1", .binomial, to: shares, options: ModelOptions(weights: .precision("n")))
    #expect(again.diagnostics.isEmpty)
  }
}

@Suite("Frequency weights in what is learnt from rows")
struct FrequencyTests {
  /// Every number of a weighted fit is that of the rows written out.
  @Test(arguments: [
    "y ~ scale(x)", "y ~ center(x) * z", "y ~ poly(x, 3)", "y ~ groupMean(x, g) + z",
    "y ~ scale(log(x)) + poly(z, 2)",
  ])
  func areRepetition(_ formula: String) throws {
    var numbers = SeededNumbers(seed: 9)
    let x = (0..<24).map { _ in numbers.uniform(1, 9) }
    let z = x.map { _ in numbers.normal() }
    let counts = x.indices.map { 1 + ($0 * 7) % 5 }
    let y = zip(x, z).map { 2 + 0.3 * $0 - $1 + numbers.normal() }
    let data = try table(
      ["y": y, "x": x, "z": z, "n": counts.map(Double.init)],
      text: ("g", x.indices.map { "g\($0 % 4)" }))
    let options = ModelOptions(weights: .frequency("n"))
    let weighted = try LinearModel(formula, options: options).fit(to: data)
    let written = try LinearModel(formula).fit(to: repeated(data, by: counts))
    #expect(weighted.coefficients.names == written.coefficients.names)
    expectClose(weighted.coefficients.values, written.coefficients.values, within: rounding)
    for name in ["classical", "HC0", "HC1", "HC2", "HC3", "HC4"] {
      let estimator = try standardEstimator(named: name)
      expectClose(
        try estimator.estimate(weighted).covariance.standardErrors,
        try estimator.estimate(written).covariance.standardErrors, within: rounding, name)
    }
    for type in AnovaType.allCases {
      let (a, b) = (
        try weighted.inference().anova(type: type), try written.inference().anova(type: type)
      )
      expectClose(
        a.rows.compactMap(\.statistic), b.rows.compactMap(\.statistic), within: rounding)
    }
  }
}
