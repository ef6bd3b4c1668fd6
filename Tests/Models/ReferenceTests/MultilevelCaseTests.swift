import Concord
import TestSupport
import Testing

/// Optima of two programs, a few 1e-6 standard errors apart.
private let optima = Tolerance(.relative(2e-5), because: "optima of two programs")

/// Intraclass correlations, R² and reliabilities of mixed fits against R.
///
/// Numbers without a case are from lme4 1.1-31 in R 4.2.2: variances by `VarCorr`, everything else
/// by its definition from them and from the rows.
@Suite struct MultilevelCaseTests {
  @Test func intraclassCorrelationOfTheUnconditionalModel() throws {
    let reference = try ReferenceCase.named("post-icc-lmm")
    let fit = try reference.mixedFit()
    let parts = fit.varianceDecomposition()
    let school = try #require(parts.groupings.first)
    for value in [school.intraclassCorrelation, school.shareOfVariance] {
      expect(value, reference.expect["icc"], reference, "value", "icc")
    }
    expect(school.variance, reference.expect["tau00"], reference, "value", "tau00")
    expect(parts.residual, reference.expect["sigma2"], reference, "value", "sigma2")
    // Sizes: 7185 pupils in 160 schools; Σ n² / Σ n from R's table().
    #expect(school.groupCount == 160 && school.averageGroupSize == 44.90625)
    let sums = Tolerance(.relative(1e-13), because: "sums of whole numbers")
    expectClose(school.sizeWeightedGroupSize, 48.016283924843, within: sums)
    let icc = school.intraclassCorrelation
    expectClose(school.designEffect, 1 + 43.90625 * icc, within: sums)
    expectClose(school.sizeWeightedDesignEffect, 1 + 47.016283924843 * icc, within: sums)
    #expect(parts.fixed < 1e-20 && parts.marginalRSquared < 1e-20)
  }

