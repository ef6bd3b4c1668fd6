import Families
import Formulas
import MixedModels
import Modeling
import Tables
import Testing

/// Data that no mixed model can be fitted to are refused in words.
@Suite struct MixedModelErrorTests {
  private func table() throws -> Table {
    var random = SeededNumbers(1)
    let rows = 0..<24
    return try Table([
      Column("y", rows.map { _ in random.normal() }),
      Column("x", rows.map { _ in random.normal() }),
      Column("one", rows.map { _ in 1 }), Column("g", rows.map { Double($0 / 4) }),
      Column("row", rows.map(Double.init)), Column("w", rows.map { Double($0 % 2 + 1) }),
      Column("pair", rows.map { Double($0 / 2) }),
    ])
  }

  @Test func refuses() throws {
    let cases: [(String, MixedModelsError)] = [
      ("y ~ x", .noRandomTerm(formula: "y ~ x")),
      ("y ~ x + (1 | one)", .oneLevel(grouping: "one", level: "1")),
      ("y ~ x + (1 | row)", .oneRowEach(grouping: "row", rows: 24)),
      ("y ~ x + (1 + x | pair)", .tooManyEffects(term: "(1 + x | pair)", effects: 24, rows: 24)),
      ("y ~ x + (1 + one | g)", .constantEffect(effect: "one", term: "(1 + one | g)")),
      ("one ~ x + (1 | g)", .noVariation(response: "one")),
    ]
    let table = try table()
    for (formula, error) in cases {
      #expect(throws: error, "\(formula)") { try LinearMixedModel(formula).fit(to: table) }
      #expect(!error.description.isEmpty)
    }
  }

  @Test(arguments: [WeightKind.frequency, .sampling])
  func refusesWeights(_ kind: WeightKind) throws {
    let options = ModelOptions(weights: WeightSpecification(column: "w", kind: kind))
    let table = try table()
    #expect(throws: MixedModelsError.unsupportedWeights(kind: kind.rawValue)) {
      try LinearMixedModel("y ~ x + (1 | g)", options: options).fit(to: table)
    }
  }

  /// Generalized models with nothing left to estimate a variance from.
  @Test func refusesSaturatedGeneralizedModels() throws {
    var random = SeededNumbers(2)
    let rows = 0..<24
    let table = try Table([
      Column("left", rows.map { Double($0 % 2) }), Column("y", rows.map { _ in random.normal() }),
      Column("amount", rows.map { _ in 1 + random.uniform() }),
      Column("count", rows.map { _ in Double(random.below(9)) }),
      Column("many", rows.map { _ in 9.0 }), Column("x", rows.map { _ in random.normal() }),
      Column("row", rows.map(Double.init)), textColumn("code", rows.map { "c\($0)" }),
      Column("g", rows.map { Double($0 / 4) }), Column("pair", rows.map { Double($0 / 2) }),
    ])
    func fit(_ formula: String, _ family: String) throws -> GeneralizedLinearMixedFit {
      switch family {
      case "binomial":
        try GeneralizedLinearMixedModel(formula, family: .binomial).fit(to: table)
      case "poisson": try GeneralizedLinearMixedModel(formula, family: .poisson).fit(to: table)
      case "gamma":
        try GeneralizedLinearMixedModel(formula, family: .gamma, link: LogLink()).fit(to: table)
      default: try GeneralizedLinearMixedModel(formula, family: .gaussian).fit(to: table)
      }
    }
    for (formula, family) in [
      ("left ~ x + (1 | row)", "binomial"), ("y ~ x + (1 | row)", "gaussian"),
      ("amount ~ x + (1 | row)", "gamma"), ("left ~ x + (1 | g) + (1 | row)", "binomial"),
    ] {
      #expect(throws: MixedModelsError.oneRowEach(grouping: "row", rows: 24)) {
        try fit(formula, family)
      }
    }
    #expect(
      throws: MixedModelsError.tooManyEffects(term: "(1 + x | pair)", effects: 24, rows: 24)
    ) { try fit("left ~ x + (1 + x | pair)", "binomial") }
    #expect(
      throws: MixedModelsError.tooManyEffects(term: "(1 + x | row)", effects: 48, rows: 24)
    ) { try fit("count ~ x + (1 + x | row)", "poisson") }
    for (formula, family) in [
      ("left ~ code + (1 | g)", "binomial"), ("count ~ code + (1 | g)", "poisson"),
      ("y ~ code + (1 | g)", "gaussian"),
    ] {
      let response = formula.prefix { $0 != " " }
      #expect(throws: MixedModelsError.saturated(response: String(response), coefficients: 24)) {
        try fit(formula, family)
      }
    }
    // Counts may vary more than their mean.
    #expect(try fit("count ~ x + (1 | row)", "poisson").convergence.isConverged)
    #expect(try fit("cbind(count, many) ~ x + (1 | row)", "binomial").convergence.isConverged)
  }

  @Test func refusesAbsorbedEffects() throws {
    let table = try table()
    #expect(throws: ModelingError.self) {
      try LinearMixedModel("y ~ x + (1 | g) | pair").fit(to: table)
    }
  }
}
