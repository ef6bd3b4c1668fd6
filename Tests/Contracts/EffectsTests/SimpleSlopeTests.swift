import Families
import Formulas
import Inference
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

private let closed = Tolerance(
  .relative(1e-10), because: "a closed form in the same coefficients and covariance")

@Suite("Simple slopes")
struct SimpleSlopeTests {
  /// b₁ + m b₃, with the variance v₁₁ + 2 m v₁₃ + m² v₃₃.
  @Test(arguments: [-1.5, 0, 0.25, 40])
  func closedForm(_ m: Double) throws {
    let fit = try LinearModel("y ~ x * m").fit(to: schools())
    let inference = try fit.inference(using: .heteroskedastic(.hc3))
    let slope = try inference.simpleSlopes(of: "x", at: [.value(m)], of: "m")[0]
    let (b, v) = (fit.coefficients.values, inference.covariance.matrix)
    expectClose(slope.estimate, b[1] + m * b[3], within: closed, "slope")
    let variance = v[1, 1] + 2 * m * v[1, 3] + m * m * v[3, 3]
    expectClose(slope.standardError ?? .nan, variance.squareRoot(), within: closed, "error")
    #expect(slope.levels[0].number == m)
    #expect(slope.degreesOfFreedom == fit.residualDegreesOfFreedom)
  }

  /// A category with two levels: the difference between them; with sum coding the same number.
  @Test(arguments: ["treatment", "sum"])
  func factorFocal(_ coding: String) throws {
    var options = ModelOptions()
    options.schema.defaultContrast = coding == "sum" ? .sum : .treatment
    options.filter = try RowFilter("sector != 'public'")
    let fit = try LinearModel("y ~ sector * m", options: options).fit(to: schools())
    options.schema.defaultContrast = .treatment
    let plain = try LinearModel("y ~ I(sector == 'charter') * m", options: options).fit(
      to: schools())
    let slope = try fit.inference().simpleSlopes(of: "sector", at: [.value(1.5)], of: "m")[0]
    let b = plain.coefficients.values
    expectClose(slope.estimate, b[1] + 1.5 * b[3], within: closed, "charter less catholic")
    let v = try plain.modelCovariance(.normal).matrix
    let variance = v[1, 1] + 3 * v[1, 3] + 2.25 * v[3, 3]
    expectClose(slope.standardError ?? .nan, variance.squareRoot(), within: closed, "error")
  }

  @Test func truthFocal() throws {
    let fit = try LinearModel("y ~ urban * m").fit(to: schools())
    let slope = try fit.inference().simpleSlopes(of: "urban", at: [.value(-1)], of: "m")[0]
    let b = fit.coefficients
    expectClose(
      slope.estimate, try #require(b["urbanTRUE"]) - #require(b["urbanTRUE:m"]), within: closed,
      "TRUE less FALSE")
  }

  /// A slope within each category is the slope of the regression of that category alone.
  @Test func categoryModerator() throws {
    let data = try schools()
    let fit = try LinearModel("y ~ x * sector").fit(to: data)
    let inference = try fit.inference()
    let levels = try inference.categoryLevels(of: "sector")
    #expect(levels == [.category("catholic"), .category("charter"), .category("public")])
    for slope in try inference.simpleSlopes(of: "x", at: levels, of: "sector") {
      let name = slope.levels[0].valueText
      var options = ModelOptions()
      options.filter = try RowFilter("sector == '\(name)'")
      let alone = try LinearModel("y ~ x", options: options).fit(to: data)
      expectClose(
        slope.estimate, try #require(alone.coefficients["x"]), within: closed, name)
    }
    #expect(try inference.categoryLevels(of: "x").isEmpty)
  }

  /// With a third variable in the interaction its observed values are averaged over.
  @Test func thirdVariableIsAveraged() throws {
    let data = try schools()
    let fit = try LinearModel("y ~ x * m + x:staff").fit(to: data)
    let staff = try data.column("staff").numbers
    let mean = staff.reduce(0, +) / Double(staff.count)
    let b = fit.coefficients
    let want = try #require(b["x"]) + 2 * #require(b["x:m"]) + mean * #require(b["x:staff"])
    let slope = try fit.inference().simpleSlopes(of: "x", at: [.value(2)], of: "m")[0]
    expectClose(slope.estimate, want, within: closed, "slope at the mean of the third")
    var options = ModelOptions()
    options.weights = .frequency("count")
    let weighted = try LinearModel("y ~ x * m + x:staff", options: options).fit(to: data)
    let long = try LinearModel("y ~ x * m + x:staff").fit(to: repeated(data, by: "count"))
    expectClose(
      try weighted.inference().simpleSlopes(of: "x", at: [.percentile(84)], of: "m")[0]
        .estimate,
      try long.inference().simpleSlopes(of: "x", at: [.percentile(84)], of: "m")[0].estimate,
      within: closed, "counts and repetition")
  }

  /// A focal variable that enters through a curve has no single slope, even where a symmetric range
  /// hides the curve.
  @Test(
    arguments: [
      "y ~ log(x) * m", "y ~ I(x^2) + x * m", "y ~ poly(x, 3) + m", "y ~ s^2 + I(s^3) + m",
      "y ~ x + m + I(x^2):m", "y ~ factor(step) + step + m", "y ~ x + m + I(x^2):I(m - 0.5)",
    ])
  func curvesAreRefused(_ formula: String) throws {
    var data = try schools().adding(Column("s", (0..<48).map { Double($0 % 13) / 6 - 1 }))
    data = try data.adding(Column("step", (0..<48).map { Double($0 % 4) }))
    let fit = try LinearModel(formula).fit(to: data)
    let focal = ["s", "step"].first { formula.contains("\($0)^3") || formula.contains("(\($0))") }
    let name = focal ?? "x"
    #expect(throws: EffectsError.notLinear(variable: name)) {
      try fit.inference().simpleSlopes(of: name, at: [.value(0), .value(1)], of: "m")
    }
  }

  @Test func linearInDisguise() throws {
    let data = try schools()
    let plain = try LinearModel("y ~ x * m").fit(to: data).inference()
    let want = try plain.simpleSlopes(of: "x", at: [.percentile(16)], of: "m")[0]
    for formula in ["y ~ poly(x, 1) * m", "y ~ scale(x) * scale(m)", "y ~ I(2 * x) * m"] {
      let inference = try LinearModel(formula).fit(to: data).inference()
      let slope = try inference.simpleSlopes(of: "x", at: [.percentile(16)], of: "m")[0]
      expectClose(slope.estimate, want.estimate, within: closed, formula)
      expectClose(
        slope.standardError ?? .nan, want.standardError ?? 0, within: closed, formula)
    }
  }
}
