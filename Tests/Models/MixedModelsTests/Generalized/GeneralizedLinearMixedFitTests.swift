import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing
import Threading

@testable import MixedModels

private let search = Tolerance(
  .relativeTo(scale: 0.05, 1e-4),
  because: "a search ends where 1e-10 of deviance is left, 1e-5 standard errors away")

private func parameters(of fit: GeneralizedLinearMixedFit) -> [Double] {
  let isEstimated = fit.parameterCount > fit.coefficients.names.count + fit.theta.count
  return fit.coefficients.values + fit.theta + (isEstimated ? [logarithm(fit.dispersion)] : [])
}

/// Fits against brute force and invariances.
@Suite struct GeneralizedLinearMixedFitTests {
  @Test(arguments: GeneralizedScenario.all)
  func isAMinimumOfTheDeviance(_ scenario: GeneralizedScenario) throws {
    let fit = try scenario.model().fit(to: scenario.table())
    #expect(fit.convergence.isConverged)
    let numbers = try GeneralizedNumbers(scenario)
    let deviance = LaplaceDeviance(numbers.problem)
    let point = parameters(of: fit)
    let least = deviance.value(at: point)
    for index in point.indices {
      for step in [-0.01, -0.001, 0.001, 0.01] {
        var near = point
        near[index] += step
        #expect(deviance.value(at: near) >= least - 1e-8, "parameter \(index), \(step)")
      }
    }
  }

  /// A model without variance between groups is the model without groups: the closed form of one
  /// proportion.
  @Test func aVarianceOfZeroIsReported() throws {
    let y = (0..<40).map { Double($0 % 4 == 0 ? 1 : 0) }
    let fit = try GeneralizedLinearMixedModel("y ~ 1 + (1 | g)", family: .binomial).fit(
      to: Table([Column("y", y), Column("g", (0..<40).map { Double($0 / 4) })]))
    #expect(fit.theta == [0])
    #expect(fit.diagnostics.map(\.code) == [.boundary])
    expectClose(fit.coefficients.values, [-logarithm(3)], within: search)
    expectClose(
      try fit.modelCovariance(.normal).standardErrors, [1 / (40 * 0.25 * 0.75).squareRoot()],
      within: search)
    expectClose(
      fit.deviance, -2 * (10 * logarithm(0.25) + 30 * logarithm(0.75)),
      within: Tolerance(.relative(1e-9), because: "the second order of the search's tolerance"))
    #expect(try fit.conditionalModes()[0].modes.elements.allSatisfy { $0 == 0 })
  }

  /// Standard errors by the definition: differences of the deviance itself.
  @Test(arguments: GeneralizedScenario.all.filter { $0.theta.count < 4 })
  func standardErrorsAreOfTheJointHessian(_ scenario: GeneralizedScenario) throws {
    let fit = try scenario.model().fit(to: scenario.table())
    guard fit.theta.allSatisfy({ $0 != 0 }) else { return }
    let deviance = LaplaceDeviance(try GeneralizedNumbers(scenario).problem)
    let point = parameters(of: fit)
    let count = point.count
    let h = 2e-3
    func value(_ a: Int, _ da: Double, _ b: Int, _ db: Double) -> Double {
      var near = point
      near[a] += da * h
      near[b] += db * h
      return deviance.value(at: near)
    }
    var hessian = Matrix(rowCount: count, columnCount: count)
    for i in 0..<count {
      for j in 0..<count {
        hessian[i, j] =
          (value(i, 1, j, 1) - value(i, 1, j, -1) - value(i, -1, j, 1) + value(i, -1, j, -1))
          / (8 * h * h)
      }
    }
    let inverse = try CholeskyFactorization(hessian).inverse()
    let p = fit.coefficients.names.count
    expectClose(
      try fit.modelCovariance(.normal).standardErrors, (0..<p).map { inverse[$0, $0].squareRoot() },
      within: Tolerance(.relative(1e-3), because: "second differences over 0.002"))
    #expect(try fit.modelCovariance(.normal).description.name == "Laplace, joint Hessian")
  }

  /// A Gaussian response with the identity link is the linear mixed model, exactly.
  @Test func gaussianIsTheLinearMixedModel() throws {
    let table = try GeneralizedScenario.all[0].table()
    let formula = "amount ~ x + (1 | teacher) + (1 + x | school)"
    let options = ModelOptions(weights: .precision("w"))
    let linear = try LinearMixedModel(formula, options: options, estimation: .ml).fit(to: table)
    let fit = try GeneralizedLinearMixedModel(formula, family: .gaussian, options: options)
      .fit(to: table)
    expectClose(
      fit.deviance, linear.criterion,
      within: Tolerance(.relative(1e-9), because: "the second order of the search's tolerance"))
    expectClose(fit.coefficients.values, linear.coefficients.values, within: search)
    expectClose(fit.dispersion, linear.residualVariance, within: search)
    for (own, other) in zip(fit.varianceComponents, linear.varianceComponents) {
      expectClose(own.covariance.elements, other.covariance.elements, within: search)
    }
  }

