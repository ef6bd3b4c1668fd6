import Families
import Formulas
import LinearAlgebra
import Modeling
import Tables

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A small data set of counts or successes, and a point at which to look.
struct GeneralizedScenario: Sendable, CustomStringConvertible {
  let description: String
  let formula: String
  let family: any Family
  let link: any Link
  var weights: String?
  let fixed: [Double]
  let theta: [Double]
  var logDispersion: [Double] = []

  static let all = [
    GeneralizedScenario(
      description: "logit, one intercept", formula: "y ~ x + (1 | school)", family: .binomial,
      link: LogitLink(), fixed: [0.2, 0.5], theta: [0.8]),
    GeneralizedScenario(
      description: "logit, zero variance", formula: "y ~ x + (1 | school)", family: .binomial,
      link: LogitLink(), fixed: [0.2, 0.5], theta: [0]),
    GeneralizedScenario(
      description: "logit, counts of trials, slopes",
      formula: "cbind(k, m - k) ~ x + z + (1 + x | school)", family: .binomial, link: LogitLink(),
      fixed: [0.1, 0.4, -0.3], theta: [0.8, -0.3, 0.5]),
    GeneralizedScenario(
      description: "logit, proportions, nested", formula: "p ~ x + (1 | pupil) + (1 | school)",
      family: .binomial, link: LogitLink(), weights: "m", fixed: [0.1, 0.4], theta: [0.5, 0.9]),
    GeneralizedScenario(
      description: "poisson, crossed, offset",
      formula: "count ~ x + offset(e) + (1 | pupil) + (1 + x | teacher)", family: .poisson,
      link: LogLink(), fixed: [0.3, 0.4], theta: [0.5, 0.6, 0.2, 0.4]),
    GeneralizedScenario(
      description: "poisson, three crossed, weights",
      formula: "count ~ x + (1 | pupil) + (1 + z || teacher) + (0 + kind | school)",
      family: .poisson, link: LogLink(), weights: "w", fixed: [0.3, 0.4],
      theta: [0.5, 0.6, 0.2, 0.7, -0.3, 0.2, 0.5, 0.1, 0.3]),
    GeneralizedScenario(
      description: "poisson, square root", formula: "I(count + 6) ~ x + (1 | school)",
      family: .poisson, link: SquareRootLink(), fixed: [2.7, 0.1], theta: [0.2]),
    GeneralizedScenario(
      description: "probit, slopes", formula: "y ~ x + (1 + x | school)", family: .binomial,
      link: ProbitLink(), fixed: [0.2, 0.5], theta: [0.8, -0.3, 0.5]),
    GeneralizedScenario(
      description: "complementary log-log, crossed",
      formula: "y ~ x + (1 | teacher) + (1 | school)", family: .binomial,
      link: ComplementaryLogLogLink(), fixed: [-0.2, 0.5], theta: [0.8, 0.5]),
    GeneralizedScenario(
      description: "cauchit", formula: "y ~ x + (1 | school)", family: .binomial,
      link: CauchitLink(), fixed: [0.2, 0.5], theta: [0.7]),
    GeneralizedScenario(
      description: "gamma, log, crossed, weights",
      formula: "amount ~ x + (1 | teacher) + (1 + x | school)", family: .gamma, link: LogLink(),
      weights: "w", fixed: [0.1, 0.2], theta: [0.2, 0.3, 0.1, 0.2], logDispersion: [-1.5]),
    GeneralizedScenario(
      description: "inverse Gaussian, log", formula: "amount ~ x + (1 | school)",
      family: .inverseGaussian, link: LogLink(), fixed: [0.1, 0.2], theta: [0.3],
      logDispersion: [-1.2]),
    GeneralizedScenario(
      description: "gaussian, log", formula: "amount ~ x + (1 | school)", family: .gaussian,
      link: LogLink(), fixed: [0.1, 0.2], theta: [0.3], logDispersion: [-0.7]),
  ]

