import Families
import Inference
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

private let closed = Tolerance(
  .relative(1e-10), because: "a closed form in the same coefficients and covariance")

@Suite("Gaps between adjusted predictions")
struct GapTests {
  /// In a linear model a gap is the coefficient times the distance, and so are its errors.
  @Test func linear() throws {
    let fit = try LinearModel("y ~ x * m + sector").fit(to: schools())
    let inference = try fit.inference(using: .heteroskedastic(.hc2))
    let b = fit.coefficients
    let gap = try inference.gap(of: "x", from: .value(1), to: .value(3.5), at: ["m": .value(2)])
    let slope = try #require(b["x"]) + 2 * #require(b["x:m"])
    expectClose(gap.estimate, 2.5 * slope, within: closed, "gap")
    let difference = try inference.gapOfGaps(
      of: "x", from: .value(1), to: .value(3.5), at: ["m": .value(2)], less: ["m": .value(-1)])
    let index = try #require(b.names.firstIndex(of: "x:m"))
    expectClose(
      difference.estimate, 2.5 * 3 * b.values[index], within: closed, "gap of gaps")
    expectClose(
      difference.standardError ?? .nan,
      7.5 * inference.covariance.standardErrors[index], within: closed, "its error")
    expectClose(
      difference.statistic ?? .nan,
      inference.coefficientTable()[index].statistic ?? 0, within: closed, "its statistic")
    #expect(difference.means.isEmpty)
  }

  /// As observed: the average over rows of the difference in each; the averages by hand.
  @Test func averagedOverRows() throws {
    let data = try schools()
    let fit = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ m * x", family: .binomial
    ).fit(to: data)
    let b = fit.coefficients.values
    let means = [-1.0, 2.0].map { m in
      let x = (try? data.column("x").numbers) ?? []
      return x.reduce(0) {
        $0 + 1 / (1 + Double.exp(-(b[0] + b[1] * m + b[2] * $1 + b[3] * m * $1)))
      }
        / Double(x.count)
    }
    let gap = try fit.inference().gap(of: "m", from: .value(-1), to: .value(2))
    expectClose(gap.estimate, means[1] - means[0], within: closed, "gap")
    expectClose(gap.means.first ?? .nan, means[0], within: closed, "low")
    expectClose(gap.means.last ?? .nan, means[1], within: closed, "high")
  }

  /// Counted rows are repeated rows in averages, percentiles and errors alike.
  @Test(arguments: ["classical", "HC1", "CR2"])
  func frequencyWeightsAreRepetition(_ name: String) throws {
    var options = ModelOptions()
    options.weights = .frequency("count")
    let data = try schools()
    func gap(_ data: Table, _ options: ModelOptions) throws -> Estimate {
      let fit = try GeneralizedLinearModel(
        "cbind(leavers, staff - leavers) ~ m * x + sector", family: .binomial, options: options
      ).fit(to: data)
      let estimator = try standardEstimator(
        named: name, clusters: name == "CR2" ? ["district"] : [])
      return try fit.inference(estimator.estimate(fit).covariance).gap(
        of: "m", from: .percentile(10), to: .percentile(90),
        at: ["x": .meanPlus(standardDeviations: 1)])
    }
    let weighted = try gap(data, options)
    let long = try gap(repeated(data, by: "count"), ModelOptions())
    expectClose(weighted.estimate, long.estimate, within: closed, "gap")
    expectClose(weighted.standardError ?? .nan, long.standardError ?? 0, within: closed, "error")
  }

  /// With every variable held one row stands for all, whatever the weights.
  @Test func everythingHeld() throws {
    let fit = try LinearModel("y ~ x * m").fit(to: schools())
    let inference = try fit.inference()
    let b = fit.coefficients.values
    let prediction = try inference.adjustedPrediction(at: ["x": .value(2), "m": .value(1)])
    expectClose(prediction.estimate, b[0] + 2 * b[1] + b[2] + 2 * b[3], within: closed, "mean")
    let subject = inference.subject()
    func evaluatedRows(_ levels: [String: Level]) throws -> AdjustedPrediction {
      try subject.adjustedPrediction(RowCounting(), at: subject.resolve(levels))
    }
    // One row with a share of 1; with something left as observed all of them.
    let one = try evaluatedRows(["m": .value(1), "x": .value(2)])
    #expect(one.mean == 1 && one.gradient == [1])
    #expect(try evaluatedRows(["m": .value(1)]).mean == 48)
  }

  @Test func truthAndCategories() throws {
    let fit = try LinearModel("y ~ urban + sector").fit(to: schools())
    let inference = try fit.inference()
    let urban = try inference.gap(of: "urban", from: Level("FALSE"), to: Level("1"))
    expectClose(urban.estimate, fit.coefficients["urbanTRUE"] ?? .nan, within: closed, "urban")
    let sector = try inference.gap(of: "sector", from: Level("public"), to: Level("charter"))
    expectClose(
      sector.estimate,
      (fit.coefficients["sectorcharter"] ?? .nan) - (fit.coefficients["sectorpublic"] ?? .nan),
      within: closed, "sector")
  }

  /// A variable without any effect by construction has a standard error of zero and no test.
  @Test func nothingToTest() throws {
    let fit = try LinearModel("y ~ I(0 * x) + m").fit(to: schools())
    let gap = try fit.inference().gap(of: "x", from: .value(1), to: .value(2))
    #expect(gap.estimate == 0)
    #expect(gap.standardError == 0 && gap.pValue == nil && gap.lower == nil)
  }
}

/// Each row's mean is the number of rows evaluated together, its gradient what the rows' shares add up to.
private struct RowCounting: MeanFunction {
  func evaluate(
    _ rows: Table, rowNumbers: [Int]?, at parameters: [Double]
  ) throws -> MeanBlock {
    let count = rows.rowCount
    return MeanBlock(
      values: [[Double](repeating: Double(count), count: count)],
      pullback: { shares, _ in [shares.reduce(0, +)] })
  }
}
