import Distributions
import Families
import Formulas
import Inference
import Modeling
import RealModule
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

private let closed = Tolerance(
  .relative(1e-9), because: "a closed form of what was iterated to rounding")

@Suite("Ratios of adjusted predictions")
struct RatioTests {
  /// Two groups of counts, exposures and shares.
  private static func groups() throws -> Table {
    try table([
      "y": [3, 1, 4, 1, 5, 9, 2, 6, 5], "s": [3, 1, 4, 1, 5, 9, 2, 6, 5],
      "f": [7, 9, 6, 9, 5, 1, 8, 4, 5],
    ]).adding(
      Column(name: "g", values: .text(["a", "a", "a", "a", "b", "b", "b", "b", "b"])))
  }

  private func expect(
    _ ratio: Estimate, is value: Double, error: Double, freedom: Double?, level: Double = 0.95
  ) {
    expectClose(ratio.value, value, within: closed, "ratio")
    expectClose(ratio.standardError ?? .nan, error, within: closed, "error of the log")
    #expect(ratio.degreesOfFreedom == freedom)
    let half = criticalValue(level: level, degreesOfFreedom: freedom) * error
    expectClose(ratio.lowerValue ?? .nan, value * Double.exp(-half), within: closed, "lower")
    expectClose(ratio.upperValue ?? .nan, value * Double.exp(half), within: closed, "upper")
    expectClose(
      ratio.pValue ?? .nan,
      twoSidedP(statistic: Double.log(value) / error, degreesOfFreedom: freedom), within: closed,
      "p")
  }

  /// Group means 2.25 and 5.4: a saturated model's ratio, whatever the family.
  @Test func leastSquares() throws {
    let fit = try LinearModel("y ~ g").fit(to: Self.groups())
    let ratio = try fit.inference().ratio(
      of: "g", from: .category("a"), to: .category("b"), level: 0.9)
    let variance = fit.residualVariance
    let error = (variance / 5 / (5.4 * 5.4) + variance / 4 / (2.25 * 2.25)).squareRoot()
    expect(ratio, is: 5.4 / 2.25, error: error, freedom: 7, level: 0.9)
    try #require(ratio.means.count == 2)
    expectClose(ratio.means[0], 2.25, within: closed, "low")
    expectClose(ratio.means[1], 5.4, within: closed, "high")
  }

  @Test(arguments: ["log", "identity", "sqrt"])
  func poisson(_ link: String) throws {
    let fit = try GeneralizedLinearModel(
      "y ~ g", family: .poisson, link: standardLink(named: link)
    ).fit(to: Self.groups())
    let ratio = try fit.inference().ratio(of: "g", from: .category("a"), to: .category("b"))
    expect(
      ratio, is: 5.4 / 2.25, error: (1.0 / 27 + 1.0 / 9).squareRoot(), freedom: nil)
  }

  @Test(arguments: ["logit", "probit", "cloglog", "cauchit"])
  func binomial(_ link: String) throws {
    let fit = try GeneralizedLinearModel(
      "cbind(s, f) ~ g", family: .binomial, link: standardLink(named: link)
    ).fit(to: Self.groups())
    let ratio = try fit.inference().ratio(of: "g", from: .category("a"), to: .category("b"))
    let (p, q) = (9.0 / 40, 27.0 / 50)
    expect(
      ratio, is: q / p, error: ((1 - p) / 9 + (1 - q) / 27).squareRoot(), freedom: nil)
  }

