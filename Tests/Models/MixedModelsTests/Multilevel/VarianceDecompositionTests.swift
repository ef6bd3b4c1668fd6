import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let rounding = Tolerance(.relativeTo(scale: 1e-3, 1e-10), because: "sums of 90 rows")

/// Parts of the variance against their definitions and invariances.
@Suite struct VarianceDecompositionTests {
  @Test(arguments: MixedScenario.all)
  func isTheDefinitionRowByRow(_ scenario: MixedScenario) throws {
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options)
      .fit(to: scenario.table())
    let parts = fit.varianceDecomposition()
    let n = fit.frame.rowCount
    let lambdas = fit.numbers.structure.templates.factors(at: fit.theta)
    let blocks = fit.randomEffects.blocks
    let variances = zip(blocks, lambdas).map { block, lambda in
      let q = block.effects.columnCount
      let z = block.effects.denseMatrix()
      return (0..<n).reduce(0) { sum, row in
        sum
          + (0..<q).reduce(0) { inner, k in
            let image = (0..<q).reduce(0) { $0 + lambda[$1 * q + k] * z[row, $1] }
            return inner + image * image
          }
      } * fit.residualVariance / Double(n)
    }
    expectClose(parts.groupings.map(\.variance), variances, within: rounding)
    let total = variances.reduce(fit.residualVariance, +)
    for (index, grouping) in parts.groupings.enumerated() {
      #expect(grouping.grouping == blocks[index].name)
      let containing = blocks.indices.filter { other in
        other != index && isFunction(of: blocks[index].codes, blocks[other].codes)
      }
      #expect(grouping.within == containing.map { blocks[$0].name })
      expectClose(
        grouping.intraclassCorrelation,
        containing.reduce(variances[index]) { $0 + variances[$1] } / total, within: rounding)
      expectClose(grouping.shareOfVariance, variances[index] / total, within: rounding)
    }
    let fixed = product(fit.frame.design.matrix(), fit.coefficients.values)
    let mean = fixed.reduce(0, +) / Double(n)
    expectClose(
      parts.fixed, fixed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1),
      within: rounding)
  }

  /// Whether each level of one grouping goes with one of the other.
  private func isFunction(of codes: [Int32], _ other: [Int32]) -> Bool {
    var seen: [Int32: Set<Int32>] = [:]
    for (code, value) in zip(codes, other) { seen[code, default: []].insert(value) }
    return seen.values.allSatisfy { $0.count == 1 }
  }

  @Test func unitsOfTheResponseDoNotMatter() throws {
    let scenario = MixedScenario.all[6]
    let table = try scenario.table()
    let y = try table.numericValues(of: "y").map { 1000 * $0 + 1e5 }
    let scaled = try Table(table.columns.filter { $0.name != "y" } + [Column("y", y)])
    let first = try LinearMixedModel(scenario.formula).fit(to: table)
    let second = try LinearMixedModel(scenario.formula).fit(to: scaled)
    let search = Tolerance(.relativeTo(scale: 0.01, 1e-4), because: "two searches")
    let (one, two) = (first.varianceDecomposition(), second.varianceDecomposition())
    expectClose(two.marginalRSquared, one.marginalRSquared, within: search)
    expectClose(two.conditionalRSquared, one.conditionalRSquared, within: search)
    expectClose(
      two.groupings.map(\.designEffect), one.groupings.map(\.designEffect), within: search)
    expectClose(
      second.coefficientReliabilities().compactMap(\.reliability),
      first.coefficientReliabilities().compactMap(\.reliability), within: search)
  }

  /// A Gaussian generalized model by its own likelihood has the parts of the linear one by ML.
  @Test func aGaussianGeneralizedModelIsTheLinearOne() throws {
    let table = try MixedScenario.all[0].table()
    let linear = try LinearMixedModel("y ~ x + (1 | school)", estimation: .ml).fit(to: table)
    let general = try GeneralizedLinearMixedModel("y ~ x + (1 | school)", family: .gaussian)
      .fit(to: table)
    let (one, two) = (linear.varianceDecomposition(), try general.varianceDecomposition())
    #expect(two.residualScale == .residual)
    let search = Tolerance(.relativeTo(scale: 0.01, 1e-4), because: "two searches")
    expectClose(
      [two.fixed, two.random, two.residual], [one.fixed, one.random, one.residual], within: search)
  }

  @Test func scalesAreWhatTheFieldAgreedOn() {
    func scale(_ family: String, _ link: String) -> Double? {
      residualScale(family: family, link: link, dispersion: 0.5, meanResponse: 4)?.variance
    }
    let exact = Tolerance(.relative(1e-15), because: "closed forms")
    expectClose(scale("binomial", "logit") ?? 0, 3.289868133696452873, within: exact)
    #expect(scale("binomial", "probit") == 1)
    expectClose(scale("binomial", "cloglog") ?? 0, 1.644934066848226436, within: exact)
    expectClose(scale("poisson", "log") ?? 0, 0.223143551314209755766, within: exact)
    expectClose(scale("gamma", "log") ?? 0, 0.405465108108164381978, within: exact)
    #expect(scale("gaussian", "identity") == 0.5)
    for (family, link) in [
      ("binomial", "cauchit"), ("poisson", "sqrt"), ("gamma", "inverse"),
      ("inverse-gaussian", "log"), ("gaussian", "log"),
    ] { #expect(scale(family, link) == nil) }
  }

  @Test func theDevianceOfHLMIsClaimedWhereItIsKnown() throws {
    let table = try MixedScenario.all[0].table()
    func fit(_ formula: String, _ estimation: MixedEstimation, weights: String? = nil) throws
      -> LinearMixedFit
    {
      try LinearMixedModel(
        formula, options: ModelOptions(weights: weights.map { .precision($0) }),
        estimation: estimation
      ).fit(to: table)
    }
    // Printed by HLM 16251.380618 where −2 log L is 16253.218496 (lme4): log 2π less.
    let exact = Tolerance(.absolute(1e-6), because: "printed digits")
    expectClose(16253.2184955 - 16251.380618, 1.8378770664093453, within: exact)
    for formula in ["y ~ 1 + (1 | school)", "y ~ x + z + (1 + x | school)"] {
      let full = try fit(formula, .ml)
      expectClose(
        full.criterion - (full.hlmDeviance ?? .nan), 1.8378770664093453,
        within: Tolerance(.absolute(1e-12), because: "a constant"))
    }
    let restricted = try fit("y ~ 1 + (1 | school)", .reml)
    #expect(restricted.hlmDeviance == restricted.criterion)
    #expect(try fit("y ~ x + (1 | school)", .reml).hlmDeviance == nil)
    #expect(try fit("y ~ 1 + (1 | pupil) + (1 | school)", .ml).hlmDeviance == nil)
    #expect(try fit("y ~ 1 + (1 | school)", .ml, weights: "w").hlmDeviance == nil)
  }
}
