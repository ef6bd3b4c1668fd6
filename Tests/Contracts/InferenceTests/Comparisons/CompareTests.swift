import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import Inference

struct CompareTests {
  private func fit(
    _ formula: String, kind: StubFit.Kind = .gaussian, options: ModelOptions = ModelOptions()
  ) throws -> StubFit {
    try StubFit(formula, SmallData.table(), kind: kind, options: options)
  }

  // R 4.2.2 with lmtest 0.9 (lrtest, waldtest) and anova(test = "Rao").
  @Test func likelihoodRatiosOfThreeModels() throws {
    let table = try compare([
      fit("c ~ x + a*s", kind: .poisson), fit("c ~ 1", kind: .poisson),
      fit("c ~ x", kind: .poisson),
    ])
    #expect(table.rows.map(\.formula) == ["c ~ 1", "c ~ x", "c ~ x + a * s"])
    #expect(table.rows.map(\.parameterCount) == [1, 2, 7])
    expectClose(
      table.rows.compactMap(\.logLikelihood),
      [-56.301008648087361, -43.737382164296953, -42.07141778972629],
      within: .iterated(scale: 1))
    #expect(table.rows[0].comparison == nil)
    expectClose(
      table.rows.compactMap(\.statistic), [25.127252967580816, 3.3319287491413263],
      within: .iterated(scale: 1))
    expectClose(
      table.rows.compactMap(\.pValue), [5.3668990561397977e-07, 0.64895706546782783],
      within: Tolerance(.relative(1e-6), because: "R stops iterating when the deviance is still"))
    #expect(table.rows.compactMap(\.degreesOfFreedom) == [1, 5])
  }

  @Test(arguments: [
    (ComparisonTest.score, 3.4482247712653002, 0.63123595151131939),
    (.wald, 3.407647323415345, 0.637405481274398),
    (.likelihoodRatio, 3.3319287491413263, 0.64895706546782783),
  ])
  func threeTestsOfOneHypothesis(_ test: ComparisonTest, _ statistic: Double, _ p: Double) throws {
    let row = try #require(
      try compare(
        [fit("c ~ x", kind: .poisson), fit("c ~ x + a*s", kind: .poisson)], test: test
      ).rows.last)
    expectClose(try #require(row.statistic), statistic, within: .iterated(scale: 1))
    expectClose(try #require(row.pValue), p, within: .iterated(scale: 1))
    #expect(row.degreesOfFreedom == 5)
  }

  @Test func fTestsDivideByTheLargestModel() throws {
    let table = try compare([fit("y ~ 1"), fit("y ~ x"), fit("y ~ x + a*s")], test: .f)
    expectClose(
      table.rows.compactMap(\.statistic), [176.94625201827006, 2.7441447919400188],
      within: .algebra)
    expectClose(
      table.rows.compactMap(\.pValue), [4.4633571693467001e-11, 0.049755206106123585],
      within: .algebra)
    let quasi = try #require(
      try compare(
        [fit("c ~ x", kind: .quasipoisson), fit("c ~ x + a*s", kind: .quasipoisson)], test: .f
      ).rows.last)
    expectClose(try #require(quasi.statistic), 1.4934919391798198, within: .iterated(scale: 1))
    expectClose(try #require(quasi.pValue), 0.23852098494581331, within: .iterated(scale: 1))
  }

  @Test func leastSquaresHaveLikelihoodRatiosToo() throws {
    let row = try #require(try compare([fit("y ~ x"), fit("y ~ x + a*s")]).rows.last)
    expectClose(try #require(row.statistic), 14.132811114006941, within: .algebra)
    expectClose(try #require(row.pValue), 0.014787431382145347, within: .algebra)
  }

  @Test func waldTestsTakeAnyCovariance() throws {
    let fits = try [fit("y ~ x"), fit("y ~ x + a*s")]
    let robust = try #require(
      try compare(fits, test: .wald, using: .heteroskedastic(.hc1)).rows.last)
    expectClose(try #require(robust.statistic), 2.1850719311136766, within: .algebra)
    expectClose(try #require(robust.pValue), 0.098863402317970639, within: .algebra)
  }

  @Test func nestingIsOfSpacesNotOfNames() throws {
    // The group means are those of a:s with the same cells; the pooled level is a sum of dummies.
    let pooled = try StubFit(
      "y ~ pooled",
      SmallData.table(replacing: [
        Column("pooled", SmallData.group.map { $0 == "high" ? 0 : 1 })
      ]))
    let full = try StubFit("y ~ a", SmallData.table())
    let wald = try #require(try compare([pooled, full], test: .wald).rows.last)
    let f = try #require(try compare([pooled, full], test: .f).rows.last)
    expectClose(
      try #require(wald.statistic), try #require(f.statistic), within: .algebra)
  }

  @Test func modelsThatCannotBeComparedAreErrors() throws {
    let plain = try fit("y ~ x")
    #expect(throws: InferenceError.tooFewModels(count: 1)) { try compare([plain]) }
    #expect(throws: InferenceError.notNested(smaller: "y ~ z", larger: "y ~ x + a")) {
      try compare([fit("y ~ z"), fit("y ~ x + a")])
    }
    #expect(throws: InferenceError.notNested(smaller: "y ~ x", larger: "y ~ x")) {
      try compare([plain, plain])
    }
    #expect(throws: InferenceError.self) { try compare([plain, fit("c ~ x + z")]) }
    #expect(throws: InferenceError.self) {
      try compare([plain, fit("y ~ x + z", options: ModelOptions(weights: .precision("w")))])
    }
    #expect(throws: InferenceError.self) {
      try compare([
        fit("c ~ x", kind: .poisson), fit("c ~ x + z", kind: .quasipoisson),
      ])
    }
    #expect(throws: InferenceError.noLikelihood(formula: "c ~ x + z", family: "quasipoisson")) {
      try compare([fit("c ~ x", kind: .quasipoisson), fit("c ~ x + z", kind: .quasipoisson)])
    }
    #expect(throws: InferenceError.self) {
      try compare([fit("c ~ x", kind: .poisson), fit("c ~ x + z", kind: .poisson)], test: .f)
    }
  }

  @Test func rowsMustBeTheSame() throws {
    var z = SmallData.z
    z[3] = .nan
    let table = try SmallData.table(replacing: [Column("z", z)])
    let (small, large) = (try StubFit("y ~ x", table), try StubFit("y ~ x + z", table))
    #expect(
      throws: InferenceError.differentRows(
        first: "y ~ x", firstCount: 26, second: "y ~ x + z", secondCount: 25)
    ) {
      try compare([small, large])
    }
  }
}
