import Concord
import ConcordCommand
import Foundation
import Testing

/// Correct digits on NIST's problems as a user has them: a file, a formula, no options.
///
/// A result is to have all the digits that data read into doubles can give, less 0.3 for its own
/// rounding, and at least 13 on every linear problem. Digits above 14.5 are not asked for.
@Suite struct NISTTests {
  @Test func allSetsAreThere() {
    #expect(NISTSet.all.count == 22 && NISTSet.all.filter(\.isAnalysis).count == 11)
  }

  private func expectDigits(
    _ set: NISTSet, _ quantity: String, _ got: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // Sums over 18,009 rows in the gram gear are ordinary ones.
    let most = set.name == "smls03" ? 13.3 : 14.5
    let wanted = min(most, set.bound(quantity)) - 0.3
    let reached = set.digits(quantity, got)
    #expect(
      reached >= (set.isAnalysis ? wanted : max(13, wanted)), "\(set) \(quantity): \(reached)",
      sourceLocation: sourceLocation)
  }

  /// The formulas a user may write for a set's polynomial.
  static func formulas(_ set: NISTSet) -> [String] {
    let degree = ["filip": 10, "pontius": 2][set.name] ?? (set.name.hasPrefix("wampler") ? 5 : 0)
    guard degree > 0 else { return [set.formula] }
    return [set.formula, "y ~ poly(x, \(degree), raw = TRUE)"]
  }

  @Test(arguments: NISTSet.all.filter { !$0.isAnalysis })
  func linearThroughTheLibrary(_ set: NISTSet) throws {
    let table = try Self.table(set)
    for formula in Self.formulas(set) {
      let fit = try LinearModel(formula).fit(to: table)
      let rows = try fit.inference(using: standardEstimator(named: "classical")).coefficientTable()
      #expect(fit.coefficients.aliased.isEmpty)
      expectDigits(set, "estimates", rows.map(\.estimate))
      expectDigits(set, "standardErrors", rows.compactMap(\.standardError))
      expectDigits(set, "sigma", [fit.sigma])
      expectDigits(set, "rSquared", [fit.rSquared])
    }
  }

  /// Products of columns carry what rounding took from them, as powers do; their terms stand last.
  @Test func productsOfColumns() throws {
    let set = try #require(NISTSet.all.first { $0.name == "filip" })
    let formula =
      "y ~ x + I(x * x) + I(x^3) + I((x^2)^2) + I(x^5) + I(x^6) + I(x^3 * x^4) + x:I(x^7) "
      + "+ I(x^4):I(x^5) + I(x^5):I(x^5 * 1)"
    let fit = try LinearModel(formula).fit(to: Self.table(set))
    expectDigits(set, "estimates", fit.coefficients.values)
    #expect(fit.description.method == "refined")
  }

  @Test(arguments: NISTSet.all.filter { !$0.isAnalysis })
  func linearThroughTheProgram(_ set: NISTSet) throws {
    let fit = try answer("fit", set)
    let rows = fit["coefficients"]?.list ?? []
    expectDigits(set, "estimates", rows.compactMap { $0["estimate"]?.number })
    expectDigits(set, "standardErrors", rows.compactMap { $0["standardError"]?.number })
    expectDigits(set, "sigma", [fit["fit"]?["sigma"]?.number ?? .nan])
    expectDigits(set, "rSquared", [fit["fit"]?["rSquared"]?.number ?? .nan])
  }

  @Test(arguments: NISTSet.all.filter(\.isAnalysis))
  func analysesOfVarianceThroughTheProgram(_ set: NISTSet) throws {
    let scalars = try answer("fit", set)["fit"]
    expectDigits(set, "sigma", [scalars?["sigma"]?.number ?? .nan])
    expectDigits(set, "rSquared", [scalars?["rSquared"]?.number ?? .nan])
    expectDigits(set, "fStatistic", [scalars?["fStatistic"]?["value"]?.number ?? .nan])
    let rows = try answer("anova", set)["rows"]?.list ?? []
    #expect(rows.count == 2)
    func meanSquare(_ row: JSONNode?) -> Double {
      (row?["sumOfSquares"]?.number ?? .nan) / (row?["df"]?.number ?? .nan)
    }
    expectDigits(set, "betweenMeanSquare", [meanSquare(rows.first)])
    expectDigits(set, "withinMeanSquare", [meanSquare(rows.last)])
    expectDigits(set, "fStatistic", [rows.first?["statistic"]?.number ?? .nan])
  }

  /// The data of a set, read from a file.
  static func table(_ set: NISTSet) throws -> Table {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try set.csv().write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try Table(csv: file)
  }

  /// The JSON a subcommand answers about a set.
  private func answer(_ command: String, _ set: NISTSet) throws -> JSONNode {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try set.csv().write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = ConcordCommand.run(arguments: [command, file.path, set.formula, "--json"])
    #expect(result.exitCode == 0, "\(result.standardError)")
    return try JSONDecoder().decode(JSONNode.self, from: Data(result.standardOutput.utf8))
  }
}
