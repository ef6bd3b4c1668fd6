import Families
import Foundation
import Inference
import Modeling
import Tables
import Testing
import Threading

@testable import MixedModels

/// What is changed of the data, and what that is to do to every number of the answer.
///
/// Row order, column order, names, labels of groups, units, origins and the unit of weights change nothing but
/// units. Seeds beyond the first few are tried where the environment has CONCORD_METAMORPHIC_SEEDS.
@Suite struct MetamorphicTests {
  static let seeds: [Int] = {
    let asked = ProcessInfo.processInfo.environment["CONCORD_METAMORPHIC_SEEDS"]
    return Array(1...max(1, asked.flatMap(Int.init) ?? 2))
  }()

  @Test(arguments: MetamorphicModel.linear, seeds)
  func linear(_ model: MetamorphicModel, seed: Int) throws {
    try check(model, seed: seed)
  }

  @Test(arguments: MetamorphicModel.generalized, seeds)
  func generalized(_ model: MetamorphicModel, seed: Int) throws {
    try check(model, seed: seed)
  }

  /// Rows of trials written out as rows of 0 and 1 are the same data: the log-likelihood differs by the
  /// binomial coefficients, which no estimate enters.
  @Test(arguments: seeds) func trialsAreRepeatedRows(seed: Int) throws {
    let data = MetamorphicData(seed: seed)
    var rows: [Int] = []
    var left: [Double] = []
    for row in 0..<data.rowCount {
      let (hits, misses) = (Int(data.numbers["k"]?[row] ?? 0), Int(data.numbers["rest"]?[row] ?? 0))
      rows += [Int](repeating: row, count: hits + misses)
      left += [Double](repeating: 1, count: hits) + [Double](repeating: 0, count: misses)
    }
    var long = data.permuted(rows)
    long.numbers["left"] = left
    for terms in ["(1 | school)", "(1 + x | school)", "(1 | school) + (1 | teacher)"] {
      let counted = MetamorphicModel(formula: "cbind(k, rest) ~ x + \(terms)", family: .binomial)
      let single = MetamorphicModel(formula: "left ~ x + \(terms)", family: .binomial)
      let want = try counted.answer(data.table())
      let got = try single.answer(long.table())
      let found = largestDeparture(
        got, want, ExpectedChange(logLikelihood: nil, places: rows))
      // Two searches on different ways to one minimum.
      #expect(found.size < 1e-4, "\(terms), \(seed): \(found)")
    }
  }

  /// The largest departure that counts as none: six digits, where the search has come to a minimum inside.
  /// Next to a variance of zero the deviance is flat, and a search that ends within 10⁻¹² of it is further from
  /// the estimates.
  private func limit(_ answer: MetamorphicAnswer) -> Double {
    let largest = answer.deviations.reduce(0) { max($0, $1) }
    let isFlat = answer.deviations.contains { $0 < 0.1 * largest }
    return isFlat ? 1e-4 : 1e-6
  }

  private func check(_ model: MetamorphicModel, seed: Int) throws {
    let data = MetamorphicData(seed: seed)
    let want = try model.answer(data.table())
    let limit = limit(want)
    func expect(
      _ name: String, _ changed: MetamorphicData, _ change: ExpectedChange = ExpectedChange(),
      names: [String: String] = [:]
    ) throws {
      let own = names.isEmpty ? model : model.renamed(names)
      let got = try own.answer(changed.table(names: names))
      let found = largestDeparture(got, want, change)
      #expect(found.size < limit, "\(model), seed \(seed), \(name): \(found)")
    }
    try expectStructure(data, seed: seed, expect)
    try expectUnits(data, model, expect)
    let single = try Parallelism.withThreads(1) { try model.answer(data.table()) }
    let several = try Parallelism.withThreads(3) { try model.answer(data.table()) }
    #expect(single.estimates == several.estimates && single.errors == several.errors)
    #expect(single.degreesOfFreedom == several.degreesOfFreedom)
    #expect(single.effects == several.effects && single.effectErrors == several.effectErrors)
  }

