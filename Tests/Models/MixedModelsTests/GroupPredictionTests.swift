import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let definition = Tolerance(
  .relativeTo(scale: 1e-3, 1e-8),
  because: "two routes to the same sums, over levels and over n × n matrices")

/// What predictions take from the groups of new rows, against GZ′Σ⁻¹(y − Xβ) and its variance over n × n
/// matrices.
@Suite struct GroupPredictionTests {
  @Test(arguments: MixedScenario.all)
  func agreesWithDenseMatrices(_ scenario: MixedScenario) throws {
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options)
      .fit(to: scenario.table())
    let rows = try mingled(scenario.table())
    let got = try fit.groupEffects(for: rows, unknown: .refused)
    let dense = try DenseGroups(scenario, fit, rows: rows)
    expectClose(got.values, dense.values, within: definition, "z′b")
    expectClose(got.variances, dense.variances, within: definition, "variance")
    expectClose(got.slopes.elements, dense.slopes.elements, within: definition, "slopes")
  }

  @Test(arguments: MixedScenario.all)
  func rowsOfTheFitHaveTheirFittedValues(_ scenario: MixedScenario) throws {
    let table = try scenario.table()
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options).fit(to: table)
    let groups = try fit.groupEffects(for: table, unknown: .refused)
    let fixed = product(fit.frame.design.matrix(), fit.coefficients.values)
    expectClose(zip(fixed, groups.values).map { $0 + $1 }, fit.fittedValues, within: definition)
  }

  /// A group of its own has the variance over groups, and no effect.
  @Test func unknownGroupsAreRefusedOrAveraged() throws {
    let scenario = MixedScenario.all[1]
    let table = try scenario.table()
    let fit = try LinearMixedModel(scenario.formula).fit(to: table)
    let new = try Table([Column("x", [2.0, 0]), Column("school", [977.0, 3])])
    #expect(
      throws: MixedModelsError.unknownGroup(grouping: "school", group: "977", row: 1, rows: 1)
    ) { try fit.groupEffects(for: new, unknown: .refused) }
    let found = try fit.groupEffects(for: new, unknown: .averaged)
    let covariance = fit.varianceComponents[0].covariance
    expectClose(
      found.variances[0], covariance[0, 0] + 4 * covariance[0, 1] + 4 * covariance[1, 1],
      within: definition)
    #expect(found.values[0] == 0 && found.slopes.row(0) == [0, 0] && found.values[1] != 0)
    expectClose(
      try fit.groupVariances(for: new)[0], found.variances[0], within: definition)
  }

  /// A group's number is its number however it is written.
  @Test func groupsAreMatchedByValue() throws {
    let scenario = MixedScenario.all[0]
    let fit = try LinearMixedModel(scenario.formula).fit(to: scenario.table())
    func effect(_ column: Column) throws -> [Double] {
      try fit.groupEffects(for: Table([column]), unknown: .refused).values
    }
    let want = try effect(Column("school", [3.0, 1]))
    #expect(try effect(Column(name: "school", values: .text(["3", "1"]))) == want)
    #expect(
      try effect(
        Column(name: "school", values: .category(codes: [1, 0], levels: ["1", "3"]))) == want)
  }

  @Test func generalizedFitsToo() throws {
    let table = try binary()
    let fit = try GeneralizedLinearMixedModel(
      "left ~ x + (1 + x | school) + (1 | district)", family: .binomial
    ).fit(to: table)
    let groups = try fit.groupEffects(for: table, unknown: .refused)
    let fixed = product(fit.frame.design.matrix(), fit.coefficients.values)
    let search = Tolerance(.absolute(1e-7), because: "modes that a search found twice")
    expectClose(zip(fixed, groups.values).map { $0 + $1 }, fit.linearPredictors, within: search)
    // Single levels have the conditional covariances of the modes.
    let modes = try fit.conditionalModes()
    let district = try #require(modes.first { $0.grouping == "district" })
    let only = try Table([
      Column("x", [0.0]), Column("school", [1e6]),
      Column(name: "district", values: .text([district.levels[0]])),
    ])
    let school = try #require(fit.varianceComponents.first { $0.grouping == "school" })
    let one = try fit.groupEffects(for: only, unknown: .averaged)
    expectClose(one.values[0], district.modes[0, 0], within: search)
    expectClose(
      one.variances[0], district.covariances[0][0, 0] + school.covariance[0, 0], within: search)
  }

  /// Moving β moves the modes along the slopes.
  @Test func slopesAreDerivatives() throws {
    let table = try binary()
    func modes(_ shift: Double) throws -> [Double] {
      // An offset in the place of a change of the slope.
      let moved = try Table([
        try table.column("left"), try table.column("x"), try table.column("school"),
        try table.column("district"),
        Column("o", try table.numericValues(of: "x").map { shift * $0 }),
      ])
      let fit = try GeneralizedLinearMixedModel(
        "left ~ x + (1 | school)", family: .binomial, options: ModelOptions(offset: "o")
      ).fit(to: moved)
      let laplace = LaplaceDeviance(fit.problem, start: fit.standard.spherical)
      let base = try GeneralizedLinearMixedModel("left ~ x + (1 | school)", family: .binomial)
        .fit(to: table)
      _ = laplace.value(at: base.estimates)
      return try #require(laplace.modes).effects
    }
    let fit = try GeneralizedLinearMixedModel("left ~ x + (1 | school)", family: .binomial)
      .fit(to: table)
    let (above, below) = (try modes(1e-4), try modes(-1e-4))
    let one = try Table([Column("x", [1.0]), Column("school", [2.0])])
    let groups = try fit.groupEffects(for: one, unknown: .refused)
    let labels = try fit.conditionalModes()[0].levels
    let place = try #require(labels.firstIndex(of: "2"))
    expectClose(
      groups.slopes[0, 1], (above[place] - below[place]) / 2e-4,
      within: Tolerance(.relative(1e-5), because: "central differences of modes"))
  }

  private func binary() throws -> Table {
    var random = SeededNumbers(5)
    let schools = (0..<400).map { _ in random.below(20) }
    let effects = (0..<20).map { _ in random.normal() }
    let x = schools.map { _ in random.normal() }
    let left = schools.indices.map { row in
      effects[schools[row]] + 0.5 * x[row] + 1.6 * random.normal() > 0 ? 1.0 : 0
    }
    return try Table([
      Column("left", left), Column("x", x), Column("school", schools.map(Double.init)),
      Column("district", schools.map { Double($0 / 5) }),
    ])
  }

  /// Rows whose groups met in the fit and rows whose groups did not: pupils of one, teachers of another.
  private func mingled(_ table: Table) throws -> Table {
    let count = table.rowCount
    let shifted = table.selecting(rows: (0..<count).map { ($0 + 17) % count })
    return try Table(
      try table.columnNames.map {
        ["teacher", "x", "kind"].contains($0)
          ? try shifted.column($0) : try table.column($0)
      })
  }
}