  /// Pupils in schools, crossed with teachers.
  func table() throws -> Table {
    var random = SeededNumbers(11)
    let rows = 120
    let pupils = (0..<rows).map { _ in random.below(30) }
    let teachers = (0..<rows).map { _ in random.below(7) }
    let kinds = (0..<rows).map { _ in random.below(3) }
    let x = (0..<rows).map { _ in random.normal() + 0.5 }
    let z = (0..<rows).map { _ in random.normal() }
    let effects = (0..<40).map { _ in random.normal() }
    let eta = (0..<rows).map { row -> Double in
      let school = pupils[row] / 5
      let fixed = 0.2 + 0.5 * x[row] - 0.3 * z[row]
      let random = 0.8 * effects[school] + 0.3 * effects[school + 8] * x[row]
      return fixed + random + 0.4 * effects[30 + teachers[row]]
    }
    let trials = (0..<rows).map { _ in 1 + random.below(6) }
    let successes = (0..<rows).map { row -> Int in
      let mean = 1 / (1 + exp(-eta[row]))
      return (0..<trials[row]).reduce(0) { sum, _ in sum + (random.uniform() < mean ? 1 : 0) }
    }
    func whole(_ name: String, _ values: [Int]) -> Column {
      Column(name: name, values: .integer(values.map(Int64.init)))
    }
    let counts = eta.map { eta -> Int in
      // By inversion.
      var (k, share) = (0, exp(-exp(eta)))
      var rest = random.uniform() - share
      while rest > 0 && k < 1000 {
        k += 1
        share *= exp(eta) / Double(k)
        rest -= share
      }
      return k
    }
    return try Table([
      whole("y", successes.map { min($0, 1) }), whole("k", successes), whole("m", trials),
      Column("p", zip(successes, trials).map { Double($0) / Double($1) }), whole("count", counts),
      Column("amount", eta.map { exp(0.4 * $0 + 0.4 * random.normal()) }),
      Column("e", (0..<rows).map { _ in 0.3 * random.normal() }),
      Column("w", (0..<rows).map { _ in 0.5 + random.uniform() }), Column("x", x),
      Column("z", z), whole("pupil", pupils), whole("school", pupils.map { $0 / 5 }),
      whole("teacher", teachers),
      Column(
        name: "kind", values: .category(codes: kinds.map { Int32($0) }, levels: ["a", "b", "c"])),
    ])
  }

  var options: ModelOptions { ModelOptions(weights: weights.map { .precision($0) }) }

  func model(quadraturePoints: Int = 1) throws -> GeneralizedLinearMixedModel {
    func make(_ family: some Family) throws -> GeneralizedLinearMixedModel {
      try GeneralizedLinearMixedModel(
        formula, family: family, link: link, options: options, quadraturePoints: quadraturePoints)
    }
    return try make(family)
  }
}

func exponential(_ x: Double) -> Double { exp(x) }

/// The scenario as the module sees it, and θ in the order in which factors are eliminated.
struct GeneralizedNumbers {
  let frame: ModelFrame
  let design: RandomEffectsDesign
  let problem: GeneralizedMixedProblem
  let theta: [Double]
  /// All parameters.
  let point: [Double]

  init(_ scenario: GeneralizedScenario) throws {
    frame = try ModelFrame(
      .init(scenario.formula), table: scenario.table(), options: scenario.options)
    design = try RandomEffectsDesign(frame)
    let structure = LevelStructure(
      factors: design.blocks.map {
        StructureFactor(codes: $0.codes, levelCount: $0.levelCount, template: $0.template)
      }, fixedCount: 0)
    problem = GeneralizedMixedProblem(
      structure: structure,
      effects: design.rowEffects(structure, columns: design.blocks.map(\.effects)),
      fixed: frame.design.parts, response: frame.response.values, weights: rowCounts(of: frame),
      offset: frame.offset, family: scenario.family, link: scenario.link)
    var next = 0
    var byGrouping: [String: [Double]] = [:]
    for term in frame.formula.randomTerms {
      let name = term.groupings[0].joined(separator: ":")
      guard let block = design.blocks.first(where: { $0.name == name }) else { continue }
      let count = block.template.entries.count
      byGrouping[name] = Array(scenario.theta[next..<next + count])
      next += count
    }
    theta = design.blocks.flatMap { byGrouping[$0.name] ?? [] }
    point = scenario.fixed + theta + scenario.logDispersion
  }
}

extension GeneralizedScenario {
  /// The model fitted to the table.
  func fit() throws -> GeneralizedLinearMixedFit { try model().fit(to: table()) }
}
