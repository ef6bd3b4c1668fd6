import Families
import Modeling
import Tables
import TestSupport
import Testing

@testable import MixedModels

/// Input that mixed models must answer with a clear error, a doubt, or a fit; never with a trap or a hang.
struct MixedBadInput: Sendable, CustomStringConvertible {
  let formula: String
  let family: String?
  let weights: String?
  let outcome: Outcome

  enum Outcome: Sendable {
    /// An error whose message holds these words.
    case refused(String)
    /// A fit with such a diagnostic.
    case doubted(Diagnostic.Code)
    /// A fit of finite coefficients with so many rows.
    case fitted(rows: Int)
  }

  init(
    _ formula: String, family: String? = nil, weights: String? = nil, _ outcome: Outcome
  ) {
    self.formula = formula
    self.family = family
    self.weights = weights
    self.outcome = outcome
  }

  var description: String {
    [formula, family, weights].compactMap { $0 }.joined(separator: ", ")
  }

  func fit(to table: Table) throws -> any Estimated {
    let options = ModelOptions(weights: weights.map { .precision($0) })
    guard let family else { return try LinearMixedModel(formula, options: options).fit(to: table) }
    let known: any Family = family == "poisson" ? PoissonFamily() : BinomialFamily()
    return try GeneralizedLinearMixedModel(formula, family: known, options: options).fit(to: table)
  }

  /// What is the same for a linear model and one of counts.
  static func shared(_ response: String, _ family: String?) -> [MixedBadInput] {
    let y = response
    return [
      MixedBadInput(
        "\(y) ~ x + (1 | one)", family: family, .refused("all rows are in one group of one, \"k\"")),
      MixedBadInput("\(y) ~ x + (1 | half)", family: family, .fitted(rows: 60)),
      MixedBadInput("\(y) ~ x + (1 | part)", family: family, .fitted(rows: 51)),
      MixedBadInput(
        "\(y) ~ x + (1 | gone)", family: family, .refused("60 rows without a value for gone")),
      MixedBadInput("\(y) ~ x + (1 | nope)", family: family, .refused("no column \"nope\"")),
      MixedBadInput("\(y) ~ x + (1 | 1)", family: family, .refused("found \"1\" as a grouping")),
      MixedBadInput("\(y) ~ x + (0 | g)", family: family, .refused("has no random term")),
      MixedBadInput(
        "\(y) ~ x + (word | g)", family: family, .refused("word has only one level, \"only\"")),
      MixedBadInput(
        "\(y) ~ x + (same | g)", family: family, .refused("same is the same in every row")),
      MixedBadInput(
        "\(y) ~ x + (1 | g) + (1 | g)", family: family,
        .refused("(Intercept) varies by g in two random terms")),
      MixedBadInput(
        "\(y) ~ x + (x | g) + (0 + x | g)", family: family,
        .refused("x varies by g in two random terms")),
      MixedBadInput(
        "\(y) ~ x + (1 | g) + (1 | half)", family: family,
        .refused("g and half make the same groups")),
      MixedBadInput(
        "\(y) ~ x + (1 | g)", family: family, weights: "none",
        .refused("60 rows with weight zero in none")),
      MixedBadInput("\(y) ~ x + (1 | g)", family: family, weights: "some", .fitted(rows: 40)),
      MixedBadInput("\(y) ~ huge + (1 | g)", family: family, .refused("powers of ten")),
      MixedBadInput("\(y) ~ x + (huge | g)", family: family, .refused("powers of ten")),
      MixedBadInput(
        "\(y) ~ x + (infinite | g)", family: family, .refused("infinite is infinite in row 4")),
    ]
  }

