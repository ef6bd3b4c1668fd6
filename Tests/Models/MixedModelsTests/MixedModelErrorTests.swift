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

  @Test func refusesAbsorbedEffects() throws {
    let table = try table()
    #expect(throws: ModelingError.self) {
      try LinearMixedModel("y ~ x + (1 | g) | pair").fit(to: table)
    }
  }
}
