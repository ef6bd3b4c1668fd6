import Formulas
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

private let rounding = Tolerance(.relative(1e-12), because: "sums of a few dozen terms")

@Suite("Means, deviations and percentiles of a variable")
struct VariableSummaryTests {
  private func summary(
    _ values: [Double], _ weights: [Double]? = nil, _ kind: WeightKind = .frequency
  )
    throws -> VariableSummary
  {
    var options = ModelOptions()
    if weights != nil { options.weights = WeightSpecification(column: "w", kind: kind) }
    let data = try table([
      "y": values.indices.map { Double($0 * $0 % 7) }, "v": values,
      "w": weights ?? values.map { _ in 1 },
    ])
    return try LinearModel("y ~ v", options: options).fit(to: data).inference().summary(of: "v")
  }

  /// numpy 1.26: percentile([16, 1, 8, 2, 4], q), linear method.
  @Test(
    arguments: zip(
      [0.0, 10, 16, 25, 50, 84, 90, 99.5, 100],
      [1.0, 1.4, 1.64, 2, 4, 10.88, 12.8, 15.84, 16]))
  func typeSeven(_ percent: Double, _ want: Double) throws {
    let got = try summary([16, 1, 8, 2, 4]).quantile(percent / 100)
    expectClose(got, want, within: rounding, "percentile \(percent)")
  }

  @Test func meanAndDeviation() throws {
    let summary = try summary([16, 1, 8, 2, 4])
    expectClose(summary.mean, 6.2, within: rounding, "mean")
    expectClose(summary.standardDeviation, 37.2.squareRoot(), within: rounding, "deviation")
    #expect(summary.minimum == 1 && summary.maximum == 16)
    expectClose(summary.share(from: 2, through: 8), 0.6, within: rounding, "share")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func frequencyWeightsAreRepetition(_ seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let values = (0..<17).map { _ in numbers.uniform(-5, 5) }
    let counts = (0..<17).map { _ in Double(Int(numbers.uniform(1, 6))) }
    let long = zip(values, counts).flatMap { [Double](repeating: $0, count: Int($1)) }
    let (weighted, plain) = (try summary(values, counts), try summary(long))
    expectClose(weighted.mean, plain.mean, within: rounding, "mean")
    expectClose(
      weighted.standardDeviation, plain.standardDeviation, within: rounding, "deviation")
    for share in stride(from: 0.0, through: 1, by: 1 / 64) {
      expectClose(weighted.quantile(share), plain.quantile(share), within: rounding, "\(share)")
    }
    expectClose(
      weighted.share(from: -1, through: 2.5), plain.share(from: -1, through: 2.5), within: rounding,
      "share")
  }

  /// Only the proportions of sampling weights count; equal ones are as none.
  @Test(arguments: [1e-9, 1, 1e6])
  func unitOfSamplingWeights(_ unit: Double) throws {
    let values: [Double] = [5, 3, 9, 1, 7, 2, 8]
    let weights: [Double] = [1, 2, 1, 3, 1, 2, 1]
    let scaled = try summary(values, weights.map { unit * $0 }, .sampling)
    let once = try summary(values, weights, .sampling)
    let equal = try summary(values, values.map { _ in unit * 0.1 }, .sampling)
    let plain = try summary(values)
    expectClose(scaled.mean, once.mean, within: rounding, "mean")
    expectClose(scaled.mean, 42.0 / 11, within: rounding, "weighted mean")
    expectClose(scaled.standardDeviation, once.standardDeviation, within: rounding, "deviation")
    expectClose(equal.standardDeviation, plain.standardDeviation, within: rounding, "equal weights")
    for share in [0, 0.1, 1.0 / 3, 0.5, 0.84, 1] {
      expectClose(scaled.quantile(share), once.quantile(share), within: rounding, "\(share)")
      expectClose(equal.quantile(share), plain.quantile(share), within: rounding, "equal \(share)")
    }
    #expect(once.quantile(0.5) < plain.quantile(0.5))
  }

  @Test func precisionWeightsDoNotEnter() throws {
    let values: [Double] = [5, 3, 9, 1, 7]
    let (weighted, plain) = (
      try summary(values, [1, 20, 3, 4, 50], .precision), try summary(values)
    )
    #expect(weighted == plain)
  }

  /// Rows a filter or a missing value keeps out have no part in a percentile.
  @Test func onlyRowsUsed() throws {
    var options = ModelOptions()
    options.filter = try RowFilter("v < 100")
    let data = try table(["y": [1, 2, .nan, 3, 1, 4], "v": [1, 2, 50, 3, 1000, 4]])
    let inference = try LinearModel("y ~ v", options: options).fit(to: data).inference()
    #expect(try inference.summary(of: "v").maximum == 4)
    #expect(try inference.resolve(.percentile(50), of: "v").number == 2.5)
  }
}
