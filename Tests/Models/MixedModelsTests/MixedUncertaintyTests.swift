import Formulas
import Inference
import LinearAlgebra
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

private let definition = Tolerance(
  .relativeTo(scale: 1e-3, 1e-8),
  because: "two routes to the same sums, over blocks of levels and over n × n matrices")

private let search = Tolerance(
  .relativeTo(scale: 0.01, 1e-4),
  because: "information at variances that a search left 1e-5 away")

/// Degrees of freedom and robust errors of linear mixed models against definitions and exact cases.
@Suite struct MixedUncertaintyTests {
  static let regular = MixedScenario.all.filter { $0.description != "singular" }

  @Test(arguments: regular)
  func kenwardRogerIsItsDefinition(_ scenario: MixedScenario) throws {
    let numbers = try ScenarioNumbers(scenario)
    let theta = numbers.theta(scenario)
    let got = try kenwardRoger(
      MixedNumbers(
        structure: numbers.structure, products: numbers.products, estimation: .reml,
        logWeightSum: 0), theta: theta, residualVariance: 1.7)
    let want = try DenseVariances(numbers, theta: theta, residualVariance: 1.7)
    expectClose(got.covariance.elements, want.covariance.elements, within: definition, "Φ")
    expectClose(got.adjusted.elements, want.adjusted.elements, within: definition, "adjusted")
    expectClose(
      got.parameterCovariance.elements, want.parameterCovariance.elements, within: definition, "W")
    for (got, want) in zip(got.slopes, want.slopes) {
      expectClose(got.elements, want.elements, within: definition, "ΦPΦ")
    }
    #expect(got.slopes.count == want.slopes.count)
  }

  /// One-way and balanced: the mean has one degree of freedom less than there are groups, exactly.
  @Test(arguments: [ReferenceRule.satterthwaite, .kenwardRoger])
  func balancedOneWayIsExact(_ rule: ReferenceRule) throws {
    let fit = try balanced()
    let covariance = try fit.modelCovariance(rule)
    let found = try #require(covariance.reference.degreesOfFreedom([1]))
    expectClose(found, 7, within: search, "degrees of freedom")
    expectClose(
      covariance.standardErrors, try fit.modelCovariance(.normal).standardErrors, within: search)
  }

  /// A variance of zero leaves nothing but the residual's own.
  @Test func withoutVariationBetweenGroupsThereAreThoseOfLeastSquares() throws {
    let y = (0..<40).map { [1.0, -1, 2, -2][$0 % 4] + Double($0) / 10 }
    let x = (0..<40).map { Double($0) }
    let table = try Table([
      Column("y", y), Column("x", x), Column("g", (0..<40).map { Double($0 / 4) }),
    ])
    let fit = try LinearMixedModel("y ~ x + (1 | g)").fit(to: table)
    #expect(fit.theta == [0])
    let covariance = try fit.modelCovariance(.satterthwaite)
    let found = try #require(covariance.reference.degreesOfFreedom([0, 1]))
    expectClose(found, 38, within: search)
  }