  /// Trials as counts, as proportions with weights, and one row a trial are the same data.
  @Test func trialsAreWrittenInThreeWays() throws {
    let scenario = GeneralizedScenario.all[2]
    let table = try scenario.table()
    let counted = try GeneralizedLinearMixedModel(
      "cbind(k, m - k) ~ x + (1 | school)", family: .binomial
    ).fit(to: table)
    let shares = try GeneralizedLinearMixedModel(
      "p ~ x + (1 | school)", family: .binomial, options: ModelOptions(weights: .precision("m"))
    ).fit(to: table)
    expectClose(counted.coefficients.values, shares.coefficients.values, within: search)
    expectClose(
      counted.deviance, shares.deviance,
      within: Tolerance(.relative(1e-10), because: "the second order of the search's tolerance"))
    func numbers(_ name: String) throws -> [Double] {
      try ModelFrame(
        Formula("\(name) ~ 1"), table: table, options: ModelOptions()
      ).response.values
    }
    let (k, m, x, g) = try (numbers("k"), numbers("m"), numbers("x"), numbers("school"))
    var long: (y: [Double], x: [Double], g: [Double]) = ([], [], [])
    for row in k.indices {
      for trial in 0..<Int(m[row]) {
        long.y.append(Double(trial) < k[row] ? 1 : 0)
        long.x.append(x[row])
        long.g.append(g[row])
      }
    }
    let rows = try GeneralizedLinearMixedModel("y ~ x + (1 | g)", family: .binomial).fit(
      to: Table([Column("y", long.y), Column("x", long.x), Column("g", long.g)]))
    expectClose(rows.coefficients.values, counted.coefficients.values, within: search)
    expectClose(rows.theta, counted.theta, within: search)
    expectClose(
      try rows.modelCovariance(.normal).standardErrors,
      try counted.modelCovariance(.normal).standardErrors,
      within: search)
  }

  /// Rows in another order, an effect in other units, and other numbers of threads.
  @Test(arguments: GeneralizedScenario.all)
  func doesNotDependOnOrderOrThreads(_ scenario: GeneralizedScenario) throws {
    let table = try scenario.table()
    let fit = try scenario.model().fit(to: table)
    let turned = try scenario.model().fit(
      to: Table(
        table.columns.map { $0.selecting(rows: (0..<table.rowCount).reversed()) }))
    expectClose(turned.coefficients.values, fit.coefficients.values, within: search)
    expectClose(
      turned.deviance, fit.deviance,
      within: Tolerance(.relative(1e-9), because: "the second order of the search's tolerance"))
    let one = try Parallelism.withThreads(1) { try scenario.model().fit(to: table) }
    let three = try Parallelism.withThreads(3) { try scenario.model().fit(to: table) }
    #expect(one.coefficients.values == three.coefficients.values)
    #expect(one.theta == three.theta && one.deviance == three.deviance)
    let (first, second) = (try one.modelCovariance(.normal), try three.modelCovariance(.normal))
    #expect(first.matrix == second.matrix)
  }

  /// Fitted predictors, modes and coefficients fit together, and modes have the covariances of the
  /// definition.
  @Test(arguments: GeneralizedScenario.all)
  func partsFitTogether(_ scenario: GeneralizedScenario) throws {
    let fit = try scenario.model().fit(to: scenario.table())
    var predictors = try #require(
      fit.means?.function(.zero, .predictor).evaluate(
        fit.frame.table, rowNumbers: nil, at: fit.parameters.values
      ).values.first)
    for (modes, block) in zip(try fit.conditionalModes(), fit.randomEffects.blocks) {
      let z = block.effects.denseMatrix()
      for row in predictors.indices {
        for c in 0..<z.columnCount {
          predictors[row] += z[row, c] * modes.modes[Int(block.codes[row]), c]
        }
      }
    }
    expectClose(
      fit.linearPredictors, predictors,
      within: Tolerance(.relativeTo(scale: 1, 1e-10), because: "sums of a few numbers"))
    expectClose(
      fit.fittedMeans, predictors.map { scenario.link.inverse($0).mean },
      within: Tolerance(.relativeTo(scale: 1, 1e-9), because: "sums of a few numbers"))
    #expect(
      fit.parameterCount
        == fit.coefficients.names.count + fit.theta.count + scenario.logDispersion.count)
  }

  @Test func quadratureTendsToTheLikelihood() throws {
    let scenario = GeneralizedScenario.all[0]
    let table = try scenario.table()
    let fits = try [1, 9, 25, 50].map { try scenario.model(quadraturePoints: $0).fit(to: table) }
    #expect(
      fits.map(\.description.method) == ["laplace", "quadrature", "quadrature", "quadrature"])
    let last = fits[3]
    expectClose(
      fits[2].deviance, last.deviance,
      within: Tolerance(.absolute(1e-7), because: "quadrature has converged"))
    expectClose(fits[2].coefficients.values, last.coefficients.values, within: search)
    #expect((fits[0].deviance - last.deviance).magnitude > 1e-3)
    #expect(try last.modelCovariance(.normal).description.name == "quadrature, joint Hessian")
  }
}
