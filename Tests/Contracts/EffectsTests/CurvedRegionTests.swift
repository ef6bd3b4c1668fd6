import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Regions of moderators that enter by a function.
@Suite("Johnson–Neyman regions of transformed moderators")
struct CurvedRegionTests {
  private static let atBound = Tolerance(
    .relative(1e-8), because: "a root found in two parametrisations")

  /// Schools with a moderator above zero and, beside it, what functions make of it.
  private func table(seed: UInt64, interaction: Double, spread: Double = 1) throws -> Table {
    var numbers = SeededNumbers(seed: seed)
    var columns: [String: [Double]] = [:]
    var districts: [String] = []
    for index in 0..<60 {
      let (x, u) = (numbers.uniform(1, 4), numbers.uniform(-1.5, 2))
      let row = ["x": x, "m": exp(spread * u), "lm": spread * u, "sm": exp(spread * u / 2)]
      for (name, value) in row { columns[name, default: []].append(value) }
      columns["y", default: []].append(
        3 + 0.4 * x + 0.3 * u + interaction * x * u + numbers.normal())
      districts.append("d\(index % 11)")
    }
    return try Table(
      ["y", "x", "m", "lm", "sm"].map { Column($0, columns[$0] ?? []) }
        + [Column(name: "district", values: .text(districts))])
  }

  private func region(
    _ formula: String, by moderator: String, in table: Table, isClustered: Bool
  ) throws -> JohnsonNeymanRegion {
    let fit = try LinearModel(formula).fit(to: table)
    guard isClustered else { return try fit.inference().johnsonNeyman(of: "x", by: moderator) }
    return try fit.inference(using: .clustered(by: "district", correction: .cr2))
      .johnsonNeyman(of: "x", by: moderator)
  }

  /// x * log(m) is the model x * lm with lm = log(m) in another writing: its bounds are the exponentials
  /// of those, also where they lie beyond the data, and its region is the same.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64], [0.0, 0.15, 0.5])
  func aLogarithmHasTheBoundsOfItsColumn(_ seed: UInt64, _ interaction: Double) throws {
    let table = try table(seed: seed, interaction: interaction)
    for isClustered in [false, true] {
      let want = try region("y ~ x * lm", by: "lm", in: table, isClustered: isClustered)
      let found = try region("y ~ x * log(m)", by: "m", in: table, isClustered: isClustered)
      // What a double still holds of exp(bound), and what the search reaches.
      let bounds = want.bounds.map { exp($0) }.filter { $0 > 1e-30 && $0 < 1e12 }
      expectClose(found.bounds, bounds, within: Self.atBound, "seed \(seed) \(isClustered)")
      #expect(found.shareSignificant == want.shareSignificant)
      if bounds.count == want.bounds.count { #expect(found.significant == want.significant) }
      #expect(want.searched == nil)
      let searched = try #require(found.searched)
      #expect(searched.lowerBound < 1e-20 && searched.upperBound > 1e10)
    }
  }

  /// A square root and a square, the other way round.
  @Test(arguments: [7, 8, 9] as [UInt64])
  func powersHaveTheBoundsOfTheirColumn(_ seed: UInt64) throws {
    let table = try table(seed: seed, interaction: 0.2)
    let want = try region("y ~ x * sm", by: "sm", in: table, isClustered: false)
    let found = try region("y ~ x * sqrt(m)", by: "m", in: table, isClustered: false)
    let positive = want.bounds.filter { $0 > 0 }.map { $0 * $0 }
    expectClose(found.bounds, positive, within: Self.atBound, "sqrt")
    let squared = try region("y ~ x * m", by: "m", in: table, isClustered: false)
    let square = try region("y ~ x * I(sm^2)", by: "sm", in: table, isClustered: false)
    let roots = squared.bounds.filter { $0 > 0 }.flatMap { [-$0.squareRoot(), $0.squareRoot()] }
    expectClose(square.bounds, roots.sorted(), within: Self.atBound, "square")
  }

  /// scale() and center() only move the origin and the unit: nothing changes.
  @Test(arguments: ["scale(m)", "center(m)", "I(2 * m - 7)"])
  func affineFunctionsChangeNothing(_ function: String) throws {
    let table = try table(seed: 4, interaction: 0.3)
    let want = try region("y ~ x * m", by: "m", in: table, isClustered: true)
    let found = try region("y ~ x * \(function)", by: "m", in: table, isClustered: true)
    expectClose(found.bounds, want.bounds, within: Self.atBound, function)
    #expect(found.searched == nil && found.significant == want.significant)
  }

  /// Against a grid of 2,000 values, even in the logarithm, over a moderator whose values span five
  /// powers of ten: an even grid in m would step over most of it.
  @Test(
    arguments: [11, 12, 13] as [UInt64],
    ["log(m)", "log(m) + I(log(m)^2)", "poly(log(m), 3)"])
  func agreesWithAFineGrid(_ seed: UInt64, _ terms: String) throws {
    let table = try table(seed: seed, interaction: 0.12, spread: 3.5)
    let inference = try LinearModel("y ~ x * (\(terms))").fit(to: table).inference()
    let region = try inference.johnsonNeyman(of: "x", by: "m", level: 0.9)
    let (low, high) = (log(region.range.lowerBound), log(region.range.upperBound))
    let steps = 2_000
    let grid = (1..<steps).map { exp(low + (high - low) * Double($0) / Double(steps)) }
    let slopes = try inference.simpleSlopes(
      of: "x", at: grid.map { .value($0) }, of: "m", level: 0.9)
    for (value, slope) in zip(grid, slopes) {
      let isSignificant = (slope.pValue ?? 1) < 0.1
      let isInside = region.significantIntervals.contains { $0.contains(value) }
      let isAtBound = region.bounds.contains { ($0 / value - 1).magnitude < 1e-6 }
      #expect(isInside == isSignificant || isAtBound, "\(terms) seed \(seed) at \(value)")
    }
  }
}