  private typealias Expectation = (
    _ name: String, _ changed: MetamorphicData, _ change: ExpectedChange, _ names: [String: String]
  ) throws -> Void

  /// Rows, columns, names and labels.
  private func expectStructure(
    _ data: MetamorphicData, seed: Int, _ expect: Expectation
  ) throws {
    var random = SeededNumbers(seed)
    let places = (0..<data.rowCount).map { ($0, random.uniform()) }.sorted { $0.1 < $1.1 }.map(\.0)
    try expect("row order", data.permuted(places), ExpectedChange(places: places), [:])
    var turned = data
    turned.order.reverse()
    try expect("column order", turned, ExpectedChange(), [:])
    let names = [
      "y": "outcome", "x": "a", "z": "B", "w": "weight", "school": "group", "class": "g",
      "teacher": "T", "kind": "sort", "left": "gone", "k": "hits", "rest": "misses",
      "count": "events", "amount": "sum",
    ]
    try expect(
      "names", data, ExpectedChange(), names)
    let labels: [(String, (Int) -> String)] = [
      ("negative numbers", { "-\($0 + 1)" }),
      ("sixteen digits", { "90071992547409\(10 + $0)" }),
      ("words", { "group number \($0), \(["é", "ß", "x"][$0 % 3])" }),
    ]
    for (name, label) in labels {
      var labelled = data
      for column in ["school", "class", "teacher"] {
        let levels = Set(data.groups[column] ?? []).sorted()
        labelled.groups[column] = (data.groups[column] ?? []).map {
          label(levels.firstIndex(of: $0) ?? 0)
        }
      }
      try expect("labels: \(name)", labelled, ExpectedChange(), [:])
    }
  }

  /// Units and origins.
  private func expectUnits(
    _ data: MetamorphicData, _ model: MetamorphicModel, _ expect: Expectation
  ) throws {
    func with(_ column: String, _ change: (Double) -> Double) -> MetamorphicData {
      var changed = data
      changed.numbers[column] = data.numbers[column]?.map(change)
      return changed
    }
    func power(_ name: String) -> Int {
      name.contains("x^2") ? 2 : name.contains("x") ? 1 : 0
    }
    for unit in [1e9, 1e-9, -1000] {
      let change = ExpectedChange(
        factor: { Foundation.pow(unit, -Double(power($0))) }, logLikelihood: nil,
        keepsDeviations: false)
      try expect("x times \(unit)", with("x") { unit * $0 }, change, [:])
    }
    if model.allowsOrigin {
      // A square of x + 10⁷ has no digits left of that of x.
      let origins = model.formula.contains("x^2") ? [2000.0, -300] : [2000, 1e5, -1e7]
      for origin in origins {
        // Of several terms with x only the highest is the same effect.
        let highest =
          model.formula.contains("x^2") ? "x^2" : model.formula.contains("*") ? ":" : "x"
        let change = ExpectedChange(
          compared: { $0.contains(highest) }, logLikelihood: 0, keepsDeviations: false)
        try expect("x plus \(origin)", with("x") { $0 + origin }, change, [:])
      }
    }
    if let weights = model.weights {
      for unit in [1e8, 1e-8] {
        let change = ExpectedChange(
          scale: model.isLinear ? unit.squareRoot() : unit)
        try expect("weights times \(unit)", with(weights) { unit * $0 }, change, [:])
      }
    }
    guard model.formula.hasPrefix("y ") else { return }
    for unit in [1e9, 1e-9, -1] {
      let change = ExpectedChange(
        factor: { _ in unit }, response: unit, logLikelihood: nil,
        scale: model.isLinear ? unit.magnitude : unit * unit)
      try expect("y times \(unit)", with("y") { unit * $0 }, change, [:])
    }
    let change = ExpectedChange(compared: { $0 != "(Intercept)" })
    // A generalized model takes the response as it is, whose family may know no other origin.
    let origin = model.isLinear ? 1e7 : 1e3
    try expect("y plus \(origin)", with("y") { $0 + origin }, change, [:])
  }
}