  static let all =
    shared("y", nil) + shared("count", "poisson") + [
      MixedBadInput("y ~ x + (1 | row)", .refused("each of the 60 groups of row has one row")),
      MixedBadInput(
        "y ~ x + (1 + x | row)", .refused("(1 + x | row) has 120 random effects for 60 rows")),
      MixedBadInput("same ~ x + (1 | g)", .refused("nothing is left of same")),
      MixedBadInput("huge ~ x + (1 | g)", .refused("powers of ten")),
      MixedBadInput("y ~ x + (0 + same | g)", .fitted(rows: 60)),
      MixedBadInput("y ~ x + (1 | g) + (0 + x | half)", .fitted(rows: 60)),
      MixedBadInput("count ~ x + (1 | row)", family: "poisson", .fitted(rows: 60)),
      MixedBadInput("count ~ large + (1 | g)", family: "poisson", .doubted(.notConverged)),
      MixedBadInput("none ~ x + (1 | g)", family: "poisson", .doubted(.separation)),
      MixedBadInput("none ~ x + (1 | g)", family: "binomial", .doubted(.separation)),
      MixedBadInput("sign ~ x + (1 | g)", family: "binomial", .doubted(.separation)),
      MixedBadInput("odd ~ x + (1 | g)", family: "binomial", .doubted(.separation)),
    ]

  /// Sixty rows in ten groups, and columns that are each wrong in some way.
  static func table() throws -> Table {
    let rows = 0..<60
    let x = rows.map { Double($0 * 37 % 23 - 11) / 7 }
    let y = rows.map { 0.3 * Double($0 / 6) + 0.5 * x[$0] + Double($0 * 53 % 19 - 9) / 5 }
    return try Table([
      Column("y", y), Column("x", x), Column("g", rows.map { Double($0 / 6) }),
      Column("half", rows.map { Double($0 / 6) / 2 }), Column("row", rows.map(Double.init)),
      Column(name: "one", values: .text(rows.map { _ in "k" })),
      Column(name: "word", values: .text(rows.map { _ in "only" })),
      Column("part", rows.map { $0 % 7 == 0 ? Double.nan : Double($0 / 6) }),
      Column("gone", rows.map { _ in Double.nan }), Column("same", rows.map { _ in 7 }),
      Column("none", rows.map { _ in 0 }), Column("some", rows.map { $0 % 3 == 0 ? 0 : 1 }),
      Column("huge", rows.map { $0 % 2 == 0 ? -1e308 : 1e308 }),
      Column("large", x.map { 1e160 * $0 }),
      Column("infinite", rows.map { $0 == 3 ? Double.infinity : Double($0) }),
      Column("count", y.map { ($0.magnitude * 2).rounded() }),
      Column("sign", x.map { $0 > 0 ? 1 : 0 }), Column("odd", rows.map { Double($0 / 6 % 2) }),
    ])
  }
}

@Suite struct MixedBadInputTests {
  @Test(.endsInTime, arguments: MixedBadInput.all)
  func isAnswered(_ input: MixedBadInput) throws {
    let table = try MixedBadInput.table()
    switch input.outcome {
    case .refused(let words):
      let message = failure { _ = try input.fit(to: table) }
      #expect(message?.contains(words) == true, "\(message ?? "no error")")
    case .doubted(let code):
      let found = try input.fit(to: table).diagnostics.map(\.code)
      #expect(found.contains(code), "\(found)")
    case .fitted(let rows):
      let fit = try input.fit(to: table)
      let used = fit.data?.rowCount
      let values = fit.coefficients.values
      #expect(used == rows)
      #expect(values.allSatisfy { $0.isFinite })
    }
  }

  /// A level for each row, many of them: refused before anything grows with their square.
  @Test(.endsInTime)
  func aHundredThousandLevelsOfOneRowAreRefused() throws {
    var random = SeededNumbers(3)
    let rows = 0..<100_000
    let table = try Table([
      Column("y", rows.map { _ in random.normal() }),
      Column(name: "row", values: .text(rows.map { "level \($0)" })),
    ])
    #expect(throws: MixedModelsError.oneRowEach(grouping: "row", rows: 100_000)) {
      try LinearMixedModel("y ~ 1 + (1 | row)").fit(to: table)
    }
  }

  /// The same with counts, where such levels are more variance than the mean's.
  @Test(.endsInTime)
  func twentyThousandLevelsOfOneCountAreFitted() throws {
    var random = SeededNumbers(4)
    let counts = (0..<20_000).map { _ in Double(random.below(5)) }
    let table = try Table([
      Column("y", counts), Column("row", counts.indices.map(Double.init)),
    ])
    let fit = try GeneralizedLinearMixedModel("y ~ 1 + (1 | row)", family: .poisson)
      .fit(to: table)
    #expect(fit.convergence.isConverged)
  }
}

/// The message of what a body throws.
private func failure(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return "\(error)" }
}