  @Test func doesNotDependOnUnitsOrRowOrder() throws {
    let scenario = MixedScenario.all[1]
    let table = try scenario.table()
    let model = try LinearMixedModel(scenario.formula)
    let fit = try model.fit(to: table)
    let turned = try model.fit(
      to: table.selecting(rows: Array((0..<table.rowCount).reversed())))
    let larger = try LinearMixedModel("I(1000 * y) ~ I(x / 100) + (1 + I(x / 100) | school)")
      .fit(to: table)
    for rule in [ReferenceRule.satterthwaite, .kenwardRoger] {
      let want = try fit.modelCovariance(rule)
      for other in [turned, larger] {
        let got = try other.modelCovariance(rule)
        for contrast in [[1.0, 0], [0, 1]] {
          expectClose(
            try #require(got.reference.degreesOfFreedom(contrast)),
            try #require(want.reference.degreesOfFreedom(contrast)), within: search)
        }
      }
    }
  }

  /// (X′V⁻¹X)⁻¹ Σ X_g′V⁻¹e e′V⁻¹X_g (X′V⁻¹X)⁻¹ by n × n matrices.
  @Test(arguments: [MixedScenario.all[1], MixedScenario.all[5]])
  func clusteredErrorsAreThoseOfGeneralizedLeastSquares(_ scenario: MixedScenario) throws {
    let fit = try LinearMixedModel(scenario.formula).fit(to: scenario.table())
    let numbers = try ScenarioNumbers(scenario)
    let dense = try DenseVariances(
      numbers, theta: fit.theta, residualVariance: fit.residualVariance)
    let x = numbers.frame.design.matrix()
    let fitted = product(x, fit.coefficients.values)
    let residuals = zip(numbers.frame.response.values, fitted).map { $0 - $1 }
    let weighted = product(dense.inverse, residuals)
    let column = scenario.formula.contains("district") ? "district" : "school"
    let clusters = try numbers.frame.groups(by: column)
    var scores = Matrix(rowCount: clusters.count, columnCount: x.columnCount)
    for (row, code) in clusters.codes.enumerated() {
      for j in 0..<x.columnCount { scores[Int(code), j] += x[row, j] * weighted[row] }
    }
    let meat = transposedProduct(scores, scores)
    let want = product(dense.covariance, product(meat, dense.covariance))
    let got = try fit.inference(
      using: .clustered(by: column, correction: .cr0)
    ).covariance
    expectClose(got.matrix.elements, want.elements, within: search)
    #expect(got.reference.rule == "G − 1")
  }

  /// A generalized model with the Gaussian family is the linear one by maximum likelihood.
  @Test(arguments: [MixedScenario.all[0], MixedScenario.all[1], MixedScenario.all[7]])
  func generalizedDegreesOfFreedomAreTheLinearModels(_ scenario: MixedScenario) throws {
    let table = try scenario.table()
    let linear = try LinearMixedModel(scenario.formula, estimation: .ml).fit(to: table)
    let generalized = try GeneralizedLinearMixedModel(scenario.formula, family: .gaussian)
      .fit(to: table)
    let want = try linear.modelCovariance(.satterthwaite)
    let got = try generalized.modelCovariance(.satterthwaite)
    for index in want.names.indices {
      let contrast = want.names.indices.map { $0 == index ? 1.0 : 0 }
      expectClose(
        try #require(got.reference.degreesOfFreedom(contrast)),
        try #require(want.reference.degreesOfFreedom(contrast)),
        within: Tolerance(
          .relative(1e-3), because: "the joint Hessian comes from differences of gradients"))
    }
    #expect(throws: MixedModelsError.self) {
      try generalized.modelCovariance(.kenwardRoger)
    }
    #expect(try generalized.modelCovariance(.standard).reference.isNormal)
  }

  @Test func refusesWhatDoesNotHold() throws {
    let scenario = MixedScenario.all[5]
    let fit = try LinearMixedModel(scenario.formula).fit(to: scenario.table())
    #expect(throws: InferenceError.self) { try fit.inference(using: .heteroskedastic(.hc1)) }
    #expect(throws: MixedModelsError.dividedGroup(grouping: "pupil", column: "teacher")) {
      try fit.inference(using: .clustered(by: "teacher", correction: .cr1))
    }
    let likelihood = try LinearMixedModel(scenario.formula, estimation: .ml)
      .fit(to: scenario.table())
    #expect(throws: MixedModelsError.kenwardRogerNeedsREML) {
      try likelihood.modelCovariance(.kenwardRoger)
    }
  }

  private func balanced() throws -> LinearMixedFit {
    var random = SeededNumbers(11)
    let codes = (0..<48).map { $0 / 6 }
    let effects = (0..<8).map { _ in 2 * random.normal() }
    let y = codes.map { 10 + effects[$0] + random.normal() }
    return try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", codes.map(Double.init))]))
  }
}
