import Concord
import TestSupport
import Testing

/// Tests of variances against R 4.2.2: `logLik` of lme4 1.1-31 and of `lm` (`REML = TRUE`),
/// `pchisq` for the mixtures.
@Suite struct VarianceComparisonTests {
  private static let likelihoods = Tolerance(
    .relativeTo(scale: 1, 1e-6), because: "differences of likelihoods at two programs' optima")

  @Test func aRandomSlope() throws {
    let reference = try ReferenceCase.named("post-lrt-variance")
    let reduced = try #require(reference.post?["reduced"]?.text)
    let smaller = try LinearMixedModel(reduced, options: reference.options())
      .fit(to: reference.table())
    let comparison = try compare([reference.mixedFit(), smaller])
    let row = comparison.rows[1]
    expect(row.statistic, reference.expect["statistic"], reference, "value", "statistic")
    expect(row.naivePValue, reference.expect["pNaiveDf2"], reference, "p", "naive p")
    expect(row.pValue, reference.expect["pMixture12"], reference, "p", "mixture p")
    #expect(row.degreesOfFreedom == 2 && comparison.diagnostics.isEmpty)
    #expect(row.mixture?.description == "½ χ²(1) + ½ χ²(2)")
  }

  /// From least squares up, by REML and ML.
  @Test(arguments: [
    (MixedEstimation.reml, [47779.9133895, 46723.9957062, 46714.2340497]),
    (.ml, [47774.2818940, 46720.4118617, 46710.9788563]),
  ])
  func fromLeastSquaresUp(_ estimation: MixedEstimation, _ deviances: [Double]) throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let comparison = try compare([
      LinearModel("mathach ~ cses").fit(to: table),
      LinearMixedModel("mathach ~ cses + (1 | school)", estimation: estimation).fit(to: table),
      LinearMixedModel("mathach ~ cses + (1 + cses | school)", estimation: estimation)
        .fit(to: table),
    ])
    expectClose(
      comparison.rows.map(\.deviance), deviances,
      within: Tolerance(.relative(1e-10), because: "as printed"))
    expectClose(
      comparison.rows.compactMap(\.logLikelihood), deviances.map { -0.5 * $0 },
      within: Tolerance(.relative(1e-10), because: "as printed"))
    #expect(comparison.rows.map(\.parameterCount) == [3, 4, 6])
    #expect(comparison.rows[0].pValue == nil && comparison.rows[0].mixture == nil)
    #expect(comparison.rows[1].mixture?.description == "½ χ²(0) + ½ χ²(1)")
    #expect(comparison.rows[2].mixture?.parts.map(\.degreesOfFreedom) == [1, 2])
  }

  private func sleep(_ terms: String) throws -> LinearMixedFit {
    try LinearMixedModel("Reaction ~ Days + \(terms)")
      .fit(to: ReferenceCase.named("sleep-rs").table())
  }

  @Test func independentAndCorrelatedSlopes() throws {
    let table = try ReferenceCase.named("sleep-rs").table()
    let none = try LinearModel("Reaction ~ Days").fit(to: table)
    let (intercepts, independent, correlated) = (
      try sleep("(1 | Subject)"), try sleep("(1 + Days || Subject)"),
      try sleep("(1 + Days | Subject)")
    )
    // Two variances at once: ¼ χ²(0) + ½ χ²(1) + ¼ χ²(2).
    let both = try compare([none, independent])
    expectClose(both.rows[1].statistic ?? .nan, 149.9943698907966, within: Self.likelihoods)
    expectClose(
      both.rows[1].pValue ?? .nan, 7.58475155062e-34,
      within: Tolerance(.relative(1e-5), because: "the tail of a statistic known to 1e-6"))
    #expect(both.rows[1].mixture?.parts.map(\.weight) == [0.25, 0.5, 0.25])
    #expect(both.diagnostics.map(\.code) == [.assumption])
    // One more independent variance, then one with its covariance, then the covariance alone.
    let wanted: [(LinearMixedFit, LinearMixedFit, Double, Double, [Int]?)] = [
      (intercepts, independent, 42.7957918136085, 3.03813654945e-11, [0, 1]),
      (intercepts, correlated, 42.8368134364298, 2.79252981507e-10, [1, 2]),
      (independent, correlated, 0.0410216228213, 8.39496190165e-01, nil),
    ]
    for (smaller, larger, statistic, p, degrees) in wanted {
      let comparison = try compare([smaller, larger])
      let row = comparison.rows[1]
      expectClose(row.statistic ?? .nan, statistic, within: Self.likelihoods)
      expectClose(
        row.pValue ?? .nan, p,
        within: Tolerance(.relative(2e-5), because: "the tail of a statistic known to 1e-6"))
      #expect(row.mixture?.parts.map(\.degreesOfFreedom) == degrees)
      #expect((row.naivePValue == nil) == (degrees == nil) && comparison.diagnostics.isEmpty)
    }
  }

  /// `logLik(lm(...), REML = TRUE)` with weights 1 + Days/9.
  @Test func restrictedLikelihoodOfLeastSquares() throws {
    let table = try ReferenceCase.named("sleep-rs").table()
    let weights = try table.numericValues(of: "Days").map { 1 + $0 / 9 }
    let weighted = try Table(table.columns + [Column("weight", weights)])
    let options = ModelOptions(weights: .precision("weight"))
    let fit = try LinearModel("Reaction ~ Days", options: options).fit(to: weighted)
    expectClose(
      try #require(fit.restrictedLogLikelihood), -957.496378778,
      within: Tolerance(.relative(1e-11), because: "a closed form, as printed"))
    let sampled = ModelOptions(weights: .sampling("weight"))
    #expect(
      try LinearModel("Reaction ~ Days", options: sampled).fit(to: weighted)
        .restrictedLogLikelihood == nil)
  }

  /// A variance estimated as zero is no evidence: the statistic is 0 and p is 1.
  @Test func aVarianceOfZero() throws {
    let table = try ReferenceCase.named("dyestuff2-singular").table()
    for estimation in MixedEstimation.allCases {
      let row = try compare([
        LinearModel("Yield ~ 1").fit(to: table),
        LinearMixedModel("Yield ~ 1 + (1 | Batch)", estimation: estimation).fit(to: table),
      ]).rows[1]
      #expect(row.statistic == 0 && row.pValue == 1 && row.naivePValue == 1)
    }
  }

  @Test func generalizedModels() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let row = try compare([
      GeneralizedLinearModel("I(mathach > 12) ~ ses", family: .binomial).fit(to: table),
      GeneralizedLinearMixedModel("I(mathach > 12) ~ ses + (1 | school)", family: .binomial).fit(
        to: table),
    ]).rows[1]
    expectClose(
      row.statistic ?? .nan, 267.781605298,
      within: Tolerance(.relative(1e-7), because: "two Laplace optima"))
    expectClose(
      row.pValue ?? .nan, 1.72733261610e-60,
      within: Tolerance(.relative(1e-4), because: "the tail of a statistic known to 1e-7"))
  }

  @Test func whatDoesNotCompare() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let least = try LinearModel("mathach ~ ses").fit(to: table)
    let other = try LinearMixedModel("mathach ~ cses + (1 | school)").fit(to: table)
    let full = try LinearMixedModel("mathach ~ cses + (1 | school)", estimation: .ml)
      .fit(to: table)
    let bySector = try LinearMixedModel("mathach ~ cses + (1 | sector)").fit(to: table)
    let slopes = try LinearMixedModel("mathach ~ cses + (1 + cses | school)").fit(to: table)
    #expect(throws: InferenceError.self) { try compare([least, other]) }
    #expect(throws: InferenceError.self) {
      try compare([LinearModel("mathach ~ 1").fit(to: table), other])
    }
    #expect(throws: InferenceError.self) { try compare([full, slopes]) }
    #expect(
      throws: InferenceError.notNested(
        smaller: "mathach ~ cses + (1 | sector)", larger: "mathach ~ cses + (1 + cses | school)")
    ) { try compare([bySector, slopes]) }
  }

  /// By Wald tests where the random terms are the same, by no F or score test.
  @Test func otherTests() throws {
    let table = try ReferenceCase.named("sleep-rs").table()
    func fit(_ formula: String) throws -> LinearMixedFit {
      try LinearMixedModel(formula, estimation: .ml).fit(to: table)
    }
    let smaller = try fit("Reaction ~ 1 + (1 | Subject)")
    let larger = try fit("Reaction ~ Days + (1 | Subject)")
    let row = try compare([smaller, larger], test: .wald).rows[1]
    let z = try #require(larger.inference().coefficientTable()[1].statistic)
    expectClose(
      row.statistic ?? .nan, z * z,
      within: Tolerance(.relative(1e-9), because: "one restriction in another basis"))
    let slopes = try fit("Reaction ~ Days + (1 + Days | Subject)")
    for test in [ComparisonTest.wald, .f, .score] {
      #expect(throws: InferenceError.self) { try compare([larger, slopes], test: test) }
    }
    #expect(throws: InferenceError.self) { try compare([smaller, larger], test: .f) }
    // The test of variances is the same however it is asked for.
    #expect(
      try compare([larger, slopes], test: .likelihoodRatio) == compare([larger, slopes]))
  }

  /// Fixed effects and variances at once: no mixture, and it is said.
  @Test func mixedQuestionsAreConservative() throws {
    let table = try ReferenceCase.named("hsb-null").table()
    let comparison = try compare([
      LinearMixedModel("mathach ~ 1 + (1 | school)", estimation: .ml).fit(to: table),
      LinearMixedModel("mathach ~ cses + (1 + cses | school)", estimation: .ml).fit(to: table),
    ])
    #expect(comparison.rows[1].mixture == nil && comparison.rows[1].degreesOfFreedom == 3)
    #expect(comparison.diagnostics.map(\.code) == [.boundary])
  }
}
