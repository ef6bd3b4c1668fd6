import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let definition = Tolerance(
  .relativeTo(scale: 1e-3, 1e-8), because: "two routes to the same sums, one over n × n matrices")

/// Reliabilities of random coefficients against their definition and closed forms.
@Suite struct ReliabilityTests {
  /// Z′V⁻¹Z of each level with V written out over its rows, from the residual and nested groupings.
  private func written(
    _ fit: LinearMixedFit, _ index: Int, nested: [Int]
  ) throws -> (values: [Double], used: Int) {
    let blocks = fit.randomEffects.blocks
    let n = fit.frame.rowCount
    let weights = fit.frame.weights?.values ?? [Double](repeating: 1, count: n)
    let lambdas = fit.numbers.structure.templates.factors(at: fit.theta)
    var covariance = Matrix(rowCount: n, columnCount: n)
    for row in 0..<n { covariance[row, row] = fit.residualVariance / weights[row] }
    func square(_ factor: Int, _ i: Int, _ j: Int) -> Double {
      let q = blocks[factor].effects.columnCount
      return (0..<q).reduce(0) {
        $0 + lambdas[factor][i * q + $1] * lambdas[factor][j * q + $1]
      } * fit.residualVariance
    }
    for factor in nested {
      let z = blocks[factor].effects.denseMatrix()
      for a in 0..<n {
        for b in 0..<n where blocks[factor].codes[a] == blocks[factor].codes[b] {
          for i in 0..<z.columnCount {
            for j in 0..<z.columnCount {
              covariance[a, b] += z[a, i] * square(factor, i, j) * z[b, j]
            }
          }
        }
      }
    }
    let z = blocks[index].effects.denseMatrix()
    var sums = [Double](repeating: 0, count: z.columnCount)
    var used = 0
    for level in 0..<blocks[index].levelCount {
      let rows = (0..<n).filter { Int(blocks[index].codes[$0]) == level }
      let own = z.selectingRows(rows)
      let v = covariance.selectingRows(rows).selectingColumns(rows)
      let information = product(own.transposed, try CholeskyFactorization(v).solve(own))
      guard rows.count >= z.columnCount, let factor = try? CholeskyFactorization(information),
        (0..<z.columnCount).allSatisfy({
          factor.upper[$0, $0] * factor.upper[$0, $0] > 1e-9 * information[$0, $0]
        })
      else { continue }
      used += 1
      let variances = factor.inverse().diagonal
      for effect in sums.indices {
        let variance = square(index, effect, effect)
        sums[effect] += variance / (variance + variances[effect])
      }
    }
    return (sums.map { $0 / Double(used) }, used)
  }

  static let formulas: [(formula: String, weights: Bool)] = [
    ("y ~ x + (1 | school)", false), ("y ~ x + (1 + x | school)", true),
    ("y ~ x + (1 + x | pupil)", false),
    ("y ~ x + (1 | pupil) + (1 | school) + (1 | district)", false),
    ("y ~ x + (1 | pupil) + (1 + x | school)", true),
    ("y ~ x + (1 + x || pupil) + (1 + z | district)", false),
    ("y ~ x + (1 | pupil) + (1 | teacher)", false),
    ("y ~ x + (1 | teacher) + (1 + x | school)", false),
  ]

  @Test(arguments: formulas)
  func areTheirDefinition(_ formula: String, _ isWeighted: Bool) throws {
    let scenario = MixedScenario(
      description: formula, formula: formula, isWeighted: isWeighted, theta: [])
    let fit = try LinearMixedModel(formula, options: scenario.options).fit(to: scenario.table())
    let blocks = fit.randomEffects.blocks
    var found = fit.coefficientReliabilities()[...]
    for (index, block) in blocks.enumerated() {
      let nested = blocks.indices.filter { $0 != index && isNested(blocks[$0], in: block) }
      let want = try written(fit, index, nested: nested)
      let got = found.prefix(block.effectNames.count)
      found = found.dropFirst(got.count)
      #expect(got.map(\.effect) == block.effectNames)
      #expect(got.allSatisfy { $0.groupsUsed == want.used && $0.groupCount == block.levelCount })
      expectClose(
        got.compactMap(\.reliability), want.values, within: definition, "\(formula) \(block.name)")
    }
    #expect(found.isEmpty)
  }

