import Families
import Inference
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let closedForm = Tolerance(
  .relative(1e-6),
  because: "the search ends within 1e-11 of the deviance, derivatives are differences")

private let otherSearch = Tolerance(
  .relative(2e-5), because: "lme4's optimum by bobyqa, lmerTest's numerical second derivatives")

/// Numbers of other programs and closed forms, whatever the units and origins of the data.
@Suite struct UnitsAndOriginsTests {
  /// With the same years in every unit the slope is the mean of the units' own slopes, and its test that of
  /// one sample: s/√G with G − 1 degrees of freedom, exactly.
  @Test(
    arguments: [ReferenceRule.satterthwaite, ReferenceRule.kenwardRoger],
    [(1.0, 0.0), (1, 2014), (365.25, 735_000), (1e-9, 0), (1e6, 0), (1, 1e7), (-1e9, 3)])
  func slopeOfBalancedRowsIsOneSample(_ rule: ReferenceRule, _ change: (Double, Double)) throws {
    var random = SeededNumbers(3)
    let (units, years) = (6, 8)
    let code = (0..<units * years).map { $0 / years }
    let year = code.indices.map { Double($0 % years) - 3.5 }
    let slopes = (0..<units).map { _ in 0.4 + random.normal() }
    let levels = (0..<units).map { _ in 2 * random.normal() }
    let y = code.indices.map { row in
      5 + levels[code[row]] + slopes[code[row]] * year[row] + 0.5 * random.normal()
    }
    let own = (0..<units).map { unit in
      let rows = code.indices.filter { code[$0] == unit }
      return rows.reduce(0) { $0 + year[$1] * y[$1] } / rows.reduce(0) { $0 + year[$1] * year[$1] }
    }
    let mean = own.reduce(0, +) / Double(units)
    let spread = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(units - 1)
    let (unit, origin) = change
    let table = try Table([
      Column("y", y), Column("year", year.map { unit * $0 + origin }),
      textColumn("g", code.map { "unit \($0)" }),
    ])
    let fit = try LinearMixedModel("y ~ year + (1 + year | g)").fit(to: table)
    #expect(fit.diagnostics.isEmpty)
    let row = try fit.inference(using: .classical(degreesOfFreedom: rule)).coefficientTable()[1]
    expectClose(row.estimate * unit, mean, within: closedForm)
    expectClose(
      try #require(row.standardError) * unit.magnitude,
      (spread / Double(units)).squareRoot(), within: closedForm)
    expectClose(try #require(row.degreesOfFreedom), Double(units - 1), within: closedForm)
  }

  /// lme4 1.1-31, lmerTest 3.1-3 and pbkrtest 0.5.2 in R 4.2.2, incomes in thousands.
  @Test(arguments: [1, 1000, 1e9, 1e-9]) func agreesWithRWhateverTheUnit(_ unit: Double) throws {
    let table = try Table([
      Column("y", KnownRows.incomeOutcome), Column("x", KnownRows.income.map { unit * $0 }),
      Column("g", KnownRows.incomeUnit), Column("w", KnownRows.incomeWeight.map { $0 / unit }),
    ])
    func slope(_ rule: ReferenceRule, weights: String? = nil) throws -> Estimate {
      let options = ModelOptions(weights: weights.map { .precision($0) })
      let fit = try LinearMixedModel("y ~ x + (1 + x | g)", options: options).fit(to: table)
      return try fit.inference(using: .classical(degreesOfFreedom: rule)).coefficientTable()[1]
    }
    let cases: [(Estimate, Double, Double, Double)] = [
      (try slope(.satterthwaite), 0.196972580192, 0.0694949952553, 8.70803530833),
      (try slope(.kenwardRoger), 0.196972580192, 0.0701254567916, 9.80245826293),
      (try slope(.satterthwaite, weights: "w"), 0.195780696212, 0.0724256923083, 9.54777655565),
    ]
    for (row, estimate, error, freedom) in cases {
      expectClose(row.estimate * unit, estimate, within: otherSearch)
      expectClose(try #require(row.standardError) * unit, error, within: otherSearch)
      expectClose(try #require(row.degreesOfFreedom), freedom, within: otherSearch)
    }
  }

  /// The same programs, and glmer by Laplace's approximation and by 15 points, on the predictor about zero.
  @Test(arguments: [0, 1e3, 1e5, 1e7]) func agreesWithRWhateverTheOrigin(_ origin: Double) throws {
    let codes = KnownRows.predictor.indices.map { $0 / 15 }
    let table = try Table([
      Column("y", KnownRows.outcome), Column("x", KnownRows.predictor.map { $0 + origin }),
      Column("b", KnownRows.outcome.map { $0 > 18.5 ? 1.0 : 0 }),
      textColumn("unit", codes.map { "u\($0)" }),
      textColumn("sub", codes.indices.map { "p\($0 / 5)" }),
    ])
    let fit = try LinearMixedModel("y ~ x + (1 | unit) + (1 | sub)").fit(to: table)
    let row = try fit.inference(using: .classical(degreesOfFreedom: .satterthwaite))
      .coefficientTable()[1]
    expectClose(row.estimate, 0.887655899485, within: otherSearch)
    expectClose(try #require(row.standardError), 0.116131296745, within: otherSearch)
    expectClose(try #require(row.degreesOfFreedom), 99.52509402561, within: otherSearch)
    let adjusted = try fit.inference(using: .classical(degreesOfFreedom: .kenwardRoger))
      .coefficientTable()[1]
    expectClose(try #require(adjusted.standardError), 0.116579721502, within: otherSearch)
    expectClose(try #require(adjusted.degreesOfFreedom), 99.63505174864, within: otherSearch)
    let generalized: [(Int, Double, Double, Double, Double)] = [
      (1, 1.027145937774, 0.334973241665, -57.5385956603, 2.139279697),
      (15, 1.026519785257, 0.334306883335, -57.3784996902, 2.169240308),
    ]
    for (points, slope, error, logLikelihood, deviation) in generalized {
      let fit = try GeneralizedLinearMixedModel(
        "b ~ x + (1 | unit)", family: .binomial, quadraturePoints: points
      ).fit(to: table)
      #expect(fit.diagnostics.isEmpty)
      let hessian = Tolerance(
        .relative(1e-3), because: "glmer's standard errors come from coarse second differences")
      expectClose(
        fit.coefficients.values[1], slope,
        within: Tolerance(.relative(1e-4), because: "glmer's search ends at 1e-5 or so"))
      expectClose(try fit.modelCovariance(.normal).standardErrors[1], error, within: hessian)
      expectClose(
        try #require(fit.logLikelihood), logLikelihood,
        within: Tolerance(.relative(1e-8), because: "the second order of both searches"))
      expectClose(
        fit.varianceComponents[0].standardDeviations[0], deviation,
        within: Tolerance(.relative(1e-4), because: "glmer's search ends at 1e-5 or so"))
    }
  }

  /// Profile intervals of slopes, standard deviations and σ go with the units, and with the origin where they
  /// are of the same effect.
  @Test func profileIntervalsGoWithUnitsAndOrigins() throws {
    func intervals(_ unit: Double, _ origin: Double) throws -> [String: ProfileInterval] {
      let table = try Table([
        Column("y", KnownRows.incomeOutcome),
        Column("x", KnownRows.income.map { unit * $0 + origin }),
        Column("g", KnownRows.incomeUnit),
      ])
      let fit = try LinearMixedModel("y ~ x + (1 + x | g)").fit(to: table)
      return Dictionary(
        uniqueKeysWithValues: try fit.profileIntervals().map { ($0.parameter.description, $0) })
    }
    let want = try intervals(1, 0)
    let ends = Tolerance(
      .relative(1e-5), because: "ends are found to 1e-9 of their distance, minima to 1e-11")
    for (unit, origin) in [(1000.0, 0.0), (1e-9, 0), (1, 1e4)] {
      let got = try intervals(unit, origin)
      for name in ["x", "sd(x | g)", "sigma"] {
        let (a, b) = (try #require(got[name]), try #require(want[name]))
        let factor = name == "sigma" ? 1 : unit
        for (end, other) in [(a.lower, b.lower), (a.upper, b.upper), (a.estimate, b.estimate)] {
          expectClose(end * factor, other, within: ends, "\(name), \(unit), \(origin)")
        }
      }
    }
    // lme4 1.1-31, confint of the fit by maximum likelihood with x − 40, far from the mean of 48.
    let moved = try intervals(1, -40)
    let spline = Tolerance(.relative(2e-3), because: "lme4 interpolates its profile by splines")
    for (name, lower, upper) in [
      ("(Intercept)", 184.88966633243, 192.186554738), ("x", 0.05361184561, 0.3396320950),
      ("sigma", 4.35111472547, 6.0265042736),
    ] {
      let found = try #require(moved[name])
      expectClose(found.lower, lower, within: spline, name)
      expectClose(found.upper, upper, within: spline, name)
    }
  }
}
