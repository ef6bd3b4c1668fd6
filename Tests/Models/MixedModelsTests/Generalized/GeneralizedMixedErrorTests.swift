import Families
import Modeling
import Tables
import Testing

@testable import MixedModels

/// What cannot be fitted is said, and nothing traps.
@Suite struct GeneralizedMixedErrorTests {
  private func table() throws -> Table {
    try Table([
      Column("y", (0..<24).map { Double($0 % 3 == 0 ? 1 : 0) }),
      Column("x", (0..<24).map { Double($0) }), Column("g", (0..<24).map { Double($0 / 4) }),
      Column("h", (0..<24).map { Double($0 % 6) }), Column("one", Array(repeating: 1, count: 24)),
      Column("w", (0..<24).map { Double(1 + $0 % 2) }),
    ])
  }

  @Test func refusesWhatIsNotFitted() throws {
    let table = try table()
    #expect(throws: MixedModelsError.quadratureFamily(family: "gamma")) {
      try GeneralizedLinearMixedModel("w ~ x + (1 | g)", family: .gamma, quadraturePoints: 5)
        .fit(to: table)
    }
    #expect(throws: MixedModelsError.unsupportedFamily(family: "quasibinomial")) {
      try GeneralizedLinearMixedModel("y ~ x + (1 | g)", family: .quasibinomial)
    }
    #expect(throws: MixedModelsError.quadraturePoints(count: 101, limit: 100)) {
      try GeneralizedLinearMixedModel(
        "y ~ x + (1 | g)", family: .binomial, quadraturePoints: 101)
    }
    #expect(throws: MixedModelsError.quadratureEffects(terms: ["(1 | g)", "(1 | h)"])) {
      try GeneralizedLinearMixedModel(
        "y ~ x + (1 | g) + (1 | h)", family: .binomial, quadraturePoints: 5
      ).fit(to: table)
    }
    #expect(throws: MixedModelsError.self) {
      try GeneralizedLinearMixedModel("y ~ x", family: .binomial).fit(to: table)
    }
    #expect(throws: MixedModelsError.oneLevel(grouping: "one", level: "1")) {
      try GeneralizedLinearMixedModel("y ~ x + (1 | one)", family: .binomial).fit(to: table)
    }
    #expect(throws: MixedModelsError.unsupportedWeights(kind: "frequency")) {
      try GeneralizedLinearMixedModel(
        "y ~ x + (1 | g)", family: .binomial, options: ModelOptions(weights: .frequency("w"))
      ).fit(to: table)
    }
    #expect(throws: ModelingError.self) {
      try GeneralizedLinearMixedModel("x ~ 1 + (1 | g)", family: .binomial).fit(to: table)
    }
  }

  /// A group of zeros draws its mean to zero, where a square root must not be.
  @Test func saysThatNoPointWasFound() throws {
    let table = try GeneralizedScenario.all[0].table()
    #expect(
      throws: MixedModelsError.noStart(
        formula: "count ~ x + (1 | school)", link: "sqrt", allowed: ["log", "identity", "sqrt"])
    ) {
      try GeneralizedLinearMixedModel(
        "count ~ x + (1 | school)", family: .poisson, link: SquareRootLink()
      ).fit(to: table)
    }
  }

  /// A level for each row is how counts come to have more variance than their mean.
  @Test func aLevelForEachRowIsFitted() throws {
    let fit = try GeneralizedLinearMixedModel("x ~ 1 + (1 | x)", family: .poisson)
      .fit(to: table())
    #expect(fit.convergence.isConverged && fit.theta[0] > 0)
  }

  @Test func separationIsSaid() throws {
    let y = (0..<60).map { Double($0 % 2) }
    let g = (0..<60).map { Double($0 / 6) }
    let fit = try GeneralizedLinearMixedModel("y ~ x + (1 | g)", family: .binomial).fit(
      to: Table([Column("y", y), Column("x", y.map { 2 * $0 + 1 }), Column("g", g)]))
    let codes = Set(fit.diagnostics.map(\.code))
    #expect(codes.contains(.separation) || codes.contains(.notConverged))
  }

  @Test(arguments: [0.0, 1.0])
  func aResponseAtTheEndOfItsRangeDoesNotTrap(_ value: Double) throws {
    let g = (0..<30).map { Double($0 / 6) }
    let table = try Table([Column("y", Array(repeating: value, count: 30)), Column("g", g)])
    let fit = try? GeneralizedLinearMixedModel("y ~ 1 + (1 | g)", family: .binomial)
      .fit(to: table)
    if let fit { #expect(!fit.diagnostics.isEmpty) }
  }

  @Test func aliasedColumnsAreNamed() throws {
    let fit = try GeneralizedLinearMixedModel(
      "y ~ x + I(2 * x) + (1 | g)", family: .binomial
    ).fit(to: table())
    #expect(fit.coefficients.aliased.map(\.name) == ["I(2 * x)"])
    #expect(fit.coefficients.names == ["(Intercept)", "x"])
  }
}
