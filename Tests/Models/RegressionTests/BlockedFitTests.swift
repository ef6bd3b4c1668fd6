import Families
import LinearAlgebra
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

/// Fits of so many rows that they start from a share of them.
struct BlockedFitTests {
  static let count = 70_000

  static func sample() throws -> (table: Table, y: [Double], offset: [Double], codes: [Int32]) {
    var numbers = SeededNumbers(seed: 31)
    let codes = (0..<count).map { _ in Int32(numbers.uniform(0, 23.999)) }
    let offset = (0..<count).map { _ in numbers.uniform(-0.5, 1.5) }
    let y = codes.map { code in
      (numbers.uniform() < 0.2 + 0.025 * Double(code)) ? 1.0 + Double(code % 3) : 0
    }
    let table = try Table([
      Column("y", y), Column("won", y.map { $0 > 0 ? 1 : 0 }), Column("exposure", offset),
      Column(
        name: "f", values: .category(codes: codes, levels: (0..<24).map { "L\(100 + $0)" })),
    ])
    return (table, y, offset, codes)
  }

  /// The maximum has a closed form by level: Σy / Σe^offset.
  @Test func ratesOfLevels() throws {
    let (table, y, offset, codes) = try Self.sample()
    let fit = try GeneralizedLinearModel("y ~ f + offset(exposure)", family: .poisson).fit(
      to: table)
    var (events, exposures) = ([Double](repeating: 0, count: 24), [Double](repeating: 0, count: 24))
    for row in y.indices {
      events[Int(codes[row])] += y[row]
      exposures[Int(codes[row])] += Double.exp(offset[row])
    }
    let tolerance = Tolerance(.relativeTo(scale: 1, 1e-12), because: "rounding of sums")
    let base = Double.log(events[0] / exposures[0])
    expectClose(fit.coefficients.values[0], base, within: tolerance)
    for level in 1..<24 {
      expectClose(
        fit.coefficients.values[level], Double.log(events[level] / exposures[level]) - base,
        within: tolerance)
      // The information of a level is its number of events.
      expectClose(
        fit.unscaledCovariance[level, level], 1 / events[level] + 1 / events[0],
        within: Tolerance(.relativeTo(scale: 1e-3, 1e-11), because: "rounding of sums"))
    }
    // The null model too: one rate.
    let rate = y.reduce(0, +) / offset.reduce(0) { $0 + Double.exp($1) }
    let family = PoissonFamily()
    let null = y.indices.reduce(0.0) { sum, row in
      let mean = rate * Double.exp(offset[row])
      return sum + family.unitDeviance(response: y[row], mean: mean, complement: 1 - mean)
    }
    expectClose(
      fit.nullDeviance, null,
      within: Tolerance(.relativeTo(scale: 1, 1e-12), because: "a sum of 70,000 terms"))
    #expect(fit.convergence.converged && fit.diagnostics.isEmpty)
  }

  @Test func sharesOfLevels() throws {
    let (table, y, _, codes) = try Self.sample()
    let fit = try GeneralizedLinearModel("won ~ f - 1", family: .binomial).fit(to: table)
    var (won, total) = ([Double](repeating: 0, count: 24), [Double](repeating: 0, count: 24))
    for row in y.indices {
      won[Int(codes[row])] += y[row] > 0 ? 1 : 0
      total[Int(codes[row])] += 1
    }
    let tolerance = Tolerance(.relativeTo(scale: 1, 1e-12), because: "rounding of sums")
    for level in 0..<24 {
      expectClose(
        fit.coefficients.values[level], Double.log(won[level] / (total[level] - won[level])),
        within: tolerance)
    }
  }

  @Test func sameBitsForAnyThreads() throws {
    let (table, _, _, _) = try Self.sample()
    let model = try GeneralizedLinearModel("won ~ f + exposure", family: .binomial)
    let alone = try Parallelism.withThreads(1) { try model.fit(to: table) }
    let several = try Parallelism.withThreads(5) { try model.fit(to: table) }
    #expect(alone.coefficients == several.coefficients)
    #expect(alone.unscaledCovariance == several.unscaledCovariance)
    #expect(alone.fittedMeans == several.fittedMeans && alone.deviance == several.deviance)
  }
}
