import Concord
import TestSupport
import Testing

/// Tests of terms and of nested models against R.
@Suite struct TermCaseTests {
  @Test(arguments: ["post-anova1", "post-anova2", "post-anova3"])
  func analysisOfVariance(_ id: String) throws {
    let reference = try ReferenceCase.named(id)
    let fit = try #require(try reference.fit() as? LinearFit)
    let type = try #require(AnovaType(rawValue: reference.post?["type"]?.text ?? ""))
    let table = try fit.inference().anova(type: type)
    let wanted = reference.expect["table"]?.object ?? [:]
    #expect(!wanted.isEmpty && Set(table.rows.map(\.term)) == Set(wanted.keys))
    for row in table.rows {
      let want = try #require(wanted[row.term])
      expect(row.degreesOfFreedom, want["df"], reference, "value", "df of \(row.term)")
      expect(row.sumOfSquares, want["ss"], reference, "value", "sum of squares of \(row.term)")
      expect(row.statistic, want["f"], reference, "value", "F of \(row.term)")
      expect(row.pValue, want["p"], reference, "p", "p of \(row.term)")
    }
  }

  @Test func nestedLinearModels() throws {
    let reference = try ReferenceCase.named("post-ftest")
    let (small, large) = try fits(reference, as: LinearFit.self)
    let rows = try compare([small, large], test: .f).rows
    let wanted = try ["1", "2"].map { try #require(reference.expect["table"]?[$0]) }
    #expect(rows.count == 2)
    for (row, want) in zip(rows, wanted) {
      expect(row.residualDegreesOfFreedom, want["residualDf"], reference, "value", "residual df")
      expect(row.deviance, want["rss"], reference, "value", "residual sum of squares")
      expect(row.degreesOfFreedom, want["df"], reference, "value", "df")
      expect(row.statistic, want["f"], reference, "value", "F")
      expect(row.pValue, want["p"], reference, "p", "p")
    }
  }

  @Test(
    arguments: [
      ("likelihoodRatio", ComparisonTest.likelihoodRatio), ("wald", .wald), ("score", .score),
    ])
  func nestedGeneralizedModels(_ name: String, _ test: ComparisonTest) throws {
    let reference = try ReferenceCase.named("post-tests-glm")
    let (small, large) = try fits(reference, as: GeneralizedLinearFit.self)
    let row = try #require(try compare([small, large], test: test).rows.last)
    let want = try #require(reference.expect[name])
    expect(row.degreesOfFreedom, reference.expect["df"], reference, "value", "df")
    expect(row.statistic, want["statistic"], reference, "value", "statistic")
    expect(row.pValue, want["p"], reference, "p", "p")
  }

  private func fits<Fit>(_ reference: ReferenceCase, as kind: Fit.Type) throws -> (Fit, Fit) {
    let restricted = try #require(reference.post?["restricted"]?.text)
    return (
      try #require(try reference.fit(formula: restricted) as? Fit),
      try #require(try reference.fit() as? Fit)
    )
  }
}
