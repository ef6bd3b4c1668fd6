import Families
import Modeling
import Optimization
import Tables
import Testing

@testable import MixedModels

/// Draws that leave no estimates are failed refits.
@Suite struct FailedRefitTests {
  /// Two events in thirty rows: a draw has none with probability about 2⁻⁵⁄₂ or so, and then no finite
  /// intercept.
  private func rareEvents(_ count: Int) throws -> Table {
    var random = SeededNumbers(17)
    return try Table([
      Column("y", (0..<count).map { $0 == 3 || $0 == 17 ? 1.0 : 0 }),
      Column("x", (0..<count).map { _ in random.normal() }),
      Column("g", (0..<count).map { Double($0 % 6) }),
    ])
  }

  /// A draw of zeros alone has no estimates, whatever the search says.
  @Test(arguments: ["poisson", "binomial"])
  func drawsOfZerosAreSeparated(_ family: String) throws {
    let table = try rareEvents(30)
    let fit =
      try family == "poisson"
      ? GeneralizedLinearMixedModel("y ~ x + (1 | g)", family: .poisson).fit(to: table)
      : GeneralizedLinearMixedModel("y ~ x + (1 | g)", family: .binomial).fit(to: table)
    let refitting = GeneralizedRefitting(fit)
    let zeros = [Double](repeating: 0, count: 30)
    #expect(throws: RefitFailure.separated) {
      try refitting.refit(to: zeros, needsEstimates: true).get()
    }
    // Likelihood ratios have a limit there.
    let deviance = try refitting.refit(to: zeros, needsEstimates: false).get().deviance
    #expect(deviance.magnitude < 1e-3)
    #expect(
      try refitting.refit(to: fit.frame.response.values, needsEstimates: true).get().isConverged)
    // Perfectly separated by the sign of x.
    if family == "binomial" {
      let signs = try table.numericValues(of: "x").map { $0 > 0 ? 1.0 : 0 }
      #expect(throws: RefitFailure.separated) {
        try refitting.refit(to: signs, needsEstimates: true).get()
      }
    }
  }

  /// The units of a predictor have no say in it.
  @Test(arguments: [1e-6, 1, 1e6]) func unitsDoNotMatter(_ unit: Double) throws {
    let table = try rareEvents(30)
    let scaled = try Table([
      try table.column("y"), Column("x", table.numericValues(of: "x").map { unit * $0 }),
      try table.column("g"),
    ])
    let fit = try GeneralizedLinearMixedModel("y ~ x + (1 | g)", family: .poisson).fit(to: scaled)
    #expect(!fit.diagnostics.contains { $0.code == .separation })
    #expect(throws: MixedModelsError.self) { try fit.parametricBootstrap(draws: 60, seed: 1) }
  }

  /// Few failures are counted and left out, many are an error.
  @Test func fewFailuresAreLeftOut() throws {
    let value = MixedRefit(deviance: 0, values: [1], isConverged: true, isAtBoundary: false)
    func bootstrap(failed: Int) throws -> ParametricBootstrap {
      try ParametricBootstrap(
        parameters: [.fixedEffect("x")], estimates: [1], seed: 1,
        refits: (0..<100).map { $0 < failed ? .failure(.separated) : .success(value) })
    }
    let few = try bootstrap(failed: 10)
    #expect(few.failedDraws == Array(0..<10) && few.separatedCount == 10 && few.refits.count == 90)
    let reason = RefitFailure.separated.description
    #expect(throws: MixedModelsError.tooManyFailedRefits(failed: 11, draws: 100, reason: reason)) {
      try bootstrap(failed: 11)
    }
    #expect(throws: MixedModelsError.noRefits(draws: 100, reason: reason)) {
      try bootstrap(failed: 100)
    }
  }
}
