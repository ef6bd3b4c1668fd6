import Families
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

private let rounding = Tolerance(.relative(1e-9), because: "the same numbers in another order")

@Suite("What tests refer to, and what is said of them")
struct ReferenceAndRangeTests {
  private static func sample() throws -> Table {
    var numbers = SeededNumbers(seed: 3)
    let x = (0..<30).map { _ in numbers.normal() }
    let z = x.map { _ in numbers.normal() }
    return try table(
      [
        "y": zip(x, z).map { 1 + $0 - 0.5 * $1 + numbers.normal() }, "x": x, "z": z,
        "h": x.indices.map { Double($0 % 7) },
      ], text: ("g", x.indices.map { "g\($0 % 5)" }))
  }

  @Test func classicalErrorsTakeTheNormalDistribution() throws {
    let fit = try LinearModel("y ~ x + z").fit(to: Self.sample())
    let usual = try fit.inference().coefficientTable()
    let normal = try fit.inference(using: ClassicalCovariance(degreesOfFreedom: .normal))
    for (a, b) in zip(usual, normal.coefficientTable()) {
      #expect(a.standardError == b.standardError && b.degreesOfFreedom == nil)
    }
    let error = #expect(throws: ModelingError.self) {
      try fit.inference(using: ClassicalCovariance(degreesOfFreedom: .clusters))
    }
    guard case .conflictingOptions = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // The sums of squares are the same, and q F is chi-squared.
    let (f, chi) = (try fit.inference().anova(), try normal.anova())
    for term in ["x", "z"] {
      expectClose(
        try #require(chi[term]?.sumOfSquares), try #require(f[term]?.sumOfSquares), within: rounding
      )
      expectClose(
        try #require(chi[term]?.statistic), try #require(f[term]?.statistic), within: rounding)
      #expect(chi[term]?.test == .chiSquared)
    }
  }

  /// The overall test is the F statistic of the fit, and under another covariance b′V⁻¹b / q by a
  /// solution of two equations written out.
  @Test func overallTestFollowsTheCovariance() throws {
    let fit = try LinearModel("y ~ x + z").fit(to: Self.sample())
    let usual = try #require(try fit.inference().overallTest())
    expectClose(usual.statistic, try #require(fit.fStatistic?.value), within: rounding)
    let robust = try fit.inference(using: .heteroskedastic(.hc3))
    let v = robust.covariance.matrix
    let (b, c) = (fit.estimate("x"), fit.estimate("z"))
    let determinant = v[1, 1] * v[2, 2] - v[1, 2] * v[1, 2]
    let form = (b * b * v[2, 2] - 2 * b * c * v[1, 2] + c * c * v[1, 1]) / determinant
    expectClose(try #require(try robust.overallTest()).statistic, form / 2, within: rounding)
  }

  /// With one factor for all parts V is G/(G − 1) (n − 1)/(n − k) times V of CR0, G the smaller number.
  @Test(arguments: [ClusterCorrection.cr1, .cr1s])
  func oneFactorForTwoClusterings(_ correction: ClusterCorrection) throws {
    let fit = try LinearModel("y ~ x + z").fit(to: Self.sample())
    func matrix(_ correction: ClusterCorrection, _ factor: TwoWayFactor) throws -> Matrix {
      try ClusteredCovariance(by: ["g", "h"], correction: correction, twoWayFactor: factor)
        .estimate(fit).covariance.matrix
    }
    let plain = try matrix(.cr0, .smallest)
    #expect(try matrix(.cr0, .each) == plain)
    let factor = 5.0 / 4 * (correction == .cr1s ? 29.0 / 27 : 1)
    expectClose(
      try matrix(correction, .smallest).elements, plain.elements.map { factor * $0 },
      within: rounding)
    #expect(try matrix(correction, .each) != matrix(correction, .smallest))
  }

  @Test(arguments: ["HC0", "HC1", "HAC"])
  func rowsOfLeverageOneAreSaid(_ name: String) throws {
    let data = try table([
      "y": [1, 2, 4, 3, 6, 9], "x": [1, 3, 2, 5, 4, 2], "d": [0, 0, 0, 0, 0, 1],
    ])
    let fit = try LinearModel("y ~ x + d").fit(to: data)
    let found = try standardEstimator(named: name).estimate(fit).diagnostics
    #expect(found.contains { $0.code == .degenerateCovariance && $0.message.contains("row 6") })
    let without = try LinearModel("y ~ x").fit(to: data)
    #expect(
      try standardEstimator(named: name).estimate(without).diagnostics.allSatisfy {
        $0.code != .degenerateCovariance
      })
  }

  @Test func termsThatCannotBeTestedAreRows() throws {
    let saturated = try LinearModel("y ~ a * b").fit(
      to: try Table([
        Column("y", [2.1, 1.4, 3.2, 4.9, 5.0, 6.1]),
        Column(name: "a", values: .text(["p", "p", "p", "q", "q", "q"])),
        Column(name: "b", values: .text(["k", "l", "m", "k", "l", "m"])),
      ]))
    for type in AnovaType.allCases {
      let rows = try saturated.inference().anova(type: type).rows
      #expect(rows.count == (type == .three ? 4 : 3))
      #expect(rows.allSatisfy { $0.reason?.contains("saturated") == true && $0.pValue == nil })
    }
    // Two clusters can't carry a test of four coefficients, but one of x.
    let data = try Self.sample().adding(
      Column(name: "half", values: .text((0..<30).map { $0 < 15 ? "m" : "n" })))
    let inference = try LinearModel("y ~ x + g").fit(to: data)
      .inference(using: .clustered(by: "half", correction: .cr2))
    let rows = try inference.anova()
    #expect(rows["x"]?.statistic != nil && rows["x"]?.reason == nil)
    #expect(rows["g"]?.statistic == nil && rows["g"]?.degreesOfFreedom == 4)
    #expect(rows["g"]?.reason?.isEmpty == false)
  }

  /// Within 1e±140 statistics don't depend on units; where a variance would be no number the fit is refused.
  @Test(arguments: [-300.0, -170, -160, -140, 140, 160, 170, 300])
  func unitsNearTheEndsOfTheRange(_ power: Double) throws {
    let data = try Self.sample()
    let unit = Double.pow(10, power)
    let x = try data.numericValues(of: "x").map { $0 * unit }
    let scaled = try data.adding(Column("far", x))
    let plain = try LinearModel("y ~ x + z").fit(to: data).inference().coefficientTable()
    if power.magnitude < 150 {
      let other = try LinearModel("y ~ far + z").fit(to: scaled).inference().coefficientTable()
      expectClose(
        other.compactMap(\.statistic), plain.compactMap(\.statistic), within: rounding)
    } else {
      #expect(throws: ModelingError.self) { try LinearModel("y ~ far + z").fit(to: scaled) }
    }
  }
}