  /// Balanced and one-way by REML it is ICC(2): (MSB − MSW)/MSB.
  @Test func balancedOneWayIsTheAnalysisOfVariance() throws {
    var random = SeededNumbers(5)
    let (groups, each) = (8, 6)
    let effects = (0..<groups).map { _ in 1.5 * random.normal() }
    let y = (0..<groups * each).map { 4 + effects[$0 / each] + random.normal() }
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", y.indices.map { Double($0 / each) })]))
    let means = (0..<groups).map { y[$0 * each..<($0 + 1) * each].reduce(0, +) / Double(each) }
    let mean = means.reduce(0, +) / Double(groups)
    let between =
      Double(each) * means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(groups - 1)
    let within =
      y.indices.reduce(0) { $0 + (y[$1] - means[$1 / each]) * (y[$1] - means[$1 / each]) }
      / Double(groups * (each - 1))
    let search = Tolerance(.relative(1e-5), because: "a search ends 3e-6 standard errors away")
    expectClose(
      fit.coefficientReliabilities()[0].reliability ?? .nan, (between - within) / between,
      within: search)
    // ICC(1) of the same layout.
    expectClose(
      fit.varianceDecomposition().groupings[0].intraclassCorrelation,
      (between - within) / (between + Double(each - 1) * within), within: search)
  }

  /// Groups whose x is the same in all rows have no slope of their own.
  @Test func groupsWithoutTheirOwnEstimatesAreLeftOut() throws {
    var random = SeededNumbers(11)
    let groups = (0..<60).map { $0 / 6 }
    let x = (0..<60).map { groups[$0] < 3 ? 2.0 : random.normal() }
    let effects = (0..<20).map { _ in random.normal() }
    let y = (0..<60).map { row in
      effects[groups[row]] + effects[10 + groups[row]] * x[row] + random.normal()
    }
    let fit = try LinearMixedModel("y ~ x + (1 + x | g)").fit(
      to: Table([Column("y", y), Column("x", x), Column("g", groups.map(Double.init))]))
    let found = fit.coefficientReliabilities()
    #expect(found.map(\.groupsUsed) == [7, 7] && found.map(\.groupCount) == [10, 10])
    #expect(found.allSatisfy { ($0.reliability ?? -1) > 0 && ($0.reliability ?? 2) < 1 })
  }

  @Test func crossingWithinAGroupingLeavesItOpen() throws {
    let scenario = MixedScenario(
      description: "", formula: "y ~ x + (1 | pupil) + (1 | own) + (1 | school)", theta: [])
    let table = try scenario.table()
    // Three teachers to each school, crossing its pupils.
    let schools = try table.numericValues(of: "school")
    let own = schools.indices.map { 3 * schools[$0] + Double($0 % 3) }
    let fit = try LinearMixedModel(scenario.formula)
      .fit(to: Table(table.columns + [Column("own", own)]))
    let found = fit.coefficientReliabilities()
    let school = try #require(found.first { $0.grouping == "school" })
    #expect(school.reliability == nil && school.absence == .crossedWithin)
    for row in found where row.grouping != "school" {
      #expect(row.reliability != nil && row.absence == nil)
    }
  }

  /// A column that is the same in every row of each group tells no group's intercept and slope apart.
  @Test func columnsThatAreConstantWithinGroups() throws {
    var random = SeededNumbers(23)
    let groups = (0..<60).map { $0 / 5 }
    let x = groups.map { Double($0 % 4) }
    let effects = (0..<12).map { _ in random.normal() }
    let y = groups.indices.map { effects[groups[$0]] + x[$0] + random.normal() }
    let fit = try LinearMixedModel("y ~ x + (1 + x || g)").fit(
      to: Table([Column("y", y), Column("x", x), Column("g", groups.map(Double.init))]))
    let found = fit.coefficientReliabilities()
    #expect(found.allSatisfy { $0.reliability == nil && $0.absence == .noOwnEstimates })
    #expect(found.map(\.groupsUsed) == [0, 0])
  }

  @Test func aVarianceOfZeroHasNone() throws {
    let y = (0..<20).map { [1.0, -1, 2, -2][$0 % 4] + 5 }
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", (0..<20).map { Double($0 / 4) })]))
    #expect(fit.coefficientReliabilities()[0].reliability == 0)
    let parts = fit.varianceDecomposition()
    #expect(parts.random == 0 && parts.groupings[0].designEffect == 1)
  }
}
