import Concord
import TestSupport
import Testing

/// Linear hypotheses, odds ratios, adjusted p-values and equivalence against R.
@Suite struct HypothesisCaseTests {
  @Test(arguments: ["post-linear-combination", "post-wald-robust"])
  func linearHypotheses(_ id: String) throws {
    let reference = try ReferenceCase.named(id)
    let fit = try #require(try reference.fit() as? LinearFit)
    let hypotheses = reference.post?["hypotheses"]?.texts ?? []
    let test = try fit.inference(using: reference.estimator()).waldTest(hypotheses)
    #expect(test.distribution == .f)
    expect(test.statistic, reference.expect["f"], reference, "value", "F")
    expect(test.degreesOfFreedom, reference.expect["df1"], reference, "value", "df1")
    expect(test.denominatorDegreesOfFreedom, reference.expect["df2"], reference, "value", "df2")
    expect(test.pValue, reference.expect["p"], reference, "p", "p")
  }

  @Test func oddsRatios() throws {
    let reference = try ReferenceCase.named("post-or")
    let fit = try #require(try reference.fit() as? GeneralizedLinearFit)
    let rows = try fit.inference().exponentiatedTable()
    let wanted = reference.expect["oddsRatios"]?.object ?? [:]
    #expect(rows.count == wanted.count)
    for row in rows {
      let want = try #require(wanted[row.label])
      expect(row.estimate, want["estimate"], reference, "value", row.label)
      expect(row.lower, want["lower"], reference, "value", "lower of \(row.label)")
      expect(row.upper, want["upper"], reference, "value", "upper of \(row.label)")
    }
  }

  @Test func adjustedPValues() throws {
    let reference = try ReferenceCase.named("post-padjust")
    let pValues = reference.post?["p"]?.numbers ?? []
    for (name, adjustment) in [
      ("bonferroni", PValueAdjustment.bonferroni), ("holm", .holm), ("BH", .fdr),
    ] {
      let wanted = try #require(reference.expect[name]).numbers
      expectClose(
        try adjustment.adjust(pValues), wanted, within: reference.tolerance("value"), name)
    }
  }

  /// Welch's two groups: the difference of means with each group's own variance.
  @Test func equivalenceOfTwoMeans() throws {
    let reference = try ReferenceCase.named("post-tost")
    let table = try reference.table()
    let groups = reference.post?["groups"]?.texts ?? []
    #expect(groups.count == 2)
    let both = try groups.map { try moments(of: "readk", where: "stark", is: $0, in: table) }
    let (a, b) = (both[0], both[1])
    let parts = (a.variance / a.count, b.variance / b.count)
    let squared = (parts.0 + parts.1) * (parts.0 + parts.1)
    let test = try equivalenceTest(
      estimate: a.mean - b.mean, standardError: (parts.0 + parts.1).squareRoot(),
      degreesOfFreedom: squared
        / (parts.0 * parts.0 / (a.count - 1) + parts.1 * parts.1 / (b.count - 1)),
      lower: -5, upper: 5, level: 0.95)
    expect(test.estimate, reference.expect["difference"], reference, "value", "difference")
    expect(test.degreesOfFreedom, reference.expect["df"], reference, "value", "df")
    expect(test.statisticLower, reference.expect["tLower"], reference, "value", "t lower")
    expect(test.pLower, reference.expect["pLower"], reference, "p", "p lower")
    expect(test.statisticUpper, reference.expect["tUpper"], reference, "value", "t upper")
    expect(test.pUpper, reference.expect["pUpper"], reference, "p", "p upper")
    expect(test.pValue, reference.expect["p"], reference, "p", "p")
    #expect(test.isEquivalent)
  }

  private func moments(
    of name: String, where column: String, is level: String, in table: Table
  ) throws -> (mean: Double, variance: Double, count: Double) {
    let filter = try RowFilter("\(column) == '\(level)'")
    let mask = try filter.mask(for: table)
    let rows = (0..<table.rowCount).filter { mask[$0] == .keep }
    let fit = try LinearModel("\(name) ~ 1").fit(to: table.selecting(rows: rows))
    return (fit.coefficients.values[0], fit.residualVariance, fit.observationCount)
  }
}
