import Formulas
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let search = Tolerance(
  .relativeTo(scale: 0.01, 2e-5),
  because: "a search ends where 1e-11 of deviance is left, 3e-6 standard errors away")

/// Fits against closed forms, brute force and invariances.
@Suite struct LinearMixedFitTests {
  /// In a balanced one-way layout REML is the analysis of variance.
  @Test func balancedOneWayIsTheAnalysisOfVariance() throws {
    var random = SeededNumbers(3)
    let (groups, each) = (6, 5)
    let codes = (0..<groups * each).map { $0 / each }
    let effects = (0..<groups).map { _ in random.normal() }
    let y = codes.map { 10 + effects[$0] + random.normal() }
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", codes.map(Double.init))]))
    let means = (0..<groups).map { g in y[g * each..<(g + 1) * each].reduce(0, +) / Double(each) }
    let mean = means.reduce(0, +) / Double(groups)
    let within =
      zip(y, codes).reduce(0) { $0 + ($1.0 - means[$1.1]) * ($1.0 - means[$1.1]) }
      / Double(groups * (each - 1))
    let between =
      Double(each) * means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      / Double(groups - 1)
    expectClose(fit.residualVariance, within, within: search, "σ²")
    expectClose(
      fit.varianceComponents[0].covariance[0, 0], (between - within) / Double(each),
      within: search, "τ²")
    expectClose(fit.coefficients.values, [mean], within: search, "mean")
    expectClose(
      try fit.modelCovariance(.normal).standardErrors[0],
      (between / Double(groups * each)).squareRoot(), within: search, "standard error")
    #expect(fit.convergence.isConverged && fit.convergence.evaluations <= 15)
  }

  @Test func aDotLeavesTheGroupingOut() throws {
    let table = try MixedScenario.all[0].table().selecting(columns: ["y", "x", "z", "school"])
    let fit = try LinearMixedModel("y ~ . + (1 | school)").fit(to: table)
    #expect(fit.coefficients.names == ["(Intercept)", "x", "z"])
  }

  /// Where the groups vary less than rows by chance, the variance is zero and the fit least squares.
  @Test func aVarianceOfZeroIsReported() throws {
    let y = (0..<20).map { [1.0, -1, 2, -2][$0 % 4] + 5 }
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", (0..<20).map { Double($0 / 4) })]))
    #expect(fit.theta == [0])
    #expect(fit.diagnostics.map(\.code) == [.boundary])
    expectClose(fit.residualVariance, 50.0 / 19, within: search)
    #expect(try fit.conditionalModes()[0].modes.elements.allSatisfy { $0 == 0 })
  }

