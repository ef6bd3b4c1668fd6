import Distributions
import Families
import Inference
import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@testable import Effects

/// Refits by brute force: the table of each draw is made of the rows of the districts drawn, in that order,
/// copies under labels of their own, and the ordinary model is fitted to it. A fit with multiplicities as
/// frequency weights has the same estimates but for rounding, since it adds up other numbers.
@Suite struct BootstrapTests {
  private static let seed: UInt64 = 8
  private static let draws = 60
  /// The share of replicates beyond each end of an interval of level 0.95.
  private static let tail = (1 - 0.95) / 2
  private static let rounding = Tolerance(
    .relativeTo(scale: 1e-3, 1e-8),
    because: "scoring ends within 1e-8 of the maximum, by other sums")
  private static let ratio = Comparison(
    .ratio, of: "m", from: .percentile(10), to: .percentile(90), at: ["x": .percentile(10)])

  private func leavers(_ table: Table, weights: String? = nil) throws -> GeneralizedLinearFit {
    try GeneralizedLinearModel(
      "cbind(leavers, staff - leavers) ~ x * m", family: BinomialFamily(),
      options: ModelOptions(weights: weights.map { .frequency($0) })
    ).fit(to: table)
  }

  /// How often, and in which order, districts are drawn; districts by first occurrence.
  private func drawn(_ draw: Int, from districts: [String]) -> [String] {
    let units = districts.indices.filter { !districts[..<$0].contains(districts[$0]) }
      .map { districts[$0] }
    var stream = RandomStream(seed: Self.seed, stream: UInt64(draw))
    return units.map { _ in units[Int(stream.nextUniform() * Double(units.count))] }
  }

  /// The table of a draw.
  private func table(_ draw: Int, of table: Table) throws -> Table {
    guard case .text(let districts) = try table.column("district").values else {
      throw EffectsSampleError.noFrame
    }
    var rows: [Int] = []
    var labels: [String] = []
    for (place, unit) in drawn(draw, from: districts).enumerated() {
      for row in districts.indices where districts[row] == unit {
        rows.append(row)
        labels.append("copy \(place)")
      }
    }
    let selected = table.selecting(rows: rows)
    return try Table(
      selected.columns.filter { $0.name != "district" }
        + [Column(name: "district", values: .text(labels))])
  }