  @Test func rSquaredWithASlopeThatVaries() throws {
    let reference = try ReferenceCase.named("post-r2-nakagawa")
    let parts = try reference.mixedFit().varianceDecomposition()
    let found = [
      ("varFixed", parts.fixed), ("varRandom", parts.random), ("varResidual", parts.residual),
      ("marginal", parts.marginalRSquared), ("conditional", parts.conditionalRSquared),
    ]
    for (name, value) in found {
      expect(value, reference.expect[name], reference, "value", name)
      expectClose(value, try #require(reference.expect[name]?.number), within: optima, name)
    }
    #expect(parts.residualScale == .residual && parts.overdispersion == 0)
  }

  private func chemistry(_ terms: String) throws -> LinearMixedFit {
    try LinearMixedModel("score ~ center(gcsecnt) + \(terms)")
      .fit(to: ReferenceCase.named("chem97-nested").table())
  }

  @Test func pupilsInSchoolsInAuthorities() throws {
    let fit = try chemistry("(1 | lea/school)")
    let parts = fit.varianceDecomposition()
    #expect(parts.groupings.map(\.grouping) == ["school:lea", "lea"])
    #expect(parts.groupings.map(\.within) == [["lea"], []])
    #expect(parts.groupings.map(\.groupCount) == [315, 30])
    expectClose(
      parts.groupings.map(\.shareOfVariance), [0.2132051502136, 0.0176508472958], within: optima)
    expectClose(
      parts.groupings.map(\.intraclassCorrelation), [0.2308559975094, 0.0176508472958],
      within: optima)
    expectClose(
      parts.groupings.flatMap { [$0.averageGroupSize, $0.sizeWeightedGroupSize] },
      [11.1936507937, 22.2507090187, 117.5333333333, 171.0884855360],
      within: Tolerance(.relative(1e-10), because: "as printed"))
    expectClose(
      [parts.fixed, parts.marginalRSquared, parts.conditionalRSquared],
      [4.776603670997, 0.409630859498, 0.545921116327], within: optima)
    let reliabilities = fit.coefficientReliabilities()
    #expect(reliabilities.map(\.groupsUsed) == [315, 30])
    expectClose(
      reliabilities.compactMap(\.reliability), [0.628738719788, 0.325665841434], within: optima)
  }

  @Test func aSlopeThatVariesAboveTwoLevels() throws {
    let fit = try chemistry("(1 | school:lea) + (1 + center(gcsecnt) | lea)")
    let parts = fit.varianceDecomposition()
    let lea = try #require(parts.groupings.last)
    expectClose(
      [lea.variance, lea.intraclassCorrelation, parts.groupings[0].intraclassCorrelation],
      [0.1723968424947, 0.0251443027028, 0.2314504525066], within: optima)
    expectClose(
      [parts.fixed, parts.marginalRSquared, parts.conditionalRSquared],
      [4.810501957185, 0.412324014142, 0.548341886996], within: optima)
    // From the dense covariance of each authority's rows.
    expectClose(
      fit.coefficientReliabilities().suffix(2).compactMap(\.reliability),
      [0.298880064859, 0.436535180807], within: optima)
  }

  /// Crossed groupings: pairs share one level of one of them.
  @Test func crossedGroupings() throws {
    let fit = try ReferenceCase.named("penicillin").mixedFit()
    let parts = fit.varianceDecomposition()
    #expect(parts.groupings.map(\.grouping) == ["plate", "sample"])
    #expect(parts.groupings.map(\.within) == [[], []])
    expectClose(
      parts.groupings.map(\.intraclassCorrelation), [0.150920357209, 0.785416487490],
      within: optima)
    expectClose(
      fit.coefficientReliabilities().compactMap(\.reliability), [0.934312710484, 0.996634011653],
      within: optima)
  }

  @Test func reliabilityOfInterceptsAndSlopes() throws {
    let sleep = try ReferenceCase.named("sleep-rs").mixedFit().coefficientReliabilities()
    #expect(sleep.map(\.effect) == ["(Intercept)", "Days"])
    expectClose(
      sleep.compactMap(\.reliability), [0.730119294489, 0.815423942684], within: optima)
    // High School & Beyond, all 160 schools.
    let wanted = [
      ("hsb-null", [0.90137730395295]), ("hsb-rs", [0.90756352081914, 0.26366759697716]),
      ("hsb-cross", [0.732613898421026, 0.050968485666756]),
    ]
    for (id, want) in wanted {
      let found = try ReferenceCase.named(id).mixedFit().coefficientReliabilities()
      #expect(found.allSatisfy { $0.groupsUsed == 160 && $0.groupCount == 160 })
      // The least variance is known to 1e-4 only, in R too.
      expectClose(
        found.compactMap(\.reliability), want,
        within: Tolerance(.relative(id == "hsb-cross" ? 5e-4 : 2e-5), because: "optima"), id)
    }
  }

  /// HLM's own output for High School & Beyond, as shown on UCLA's pages for Singer (1998) and the
  /// unconditional model: reliability 0.901, robust error 0.243628, deviance 47116.793475. Its
  /// search stopped at τ = 8.61431, 3e-5 from the optimum.
  @Test func whatHLMPrints() throws {
    let fit = try ReferenceCase.named("hsb-null").mixedFit()
    let reliability = try #require(fit.coefficientReliabilities()[0].reliability)
    expectClose(
      reliability, 0.901, within: Tolerance(.absolute(0.0005), because: "printed digits"))
    let inference = try fit.inference(using: .clustered(by: "school", correction: .cr0))
    let pair = try inference.standardErrorPairs()[0]
    expectClose(
      [try #require(pair.chosen), try #require(pair.modelBased)], [0.243628, 0.244412],
      within: Tolerance(.absolute(2e-5), because: "HLM stopped before the optimum"))
    expectClose(
      try #require(fit.hlmDeviance), 47116.793475,
      within: Tolerance(.absolute(1e-5), because: "HLM stopped before the optimum"))
  }
}