  @Test(arguments: MixedScenario.all)
  func isAMinimumOfTheDeviance(_ scenario: MixedScenario) throws {
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options)
      .fit(to: scenario.table())
    #expect(fit.convergence.isConverged)
    let deviance = fit.numbers.deviance()
    let best = fit.standard.minimum.theta
    let least = deviance.value(at: best)
    let constant = fit.coordinates.criterionConstant(.reml, rowCount: fit.frame.rowCount)
    expectClose(
      fit.criterion, least + constant,
      within: Tolerance(.relative(1e-13), because: "the same numbers"))
    for index in best.indices {
      for step in [-0.02, -0.002, 0.002, 0.02] {
        var near = best
        near[index] += step
        #expect(deviance.value(at: near) >= least - 1e-9)
      }
    }
  }

  /// Fitted values, modes and coefficients fit together.
  @Test(arguments: MixedScenario.all)
  func partsFitTogether(_ scenario: MixedScenario) throws {
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options)
      .fit(to: scenario.table())
    let rounding = Tolerance(.relativeTo(scale: 1, 1e-9), because: "sums of 90 rows")
    var fitted = try #require(
      fit.means?.function(.zero, .predictor).evaluate(
        fit.frame.usedTable(), rowNumbers: nil, at: fit.parameters.values
      ).values.first)
    for (modes, block) in zip(try fit.conditionalModes(), fit.randomEffects.blocks) {
      let z = block.effects.denseMatrix()
      for row in fitted.indices {
        for c in 0..<z.columnCount {
          fitted[row] += z[row, c] * modes.modes[Int(block.codes[row]), c]
        }
      }
    }
    expectClose(fit.fittedValues, fitted, within: rounding)
    let definition = try DenseMixedModel(
      ScenarioNumbers(scenario), theta: fit.theta, estimation: .reml)
    expectClose(fit.criterion, definition.deviance, within: rounding)
    expectClose(fit.coefficients.values, definition.coefficients, within: rounding)
  }

  @Test(arguments: MixedScenario.all)
  func orderOfRowsAndNamesOfGroupsDoNotMatter(_ scenario: MixedScenario) throws {
    let table = try scenario.table()
    let first = try LinearMixedModel(scenario.formula, options: scenario.options).fit(to: table)
    let turned = table.selecting(rows: Array((0..<table.rowCount).reversed()))
    let second = try LinearMixedModel(scenario.formula, options: scenario.options).fit(to: turned)
    expectClose(
      first.criterion, second.criterion,
      within: Tolerance(.relative(1e-10), because: "1e-11 of deviance is left"))
    expectClose(first.coefficients.values, second.coefficients.values, within: search)
    for (a, b) in zip(first.varianceComponents, second.varianceComponents) {
      expectClose(a.standardDeviations, b.standardDeviations, within: search)
    }
  }

  /// y in other units, x in other units: everything follows.
  @Test(arguments: [1e-6, 1e5])
  func unitsDoNotMatter(_ unit: Double) throws {
    let scenario = MixedScenario.all[5]
    let table = try scenario.table()
    let first = try LinearMixedModel(scenario.formula).fit(to: table)
    let y = try table.numericValues(of: "y").map { $0 * unit }
    let x = try table.numericValues(of: "x").map { $0 / unit }
    let scaled = try Table(
      table.columns.filter { !["x", "y"].contains($0.name) } + [Column("y", y), Column("x", x)])
    let second = try LinearMixedModel(scenario.formula).fit(to: scaled)
    expectClose(
      second.sigma, first.sigma * unit, within: Tolerance(.relative(1e-6), because: "search"))
    expectClose(
      second.varianceComponents[0].standardDeviations[1],
      first.varianceComponents[0].standardDeviations[1] * unit * unit,
      within: Tolerance(.relative(1e-4), because: "search"))
    expectClose(
      second.coefficients.values[1], first.coefficients.values[1] * unit * unit,
      within: Tolerance(.relative(1e-5), because: "search"))
  }

  @Test func aLargeMeanCostsNoDigits() throws {
    let scenario = MixedScenario.all[1]
    let table = try scenario.table()
    let first = try LinearMixedModel(scenario.formula).fit(to: table)
    let y = try table.numericValues(of: "y").map { $0 + 0x1p20 }
    let moved = try Table(table.columns.filter { $0.name != "y" } + [Column("y", y)])
    let second = try LinearMixedModel(scenario.formula).fit(to: moved)
    expectClose(
      second.criterion, first.criterion,
      within: Tolerance(.relative(1e-9), because: "y loses 1e-10"))
  }

  @Test func aliasedColumnsAreRemoved() throws {
    let fit = try LinearMixedModel("y ~ x + I(2 * x) + (1 | school)")
      .fit(to: MixedScenario.all[0].table())
    #expect(fit.coefficients.aliased.map(\.name) == ["I(2 * x)"])
    #expect(fit.diagnostics.map(\.code).contains(.aliased))
  }

  @Test func refitsOnColumns() throws {
    let fit = try LinearMixedModel("y ~ x + z + (1 | school)", estimation: .ml)
      .fit(to: MixedScenario.all[0].table())
    let smaller = try #require(try fit.refitting?.refit(.columns([0, 2])).likelihood)
    let direct = try LinearMixedModel("y ~ z + (1 | school)", estimation: .ml)
      .fit(to: MixedScenario.all[0].table())
    expectClose(
      smaller.deviance, direct.criterion,
      within: Tolerance(.relative(1e-12), because: "the same numbers"))
    #expect(fit.parameterCount == 5 && smaller.parameterCount == 4)
  }

  @Test func nestingMakesTwoFactors() throws {
    let fit = try LinearMixedModel("y ~ x + (1 | school/kind)")
      .fit(to: MixedScenario.all[0].table())
    #expect(fit.varianceComponents.map(\.grouping) == ["kind:school", "school"])
    let modes = try fit.conditionalModes()
    #expect(Set(modes[0].levels).count == modes[0].levels.count)
    #expect(modes[0].levels.allSatisfy { $0.contains(":") })
    #expect(modes[1].levels.count == fit.varianceComponents[1].levelCount)
  }

  @Test func rowsWithoutAGroupAreDropped() throws {
    let table = try MixedScenario.all[0].table()
    var missing = [Bool](repeating: false, count: table.rowCount)
    missing[4] = true
    let school = try table.column("school")
    let holes = try Table(
      table.columns.filter { $0.name != "school" }
        + [Column(name: "school", values: school.values, missing: missing)])
    let fit = try LinearMixedModel("y ~ x + (1 | school)").fit(to: holes)
    #expect(fit.frame.rowCount == table.rowCount - 1)
    #expect(fit.frame.rows.dropped.map(\.source) == ["school"])
  }
}
