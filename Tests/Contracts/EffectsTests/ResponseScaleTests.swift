import Families
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

/// Questions to models of transformed outcomes.
@Suite("Responses and what their means are")
struct ResponseScaleTests {
  private static let digits = Tolerance(
    .relative(1e-12), because: "one formula, evaluated in two ways")

  /// Two groups of schools with an outcome above zero.
  private func groups() throws -> Table {
    let y: [Double] = [2, 3.5, 8, 1.25, 6, 9, 4.5, 12, 7, 3]
    return try Table([
      Column("y", y), Column("b", y.map { 3 * $0 + 1 }),
      Column("g", [0, 0, 1, 0, 1, 1, 0, 1, 1, 0]),
    ])
  }

  private func scale(_ response: String) throws -> ResponseScale {
    try LinearModel("\(response) ~ g").fit(to: groups()).frame.formula.responseScale
  }

  @Test(arguments: [
    "y", "I(y)", "(y)", "y/100", "100 * y", "1 - y", "y + b", "y/b", "y * b", "-y", "y > 3",
    "(y + b)/2",
  ])
  func plain(_ response: String) throws {
    #expect(try scale(response) == .plain)
  }

  @Test func logarithms() throws {
    func parts(_ response: String) throws -> (of: String, factor: Double, shift: Double)? {
      if case .logarithm(let quantity, let factor, let shift) = try scale(response) {
        return (quantity, factor, shift)
      }
      return nil
    }
    let cases: [(response: String, of: String, factor: Double, shift: Double)] = [
      ("log(y)", "y", 1, 0), ("I(log(y))", "y", 1, 0), ("log(y/b)", "y/b", 1, 0),
      ("log1p(y)", "1 + y", 1, 0), ("log10(y)", "y", 1 / log(10.0), 0),
      ("log2(y)", "y", 1 / log(2.0), 0), ("100 * log(y)", "y", 100, 0),
      ("-log(y)", "y", -1, 0), ("(log(y) + 1)/2", "y", 0.5, 0.5), ("3 - 2 * log(y)", "y", -2, 3),
      ("log(y + 1)", "y + 1", 1, 0), ("log(sqrt(y))", "sqrt(y)", 1, 0),
    ]
    for want in cases {
      let found = try #require(try parts(want.response), "\(want.response)")
      #expect(found.of == want.of, "\(want.response)")
      expectClose(found.factor, want.factor, within: Self.digits, "factor of \(want.response)")
      expectClose(found.shift, want.shift, within: Self.digits, "shift of \(want.response)")
    }
  }

  @Test(arguments: [
    ("scale(y)", ResponseScale.centered("y")), ("center(log(y))", .centered("log(y)")),
    ("sqrt(y)", .transformed("y")), ("I(y^2)", .transformed("y")), ("1/y", .transformed("y")),
    ("exp(y/10)", .transformed("y/10")), ("y * y", .transformed("y")),
    ("y + sqrt(b)", .transformed(nil)), ("log(y) * log(b)", .transformed(nil)),
    ("log(y) - sqrt(y)", .transformed("y")),
  ])
  func others(_ response: String, _ want: ResponseScale) throws {
    #expect(try scale(response) == want)
  }

  /// With one predictor of two values the predicted mean of log(y) is the mean of the logarithms of a
  /// group, whose exponential is its geometric mean: the product's root, taken here from the data.
  @Test(arguments: ["log(y)", "log10(y)", "100 * log2(y) - 7", "-log(y)"])
  func aRatioOfLogarithmsIsOfGeometricMeans(_ response: String) throws {
    let table = try groups()
    let (y, g) = (try table.column("y").numbers, try table.column("g").numbers)
    func geometricMean(_ group: Double) -> Double {
      let values = zip(y, g).filter { $0.1 == group }.map(\.0)
      return pow(values.reduce(1, *), 1 / Double(values.count))
    }
    let fit = try LinearModel("\(response) ~ g").fit(to: table)
    let ratio = try fit.inference().ratio(of: "g", from: .value(0), to: .value(1))
    expectClose(
      ratio.value, geometricMean(1) / geometricMean(0), within: Self.digits, "ratio")
    expectClose(ratio.means.first ?? .nan, geometricMean(0), within: Self.digits, "low")
    expectClose(ratio.means.last ?? .nan, geometricMean(1), within: Self.digits, "high")
    // The interval and the test are those of the gap, whatever the logarithm's base and factor.
    let natural = try LinearModel("log(y) ~ g").fit(to: table).inference()
      .gap(of: "g", from: .value(0), to: .value(1))
    expectClose(
      ratio.lowerValue ?? .nan, exp(natural.lower ?? .nan), within: Self.digits, "lower")
    expectClose(
      ratio.pValue ?? .nan, natural.pValue ?? .nan,
      within: Tolerance(.relative(1e-9), because: "tails of one statistic"), "p")
  }

  /// The unit of the outcome changes no ratio.
  @Test func aRatioHasNoUnit() throws {
    func ratio(_ response: String) throws -> Estimate {
      try LinearModel("\(response) ~ g").fit(to: groups()).inference()
        .ratio(of: "g", from: .value(0), to: .value(1))
    }
    let (plain, scaled) = (try ratio("y"), try ratio("y/100"))
    expectClose(scaled.value, plain.value, within: Self.digits, "ratio")
    expectClose(scaled.upperValue ?? .nan, plain.upperValue ?? .nan, within: Self.digits, "upper")
  }

  @Test(arguments: [
    ("sqrt(y)", "y ~ g"), ("scale(y)", "y ~ g"), ("scale(log(y))", "log(y) ~ g"), ("1/y", "y ~ g"),
    ("y + sqrt(b)", nil as String?),
  ])
  func otherRatiosAreRefusedWithAWayOut(_ response: String, _ remedy: String?) throws {
    let inference = try LinearModel("\(response) ~ g").fit(to: groups()).inference()
    let want = EffectsError.noRatio(response: response, remedy: remedy)
    #expect(throws: want) { try inference.ratio(of: "g", from: .value(0), to: .value(1)) }
    #expect(throws: want) {
      try inference.ratioOfRatios(of: "g", from: .value(0), to: .value(1), at: [:], over: [:])
    }
    // What the message says to do can be done.
    _ = try inference.gap(of: "g", from: .value(0), to: .value(1))
    if let remedy {
      #expect(want.description.contains("'\(remedy)'"))
      _ = try LinearModel(remedy).fit(to: groups()).inference()
        .ratio(of: "g", from: .value(0), to: .value(1))
    }
  }
}
