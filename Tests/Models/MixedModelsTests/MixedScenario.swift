import LinearAlgebra
import Modeling
import Tables

@testable import MixedModels

/// A small data set with random effects, and a θ at which to look.
struct MixedScenario: Sendable, CustomStringConvertible {
  let description: String
  let formula: String
  var isWeighted = false
  var theta: [Double]

  static let all = [
    MixedScenario(description: "one intercept", formula: "y ~ x + (1 | school)", theta: [0.8]),
    MixedScenario(
      description: "intercept and slope", formula: "y ~ x + (1 + x | school)",
      theta: [0.8, -0.3, 0.5]),
    MixedScenario(
      description: "singular", formula: "y ~ x + (1 + x | school)", theta: [0.8, -0.3, 0]),
    MixedScenario(
      description: "independent", formula: "y ~ x * z + (1 + x || school)", theta: [0.8, 0.4]),
    MixedScenario(
      description: "factor", formula: "y ~ x + (0 + kind | school)",
      theta: [0.8, -0.3, 0.2, 0.5, 0.1, 0.7]),
    MixedScenario(
      description: "nested", formula: "y ~ x + (1 + x | pupil) + (1 | school) + (1 | district)",
      theta: [0.7, 0.2, 0.4, 0.9, 1.2]),
    MixedScenario(
      description: "nested slopes",
      formula: "y ~ x + (1 | pupil) + (1 + x | school) + (1 + z | district)",
      theta: [0.7, 0.2, 0.4, 0.9, 1.2, -0.5, 0.3]),
    MixedScenario(
      description: "crossed", formula: "y ~ x + z + (1 | pupil) + (1 | teacher)",
      theta: [0.7, 1.1]),
    MixedScenario(
      description: "crossed slopes",
      formula: "y ~ x + (1 + x | pupil) + (1 + x | teacher) + (1 | kind) + (1 | school)",
      theta: [0.7, 0.2, 0.4, 0.9, -0.4, 0.6, 0.3, 0.5]),
    MixedScenario(
      description: "weighted and crossed",
      formula: "y ~ x + (1 | pupil) + (1 + x || teacher) + (1 | district)", isWeighted: true,
      theta: [0.7, 0.9, 0, 0.4]),
  ]

  /// Pupils in schools in districts, crossed with teachers.
  func table() throws -> Table {
    var random = SeededNumbers(7)
    let rows = 90
    let pupils = (0..<rows).map { _ in random.below(24) }
    let teachers = (0..<rows).map { _ in random.below(7) }
    let kinds = (0..<rows).map { _ in random.below(3) }
    let x = (0..<rows).map { _ in random.normal() + 0.5 }
    let z = (0..<rows).map { _ in random.normal() }
    let effects = (0..<40).map { _ in random.normal() }
    let y = (0..<rows).map { row in
      3 + x[row] - 0.5 * z[row] + effects[pupils[row]] + 0.7 * effects[30 + teachers[row]]
        + 0.4 * effects[pupils[row] / 4] * x[row] + random.normal()
    }
    func whole(_ name: String, _ values: [Int]) -> Column {
      Column(name: name, values: .integer(values.map(Int64.init)))
    }
    return try Table([
      Column("y", y), Column("x", x), Column("z", z),
      Column("w", (0..<rows).map { _ in 0.5 + random.uniform() }), whole("pupil", pupils),
      whole("school", pupils.map { $0 / 4 }), whole("district", pupils.map { $0 / 12 }),
      whole("teacher", teachers),
      Column(
        name: "kind", values: .category(codes: kinds.map { Int32($0) }, levels: ["a", "b", "c"])),
    ])
  }

  var options: ModelOptions {
    ModelOptions(weights: isWeighted ? .precision("w") : nil)
  }

  func frame() throws -> ModelFrame {
    try ModelFrame(.init(formula), table: table(), options: options)
  }
}

/// The scenario as the module sees it.
struct ScenarioNumbers {
  let frame: ModelFrame
  let design: RandomEffectsDesign
  let structure: LevelStructure
  let products: MixedCrossProducts
  let weights: [Double]

  init(_ scenario: MixedScenario) throws {
    frame = try scenario.frame()
    design = try RandomEffectsDesign(frame)
    structure = LevelStructure(
      factors: design.blocks.map {
        StructureFactor(codes: $0.codes, levelCount: $0.levelCount, template: $0.template)
      }, fixedCount: frame.design.columns.count)
    products = MixedCrossProducts(
      structure, effects: design.blocks.map(\.effects), fixed: frame.design.parts,
      response: frame.response.values, weights: frame.weights?.values)
    weights = frame.weights?.values ?? [Double](repeating: 1, count: frame.rowCount)
  }

  func deviance(_ estimation: MixedEstimation) -> ProfiledDeviance {
    ProfiledDeviance(
      structure, products, estimation: estimation,
      logWeightSum: weights.reduce(0) { $0 + logarithm($1) })
  }

  /// θ of the scenario in the order in which the factors are eliminated.
  func theta(_ scenario: MixedScenario) -> [Double] {
    // Written in the order of the formula: by name of the grouping.
    var next = 0
    var byGrouping: [String: [Double]] = [:]
    for term in frame.formula.randomTerms {
      let name = term.groupings[0].joined(separator: ":")
      guard let block = design.blocks.first(where: { $0.name == name }) else { continue }
      let count = block.template.entries.count
      byGrouping[name] = Array(scenario.theta[next..<next + count])
      next += count
    }
    return design.blocks.flatMap { byGrouping[$0.name] ?? [] }
  }
}