  /// exp(η + offset) averaged over rows: the ratio is exp(b Δx), the mean the rows' own.
  @Test(arguments: [true, false])
  func poissonWithOffset(_ isColumn: Bool) throws {
    var options = ModelOptions()
    if isColumn { options.offset = "logStaff" }
    let staff = try schools().column("staff").numbers
    let data = try schools().adding(Column("logStaff", staff.map { Double.log($0) }))
    let fit = try GeneralizedLinearModel(
      isColumn ? "leavers ~ x + m" : "leavers ~ x + m + offset(log(staff))", family: .poisson,
      options: options
    ).fit(to: data)
    let (inference, b) = (try fit.inference(), fit.coefficients)
    let ratio = try inference.ratio(of: "m", from: .value(-1), to: .value(2))
    let slope = try #require(b["m"])
    expectClose(ratio.value, Double.exp(3 * slope), within: closed, "ratio")
    expectClose(
      ratio.standardError ?? .nan, 3 * inference.covariance.standardErrors[2],
      within: closed, "error")
    let x = try data.column("x").numbers
    var mean = 0.0
    for (x, staff) in zip(x, staff) {
      mean +=
        staff * Double.exp(b.values[0] + b.values[1] * x + b.values[2] * -1) / 48
    }
    expectClose(ratio.means.first ?? .nan, mean, within: closed, "mean at the low level")
    // The offset's column can itself be held.
    let held = isColumn ? "logStaff" : "staff"
    let fixed = try inference.ratio(
      of: "m", from: .value(-1), to: .value(2), at: [held: .percentile(50)])
    expectClose(fixed.value, ratio.value, within: closed, "ratio at one exposure")
    #expect(throws: Never.self) {
      try inference.gap(of: held, from: .percentile(10), to: .percentile(90))
    }
  }

  /// The same question of the same model in other units and codings.
  @Test func invariance() throws {
    let data = try schools()
    let rescaled = try data.adding(Column("mm", data.column("m").numbers.map { 100 * $0 - 7 }))
    func ask(_ formula: String, _ name: String, _ options: ModelOptions = ModelOptions()) throws
      -> [Estimate]
    {
      let fit = try GeneralizedLinearModel(
        formula, family: .binomial, options: options
      ).fit(to: rescaled)
      let inference = try fit.inference(
        using: .clustered(by: "district", correction: .cr2, degreesOfFreedom: .satterthwaite))
      let levels = [Level.category("charter"), .category("public")]
      return try levels.map {
        try inference.ratio(
          of: name, from: .percentile(10), to: .percentile(90), at: ["sector": $0])
      } + [
        try inference.ratioOfRatios(
          of: name, from: .percentile(10), to: .percentile(90), at: ["sector": levels[0]],
          over: ["sector": levels[1]])
      ]
    }
    let response = "cbind(leavers, staff - leavers) ~ "
    let plain = try ask(response + "m * sector + x", "m")
    var sums = ModelOptions()
    sums.schema.defaultContrast = .sum
    var turned = ModelOptions()
    turned.schema.factors = [
      FactorDeclaration(column: "sector", levels: ["public", "charter", "catholic"])
    ]
    let others = [
      try ask(response + "mm * sector + x", "mm"), try ask(response + "x + sector * m", "m"),
      try ask(response + "m * sector + x", "m", sums),
      try ask(response + "m * sector + I(1000 * x)", "m", turned),
    ]
    for other in others {
      for (a, b) in zip(plain, other) {
        expectClose(b.value, a.value, within: closed, "ratio")
        expectClose(b.lowerValue ?? .nan, a.lowerValue ?? 0, within: closed, "lower")
        expectClose(b.pValue ?? .nan, a.pValue ?? 0, within: closed, "p")
        expectClose(
          b.degreesOfFreedom ?? .nan, a.degreesOfFreedom ?? 0,
          within: Tolerance(.relative(1e-6), because: "a quotient of fourth moments"), "df")
        expectClose(
          try b.ratioEquivalence(margin: 2).pValue ?? 0,
          try a.ratioEquivalence(margin: 2).pValue ?? 0, within: closed, "equivalence")
      }
    }
  }

  /// Turning the comparison, or the order of the two settings, turns the ratio.
  @Test func order() throws {
    let fit = try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ m * x", family: .binomial
    ).fit(to: schools())
    let inference = try fit.inference()
    let (low, high) = (["x": Level.percentile(10)], ["x": Level.percentile(90)])
    let forth = try inference.ratio(of: "m", from: .value(0), to: .value(2), at: low)
    let back = try inference.ratio(of: "m", from: .value(2), to: .value(0), at: low)
    expectClose(back.value, 1 / forth.value, within: closed, "turned")
    expectClose(
      back.lowerValue ?? .nan, 1 / (forth.upperValue ?? .nan), within: closed, "turned bound")
    let other = try inference.ratio(of: "m", from: .value(0), to: .value(2), at: high)
    let first = try inference.ratioOfRatios(
      of: "m", from: .value(0), to: .value(2), at: low, over: high)
    let second = try inference.ratioOfRatios(
      of: "m", from: .value(0), to: .value(2), at: high, over: low)
    expectClose(first.value, forth.value / other.value, within: closed, "quotient")
    expectClose(second.value, 1 / first.value, within: closed, "turned quotient")
    expectClose(second.pValue ?? .nan, first.pValue ?? 0, within: closed, "one p-value")
    // Several held variables come in the order of their names.
    let both = try inference.adjustedPrediction(at: ["x": .mean, "m": .mean])
    #expect(both.standardError != nil)
    let held = try LinearModel("y ~ m + x + count").fit(to: schools()).inference().ratio(
      of: "m", from: .value(0), to: .value(2), at: ["x": .mean, "count": .value(1)])
    #expect(held.held.map(\.variable) == ["count", "x"])
  }

  @Test func meansThatAreNotPositive() throws {
    let data = try table(["y": [-3, -1, 1, 4, 5], "x": [1, 2, 3, 4, 5]])
    let inference = try LinearModel("y ~ x").fit(to: data).inference()
    let error = #expect(throws: EffectsError.self) {
      try inference.ratio(of: "x", from: .value(1), to: .value(5))
    }
    guard case .notPositive(let prediction, let at) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    expectClose(prediction, -3, within: closed, "prediction")
    #expect(at == "x = 1.0")
    #expect(throws: EffectsError.self) {
      try inference.ratioOfRatios(
        of: "x", from: .value(4), to: .value(1), at: [:], over: [:])
    }
    #expect(try inference.gap(of: "x", from: .value(1), to: .value(5)).estimate > 0)
  }

  @Test func refusals() throws {
    let inference = try LinearModel("y ~ x + sector").fit(to: schools()).inference()
    #expect(throws: EffectsError.sameLevel(variable: "x", value: "2.0")) {
      try inference.ratio(of: "x", from: .value(2), to: .value(2))
    }
    #expect(throws: EffectsError.sameVariable("x")) {
      try inference.ratio(of: "x", from: .value(2), to: .value(3), at: ["x": .value(1)])
    }
    #expect(throws: EffectsError.badConfidenceLevel(1)) {
      try inference.ratio(of: "x", from: .value(2), to: .value(3), level: 1)
    }
    for margin in [1, 0.8, -2, .infinity, .nan] {
      #expect(throws: EffectsError.self) {
        try inference.ratio(of: "x", from: .value(2), to: .value(3))
          .ratioEquivalence(margin: margin)
      }
    }
  }
}