  /// The quantile by linear interpolation between order statistics.
  private func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let position = share * Double(values.count - 1)
    let below = Int(position)
    let fraction = position - Double(below)
    return fraction == 0
      ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below])
  }

  @Test func aRatioIsThatOfRefitsToTheLastBit() throws {
    let table = try schools()
    let fit = try leavers(table)
    let estimator = ClusteredCovariance(by: ["district"], correction: .cr0)
    let bootstrap = try fit.bootstrap(
      draws: Self.draws, seed: Self.seed, of: .clusters("district"), estimator: estimator)
    #expect(bootstrap.replicates.failedDraws.isEmpty)
    let fits = try (0..<Self.draws).map { try leavers(self.table($0, of: table)) }
    #expect(bootstrap.replicates.parameters == fits.map(\.parameters.values))
    let covariances = try fits.map { try estimator.estimate($0).covariance }
    #expect(bootstrap.replicates.covariances.map(\.matrix) == covariances.map(\.matrix))

    // Levels held: those of all schools. Everything is set, so that one row stands for all.
    let own = try fit.inference(using: estimator)
    func level(_ name: String, _ share: Double) throws -> Level {
      .value(quantile(try table.column(name).numbers, share))
    }
    let atLevels = try Comparison(
      .ratio, of: "m", from: level("m", 0.1), to: level("m", 0.9), at: ["x": level("x", 0.1)])
    let values = try fits.map { try $0.inference().ask(atLevels).estimates[0].estimate }
    let fixed = try bootstrap.ask(Self.ratio).estimates[0]
    #expect(fixed.lower == quantile(values, Self.tail))
    #expect(fixed.upper == quantile(values, 1 - Self.tail))

    // Levels taken anew: those of the schools drawn.
    let anew = try fits.map { try $0.inference().ask(Self.ratio).estimates[0].estimate }
    let redrawn = try bootstrap.ask(Self.ratio, levels: .redrawn).estimates[0]
    #expect(redrawn.lower == quantile(anew, Self.tail))
    #expect(redrawn.upper == quantile(anew, 1 - Self.tail))
    #expect(redrawn.lower != fixed.lower)

    // Studentised: distances from the estimate over the draws' own standard errors.
    let estimate = try own.ask(atLevels).estimates[0]
    let error = try #require(estimate.standardError)
    let distances = try fits.indices.map { draw in
      let question = try fits[draw].inference(using: estimator).ask(atLevels).estimates[0]
      return (values[draw] - estimate.estimate) / (question.standardError ?? .nan)
    }
    let studentised = try bootstrap.ask(
      Self.ratio, interval: .studentised, studentisedBy: own
    ).estimates[0]
    #expect(studentised.lower == estimate.estimate - quantile(distances, 1 - Self.tail) * error)
    #expect(studentised.upper == estimate.estimate - quantile(distances, Self.tail) * error)
  }

  @Test func multiplicitiesAsFrequencyWeightsAgreeButForRounding() throws {
    let table = try schools()
    guard case .text(let districts) = try table.column("district").values else {
      throw EffectsSampleError.noFrame
    }
    let bootstrap = try leavers(table).bootstrap(
      draws: 10, seed: Self.seed, of: .clusters("district"))
    for draw in 0..<10 {
      let units = drawn(draw, from: districts)
      let counts = districts.map { district in Double(units.count { $0 == district }) }
      let weighted = try leavers(
        Table(table.columns + [Column("times", counts)]), weights: "times")
      for (got, want) in zip(bootstrap.replicates.parameters[draw], weighted.parameters.values) {
        expectClose(got, want, within: Self.rounding, "draw \(draw)")
      }
    }
  }

  @Test func theNumberOfThreadsChangesNoBit() throws {
    let table = try schools()
    let fit = try leavers(table)
    let estimator = ClusteredCovariance(by: ["district"], correction: .cr0)
    let answers = try [1, 2].map { threads in
      try Parallelism.withThreads(threads) {
        let bootstrap = try fit.bootstrap(
          draws: Self.draws, seed: Self.seed, of: .clusters("district"), estimator: estimator)
        return [
          try bootstrap.ask(Self.ratio), try bootstrap.ask(Self.ratio, levels: .redrawn),
          try bootstrap.ask(
            Self.ratio, interval: .studentised,
            studentisedBy: try fit.inference(using: estimator)),
        ]
      }
    }
    #expect(answers[0] == answers[1])
  }

  /// An indirect effect of two equations that use other rows: each is fitted to those of the rows drawn
  /// that it uses.
  @Test func aStackIsFittedAgainToTheSameRows() throws {
    let table = try mediation()
    let product = ParameterFunction("indirect effect", of: ["mediator: x", "outcome: m"]) {
      $0[0] * $0[1]
    }
    func stack(_ table: Table) throws -> StackedFit {
      try StackedFit([
        ("mediator", LinearModel("m ~ x + w").fit(to: table)),
        ("outcome", LinearModel("y ~ m + x + z").fit(to: table)),
      ])
    }
    let fit = try stack(table)
    let joint = HeteroskedasticCovariance(.hc0)
    let bootstrap = try fit.bootstrap(
      draws: Self.draws, seed: Self.seed, of: .clusters("district"), estimator: joint)
    let refits = try (0..<Self.draws).map { try stack(self.table($0, of: table)) }
    #expect(bootstrap.replicates.parameters == refits.map(\.parameters.values))
    let matrices = try refits.map { try joint.estimate($0).covariance.matrix }
    #expect(bootstrap.replicates.covariances.map(\.matrix) == matrices)
    let products = refits.map { $0.parameters.values[1] * $0.parameters.values[4] }
    let answer = try bootstrap.ask(product).estimates[0]
    #expect(answer.lower == quantile(products, Self.tail))
    #expect(answer.upper == quantile(products, 1 - Self.tail))
    #expect(throws: ModelingError.self) { try fit.bootstrap(draws: 9, seed: 1, of: .clusters("z")) }
  }
}
