import Distributions
import Modeling
import Tables
import TestSupport
import Testing
import Threading

@testable import MixedModels

/// Parametric bootstraps against direct refits, closed forms and invariances.
@Suite struct BootstrapTests {
  /// A refit is a fit to the draw of the same number.
  @Test(arguments: MixedScenario.all)
  func refitsAreFitsToTheDraws(_ scenario: MixedScenario) throws {
    let table = try scenario.table()
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options).fit(to: table)
    let bootstrap = try fit.parametricBootstrap(draws: 3, seed: 21)
    #expect(bootstrap.failedDraws.isEmpty && bootstrap.refits.count == 3)
    let draws = try fit.simulatedResponses(count: 3, seed: 21).draws
    for (draw, values) in zip(draws, bootstrap.refits) {
      let drawn = try Table(table.columns.filter { $0.name != "y" } + [Column("y", draw)])
      let direct = try LinearMixedModel(scenario.formula, options: scenario.options).fit(to: drawn)
      let p = direct.coefficients.names.count
      let close = Tolerance(.relativeTo(scale: 1, 1e-5), because: "two searches")
      expectClose(Array(values[..<p]), direct.coefficients.values, within: close)
      expectClose(values.last ?? 0, direct.sigma, within: close)
      // Searches from different starts agree on the deviance; near a boundary less on the entries.
      let variance = Tolerance(.relativeTo(scale: 1, 2e-3), because: "flat next to zero")
      for (name, pair) in zip(
        bootstrap.parameters[p...], zip(values[p...], direct.varianceComponents.parameterValues))
      {
        guard case .standardDeviation = name else { continue }
        expectClose(pair.0, pair.1, within: variance, "\(name)")
      }
    }
  }

  @Test(arguments: [0, 2, 4, 10])
  func generalizedRefitsAreFitsToTheDraws(_ index: Int) throws {
    let scenario = GeneralizedScenario.all[index]
    let fit = try scenario.fit()
    let bootstrap = try fit.parametricBootstrap(draws: 2, seed: 5)
    let draws = try fit.simulatedResponses(count: 2, seed: 5).draws
    let refitting = GeneralizedRefitting(fit)
    for (draw, values) in zip(draws, bootstrap.refits) {
      let problem = refitting.problem.with(response: draw)
      let direct = try generalizedMixedEstimates(
        problem, start: fit.standard.minimum.coefficients.map { 0.8 * $0 }, quadraturePoints: 1)
      expectClose(
        Array(values[..<problem.fixedCount]),
        fit.coordinates.coefficients(direct.minimum.coefficients),
        within: Tolerance(.relativeTo(scale: 1, 1e-4), because: "two searches"))
    }
  }

  /// In a balanced one-way layout the estimates have known distributions: the mean is normal, σ̂² a
  /// multiple of χ² (unless τ² is zero, which is rare here).
  @Test func balancedOneWayHasTheKnownDistribution() throws {
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(to: ProfileIntervalTests.oneWay(4))
    let bootstrap = try fit.parametricBootstrap(draws: 2000, seed: 11)
    #expect(bootstrap.failedDraws.isEmpty && bootstrap.unconvergedCount == 0)
    let intervals = bootstrap.intervals()
    let tau = fit.varianceComponents[0].covariance[0, 0]
    let error = (tau / 6 + fit.residualVariance / 30).squareRoot()
    expectClose(
      intervals[0].standardError, error,
      within: Tolerance(.relative(0.08), because: "five standard errors of 2,000 draws"))
    expectClose(
      intervals[0].bias, 0,
      within: Tolerance(.absolute(0.12 * error), because: "five standard errors"))
    // Quantiles by their own errors: √(p(1 − p)/B) / density is 0.06 of a standard error here.
    expectClose(
      intervals[0].upper, fit.coefficients.values[0] + 1.959964 * error,
      within: Tolerance(.absolute(0.3 * error), because: "five standard errors"))
    let chi = ChiSquaredDistribution(degreesOfFreedom: 24)
    for (end, p) in [(intervals[2].lower, 0.025), (intervals[2].upper, 0.975)] {
      let want = fit.sigma * (chi.quantile(p) / 24).squareRoot()
      expectClose(
        end, want, within: Tolerance(.absolute(0.045 * fit.sigma), because: "five standard errors"))
    }
    let basic = bootstrap.intervals(kind: .basic)
    for (a, b) in zip(intervals, basic) {
      expectClose(
        [b.lower, b.upper], [2 * a.estimate - a.upper, 2 * a.estimate - a.lower],
        within: Tolerance(.relative(1e-14), because: "the definition"))
    }
  }

  @Test func quantilesAreInterpolated() {
    let values = (1...9).map(Double.init)
    #expect(orderStatistic(values, 0.1) == 1 && orderStatistic(values, 0.25) == 2.5)
    #expect(orderStatistic(values, 0.01) == 1 && orderStatistic(values, 0.99) == 9)
    #expect(orderStatistic([3], 0.5).isNaN)
  }

  /// Where τ is zero, most refits are at the edge, and are counted.
  @Test func boundariesAreCounted() throws {
    let y = (0..<20).map { [1.0, -1, 2, -2][$0 % 4] + 5 }
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", (0..<20).map { Double($0 / 4) })]))
    let bootstrap = try fit.parametricBootstrap(draws: 400, seed: 2)
    let zeros = bootstrap.refits.count { $0[1] == 0 }
    #expect(bootstrap.boundaryCount == zeros)
    // P(F(4, 15) < 1) is 0.562 in a balanced layout by REML.
    expectClose(
      Double(zeros) / 400,
      FDistribution(numeratorDegreesOfFreedom: 4, denominatorDegreesOfFreedom: 15).cumulative(1),
      within: Tolerance(.absolute(0.125), because: "five standard errors"))
  }

  @Test func bitsDoNotDependOnThreads() throws {
    let fit = try LinearMixedModel("y ~ x + (1 + x | pupil) + (1 | teacher)")
      .fit(to: MixedScenario.all[8].table())
    let one = try Parallelism.withThreads(1) { try fit.parametricBootstrap(draws: 5, seed: 1) }
    let two = try Parallelism.withThreads(2) { try fit.parametricBootstrap(draws: 5, seed: 1) }
    // Correlations may be no numbers, which equal nothing.
    #expect(one.refits.map { $0.map(\.bitPattern) } == two.refits.map { $0.map(\.bitPattern) })
    let generalized = try GeneralizedScenario.all[4].fit()
    let first = try Parallelism.withThreads(1) {
      try generalized.parametricBootstrap(draws: 3, seed: 1)
    }
    let second = try Parallelism.withThreads(2) {
      try generalized.parametricBootstrap(draws: 3, seed: 1)
    }
    #expect(first.refits.map { $0.map(\.bitPattern) } == second.refits.map { $0.map(\.bitPattern) })
  }

  /// For a mean in a balanced layout the ratio is a monotone function of an exact F, so that the
  /// bootstrap's p-value is F's but for chance.
  @Test func testsOfMeansAreExactInBalancedLayouts() throws {
    var random = SeededNumbers(17)
    let codes = (0..<40).map { $0 / 5 }
    let treated = codes.map { Double($0 % 2) }
    let effects = (0..<8).map { _ in 1.5 * random.normal() }
    let y = codes.indices.map { 4.0 * treated[$0] + effects[codes[$0]] + random.normal() }
    let table = try Table([
      Column("y", y), Column("t", treated), Column("g", codes.map(Double.init)),
    ])
    let larger = try LinearMixedModel("y ~ t + (1 | g)").fit(to: table)
    let smaller = try LinearMixedModel("y ~ 1 + (1 | g)").fit(to: table)
    let test = try larger.parametricBootstrapTest(of: smaller, draws: 2000, seed: 9)
    let means = (0..<8).map { g in y[g * 5..<(g + 1) * 5].reduce(0, +) / 5 }
    let groups = [0, 1].map { t in means.indices.filter { $0 % 2 == t }.map { means[$0] } }
    let averages = groups.map { $0.reduce(0, +) / 4 }
    let within = zip(groups, averages).reduce(0) { sum, pair in
      sum + pair.0.reduce(0) { $0 + ($1 - pair.1) * ($1 - pair.1) }
    }
    let difference = averages[0] - averages[1]
    let f = difference * difference * 2 / (within / 6)
    let exact = FDistribution(numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: 6)
      .upperTail(f)
    #expect(exact > 0.01 && exact < 0.6)
    expectClose(
      test.pValue, exact,
      within: Tolerance(
        .absolute(5 * (exact * (1 - exact) / 2000).squareRoot() + 0.001),
        because: "five standard errors of 2,000 draws"))
    #expect(test.difference == 1 && test.failedDraws.isEmpty && test.references.count == 2000)
    #expect(test.pValue > test.chiSquaredPValue)
  }

  @Test func testsNeedNestedModels() throws {
    let table = try MixedScenario.all[0].table()
    func fit(_ formula: String) throws -> LinearMixedFit {
      try LinearMixedModel(formula).fit(to: table)
    }
    let larger = try fit("y ~ x + (1 | school)")
    for smaller in [
      "y ~ z + (1 | school)", "y ~ 1 + (1 | teacher)", "x ~ 1 + (1 | school)",
      "y ~ x + (1 | school)",
    ] {
      #expect(throws: MixedModelsError.self) {
        try larger.parametricBootstrapTest(of: fit(smaller), draws: 2, seed: 1)
      }
    }
    // Another way to write the same columns is nested.
    let doubled = try fit("y ~ x + z + (1 | school)")
    let test = try doubled.parametricBootstrapTest(
      of: fit("y ~ I(2 * x + z) + (1 | school)"), draws: 2, seed: 1)
    #expect(test.difference == 1)
  }

  @Test func generalizedTestsCompareTheSameApproximation() throws {
    let table = try GeneralizedScenario.all[0].table()
    let larger = try GeneralizedLinearMixedModel("y ~ x + (1 | school)", family: .binomial)
      .fit(to: table)
    let smaller = try GeneralizedLinearMixedModel("y ~ 1 + (1 | school)", family: .binomial)
      .fit(to: table)
    let test = try larger.parametricBootstrapTest(of: smaller, draws: 60, seed: 3)
    expectClose(
      test.statistic, smaller.deviance - larger.deviance,
      within: Tolerance(.relative(1e-12), because: "the definition"))
    #expect(test.references.count + test.failedDraws.count == 60)
    #expect(test.pValue == Double(test.exceedingCount + 1) / Double(test.references.count + 1))
    // Under the smaller model the ratio is about χ²₁: its mean is 1 with a standard error of 0.18.
    let mean = test.references.reduce(0, +) / Double(test.references.count)
    #expect(mean > 0.3 && mean < 2.2)
  }
}
