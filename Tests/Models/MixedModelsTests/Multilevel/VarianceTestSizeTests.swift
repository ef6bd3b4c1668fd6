import Inference
import Tables
import TestSupport
import Testing

@testable import MixedModels

/// How often the test of a variance rejects where there is none.
@Suite struct VarianceTestSizeTests {
  /// 200 samples of 30 groups of 8 whose slopes do not vary: the mixture keeps its level of 10 %,
  /// and chi-squared(2) stays below. Standard error of a share of 10 %: 2.1 points.
  @Test func theMixtureKeepsItsLevel() throws {
    var random = SeededNumbers(17)
    let (groups, each, samples) = (30, 8, 200)
    let codes = (0..<groups * each).map { $0 / each }
    var (rejected, naive, atZero) = (0, 0, 0)
    for _ in 0..<samples {
      let effects = (0..<groups).map { _ in random.normal() }
      let x = codes.map { _ in random.normal() }
      let y = codes.indices.map { effects[codes[$0]] + 0.5 * x[$0] + random.normal() }
      let table = try Table([
        Column("y", y), Column("x", x), Column("g", codes.map(Double.init)),
      ])
      let row = try compare([
        LinearMixedModel("y ~ x + (1 | g)").fit(to: table),
        LinearMixedModel("y ~ x + (1 + x | g)").fit(to: table),
      ]).rows[1]
      let p = try #require(row.pValue)
      let plain = try #require(row.naivePValue)
      #expect(p <= plain)
      rejected += p < 0.1 ? 1 : 0
      naive += plain < 0.1 ? 1 : 0
      atZero += row.statistic == 0 ? 1 : 0
    }
    let share = Double(rejected) / Double(samples)
    #expect((0.04...0.16).contains(share), "rejected \(share)")
    #expect(naive < rejected, "naive \(naive), mixture \(rejected)")
    #expect(atZero < samples / 2)
  }
}