/// b̂ = GZ′Σ⁻¹(y − Xβ), its conditional variance G − GZ′Σ⁻¹ZG and slopes −GZ′Σ⁻¹X, for new rows.
private struct DenseGroups {
  let values: [Double]
  let variances: [Double]
  let slopes: Matrix

  init(_ scenario: MixedScenario, _ fit: LinearMixedFit, rows: Table) throws {
    let numbers = try ScenarioNumbers(scenario)
    let dense = try DenseVariances(
      numbers, theta: fit.theta, residualVariance: fit.residualVariance)
    let x = numbers.frame.design.matrix()
    let residuals = zip(numbers.frame.response.values, product(x, fit.coefficients.values))
      .map { $0 - $1 }
    let new = try RandomEffectsDesign(
      ModelFrame(.init(scenario.formula), table: rows, options: scenario.options))
    let lambdas = numbers.structure.templates.factors(at: fit.theta)
    let (m, n) = (rows.rowCount, x.rowCount)
    // Cov(z′b of new rows, Zb of the fit's rows), and that among new rows.
    var cross = Matrix(rowCount: m, columnCount: n)
    var own = [Double](repeating: 0, count: m)
    for (index, block) in numbers.design.blocks.enumerated() {
      let other = try #require(new.blocks.first { $0.name == block.name })
      let known = try labels(numbers.frame.table, block.columns[0])
      let asked = try labels(rows, block.columns[0])
      let (z, w) = (block.effects.denseMatrix(), other.effects.denseMatrix())
      let q = z.columnCount
      func inner(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for k in 0..<q {
          var (left, right) = (0.0, 0.0)
          for i in k..<q {
            left += a[i] * lambdas[index][i * q + k]
            right += b[i] * lambdas[index][i * q + k]
          }
          sum += left * right
        }
        return fit.residualVariance * sum
      }
      for i in 0..<m {
        own[i] += inner(w.row(i), w.row(i))
        for j in 0..<n where asked[i] == known[j] { cross[i, j] += inner(w.row(i), z.row(j)) }
      }
    }
    let weighted = product(cross, dense.inverse)
    values = product(weighted, residuals)
    variances = (0..<m).map { own[$0] - dot(weighted.row($0), cross.row($0)) }
    slopes = -1 * product(weighted, x)
  }
}

private func labels(_ table: Table, _ name: String) throws -> [String] {
  let cells = try table.column(name).categories()
  return cells.codes.map { cells.levels[Int($0)] }
}
