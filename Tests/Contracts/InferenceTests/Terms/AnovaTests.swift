import Formulas
import LinearAlgebra
import Modeling
import TestSupport
import Testing

@testable import Inference

struct AnovaTests {
  /// A model, how it is tested, and R's table.
  struct Example: Sendable, CustomTestStringConvertible {
    let table: String
    let type: AnovaType
    var formula = "y ~ x + a*s"
    var kind = StubFit.Kind.gaussian
    var weights: WeightSpecification?
    var coding = ContrastCoding.treatment
    var hasSums = true
    var testDescription: String { "\(table) \(coding)" }

    func fit() throws -> StubFit {
      var options = ModelOptions(weights: weights)
      options.schema.defaultContrast = coding
      return try StubFit(formula, SmallData.table(), kind: kind, options: options)
    }
  }

  static let classical =
    ContrastCoding.allCases.flatMap { coding in
      [
        Example(table: "linear I", type: .one, coding: coding),
        Example(table: "linear II", type: .two, coding: coding),
        Example(table: "linear III", type: .three, coding: coding),
        Example(table: "weighted II", type: .two, weights: .precision("w"), coding: coding),
        Example(table: "weighted III", type: .three, weights: .precision("w"), coding: coding),
      ]
    } + [
      Example(
        table: "poisson I", type: .one, formula: "c ~ x + a*s", kind: .poisson, hasSums: false),
      Example(
        table: "poisson II", type: .two, formula: "c ~ x + a*s", kind: .poisson, hasSums: false),
      Example(
        table: "poisson III Wald", type: .three, formula: "c ~ x + a*s", kind: .poisson,
        hasSums: false),
      Example(
        table: "poisson III LR", type: .three, formula: "c ~ x + a*s", kind: .poisson,
        coding: .sum, hasSums: false),
      Example(
        table: "quasipoisson I F", type: .one, formula: "c ~ x + a*s", kind: .quasipoisson,
        hasSums: false),
      Example(
        table: "quasipoisson II F", type: .two, formula: "c ~ x + a*s", kind: .quasipoisson,
        hasSums: false),
    ]

  @Test(arguments: classical)
  func agreesWithR(_ example: Example) throws {
    let want = try #require(RTerms.tables[example.table])
    let table = try example.fit().inference().anova(type: example.type)
    expectRows(table, want, hasSums: example.hasSums, isIterated: example.kind != .gaussian)
  }

  @Test(arguments: ContrastCoding.allCases)
  func robustTestsAreThoseOfTheHypotheses(_ coding: ContrastCoding) throws {
    let three = try Example(table: "linear III HC3", type: .three, coding: coding).fit()
      .inference(using: .heteroskedastic(.hc3)).anova(type: .three)
    expectRows(three, try #require(RTerms.tables["linear III HC3"]), hasSums: false)
    let marginal = try Example(table: "linear II HC3", type: .two, coding: coding).fit()
      .inference(using: .heteroskedastic(.hc3)).anova(type: .two)
    expectRows(marginal, try #require(RTerms.tables["linear II HC3"]), hasSums: false)
    let two = try Example(
      table: "additive II HC3", type: .two, formula: "y ~ x + a + s", coding: coding
    ).fit().inference(using: .heteroskedastic(.hc3)).anova(type: .two)
    expectRows(two, try #require(RTerms.tables["additive II HC3"]), hasSums: false)
  }

  @Test func residualsCloseTheTable() throws {
    let fit = try StubFit("y ~ x + a*s", SmallData.table())
    for type in AnovaType.allCases {
      let residuals = try #require(try fit.inference().anova(type: type).rows.last)
      #expect(residuals.term == "Residuals" && residuals.degreesOfFreedom == 19)
      expectClose(try #require(residuals.sumOfSquares), 9.2847753450467625, within: .algebra)
      #expect(residuals.statistic == nil && residuals.pValue == nil)
    }
  }

  @Test func sequentialSumsAddUp() throws {
    let fit = try StubFit("y ~ x + a*s", SmallData.table())
    let mean = SmallData.y.reduce(0, +) / 26
    let total = SmallData.y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let sums = try fit.inference().anova(type: .one).rows.compactMap(\.sumOfSquares)
    expectClose(sums.reduce(0, +), total, within: .algebra)
  }

  @Test func typeThreeNeedsEveryCellOfAnInteraction() throws {
    // Leaving out the last column makes as if its cell were empty.
    let fit = try StubFit("y ~ x + a*s", SmallData.table(), aliased: [6])
    let table = try fit.inference().anova(type: .three)
    for term in ["(Intercept)", "a", "s", "a:s"] {
      let row = try #require(table[term])
      #expect(row.statistic == nil && row.pValue == nil && row.reason?.contains("type III") == true)
    }
    // Nothing contains x, whose hypothesis no coding changes: that of type II.
    let x = try #require(table["x"])
    #expect(x.reason == nil)
    expectClose(
      try #require(x.statistic),
      try #require(fit.inference().anova(type: .two)["x"]?.statistic), within: .algebra)
    #expect(try fit.inference().anova(type: .two)["a:s"]?.degreesOfFreedom == 1)
  }

  @Test func termsWithNothingEstimatedAreNoted() throws {
    let fit = try StubFit("y ~ x + z", SmallData.table(), aliased: [2])
    let table = try fit.inference().anova(type: .two)
    #expect(table["z"] == nil && table["x"] != nil)
    #expect(table.notes.contains { $0.contains("z") })
  }

  private func expectRows(
    _ table: AnovaTable, _ want: [String: [Double]], hasSums: Bool, isIterated: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let tested = table.rows.filter { $0.term != "Residuals" }
    // R's likelihood ratios of type III leave out the intercept, as these do.
    #expect(Set(tested.map(\.term)) == Set(want.keys), sourceLocation: sourceLocation)
    for row in tested {
      let got =
        [row.degreesOfFreedom] + (hasSums ? [row.sumOfSquares ?? .nan] : [])
        + [row.statistic ?? .nan, row.pValue ?? .nan]
      expectClose(
        got, want[row.term] ?? [], within: isIterated ? .iterated(scale: 0.01) : .algebra,
        row.term, sourceLocation: sourceLocation)
    }
  }
}
