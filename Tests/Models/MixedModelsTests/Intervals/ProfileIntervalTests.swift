import Distributions
import Modeling
import Tables
import TestSupport
import Testing
import Threading

@testable import MixedModels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let searched = Tolerance(
  .relativeTo(scale: 0.1, 1e-6), because: "minima to 1e-11 of deviance, ends to 1e-9 of a width")

/// Profile-likelihood intervals against closed forms, brute force and invariances.
@Suite struct ProfileIntervalTests {
  static func oneWay(_ spread: Double) throws -> Table {
    var random = SeededNumbers(3)
    let codes = (0..<30).map { $0 / 5 }
    let effects = (0..<6).map { _ in spread * random.normal() }
    let y = codes.map { 10 + effects[$0] + random.normal() }
    return try Table([Column("y", y), Column("g", codes.map(Double.init))])
  }

  /// Sums of squares of a balanced one-way layout: between groups and within.
  private func squares(_ table: Table) throws -> (between: Double, within: Double, mean: Double) {
    let y = try table.numericValues(of: "y")
    let means = (0..<6).map { g in y[g * 5..<(g + 1) * 5].reduce(0, +) / 5 }
    let mean = means.reduce(0, +) / 6
    return (
      5 * means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) },
      y.indices.reduce(0) { $0 + (y[$1] - means[$1 / 5]) * (y[$1] - means[$1 / 5]) }, mean
    )
  }

  /// With a groups of n rows the deviance is a(n − 1) log σ² + S_w/σ² + a log λ + (S_b + an(ȳ − μ)²)/λ,
  /// λ = σ² + nτ², so that ends of intervals are roots of one equation.
  @Test(arguments: [MixedEstimation.ml, .reml])
  func balancedOneWayIsClosed(_ estimation: MixedEstimation) throws {
    let table = try Self.oneWay(2)
    let (between, within, mean) = try squares(table)
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)", estimation: estimation).fit(to: table)
    let (a, n, q) = (6.0, 5.0, 3.841458820694124)
    let found = try fit.profileIntervals()
    #expect(found.map(\.parameter.description) == ["(Intercept)", "sd((Intercept) | g)", "sigma"])
    let half = (between * (exp(q / a) - 1) / (a * n)).squareRoot()
    expectClose(found[0].lower, mean - half, within: searched)
    expectClose(found[0].upper, mean + half, within: searched)
    // σ² at the ends: its own part of the deviance rises by q.
    let best = within / (a * (n - 1))
    func rise(_ variance: Double) -> Double {
      a * (n - 1) * log(variance / best) + within / variance - within / best - q
    }
    expectClose(rise(found[2].lower * found[2].lower), 0, within: searched)
    expectClose(rise(found[2].upper * found[2].upper), 0, within: searched)
    #expect(found[2].lower < best.squareRoot() && best.squareRoot() < found[2].upper)
    // τ at the ends, by golden sections over log σ².
    func deviance(_ tau: Double) -> Double {
      func at(_ logVariance: Double) -> Double {
        let variance = exp(logVariance)
        let lambda = variance + n * tau * tau
        return a * (n - 1) * logVariance + within / variance + a * log(lambda) + between / lambda
      }
      var (low, high) = (log(best) - 5, log(best) + 5)
      for _ in 0..<200 {
        let (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low))
        if at(left) < at(right) { high = right } else { low = left }
      }
      return at(0.5 * (low + high))
    }
    let tau = ((between / a - best) / n).squareRoot()
    for end in [found[1].lower, found[1].upper] {
      expectClose(deviance(end) - deviance(tau), q, within: searched)
    }
    expectClose(found[1].estimate, tau, within: searched)
    #expect(found.allSatisfy { $0.rejectsBelow && $0.rejectsAbove })
  }

  /// A variance of zero: the interval begins at 0 and says that nothing below is rejected.
  @Test func aVarianceOfZeroHasAnIntervalFromZero() throws {
    let y = (0..<20).map { [1.0, -1, 2, -2][$0 % 4] + 5 }
    let fit = try LinearMixedModel("y ~ 1 + (1 | g)").fit(
      to: Table([Column("y", y), Column("g", (0..<20).map { Double($0 / 4) })]))
    let found = try fit.profileIntervals()[1]
    #expect(found.lower == 0 && found.estimate == 0 && !found.rejectsBelow && found.rejectsAbove)
    #expect(found.upper > 0.1 && found.upper < 2)
  }

  /// Each end is where the deviance of a fit with the parameter held has risen by the quantile, found here
  /// by minimising the written-out deviance over the others by coordinate search.
  @Test func endsOfSlopesAndCorrelationsRiseByTheQuantile() throws {
    let table = try MixedScenario.all[1].table()
    let fit = try LinearMixedModel("y ~ x + (1 + x | school)").fit(to: table)
    let found = try fit.profileIntervals(level: 0.8)
    let q = ChiSquaredDistribution(degreesOfFreedom: 1).quantile(0.8)
    let least =
      try fit.maximumLikelihood().deviance
      + fit.coordinates.criterionConstant(.ml, rowCount: fit.frame.rowCount)
    let numbers = try ScenarioNumbers(MixedScenario.all[1])
    let deviance = ScaledDeviance(
      MixedNumbers(
        structure: numbers.structure, products: numbers.products, estimation: .ml,
        logWeightSum: 0))
    /// −2 log L at two standard deviations, a correlation and log σ.
    func value(_ p: [Double]) -> Double {
      let (first, second, correlation, scale) = (p[0], p[1], p[2], p[3])
      if first < 0 || second < 0 || correlation.magnitude > 1 { return .infinity }
      let rest = (1 - correlation * correlation).squareRoot()
      return deviance.value(at: [first, second * correlation, second * rest, scale])
    }
    func held(_ index: Int, _ target: Double) -> Double {
      var p = [0.8, 0.5, 0.2, 0.0]
      p[index] = target
      var best = value(p)
      var step = 0.3
      while step > 1e-7 {
        var isBetter = false
        for k in p.indices where k != index {
          for sign in [-1.0, 1] {
            for other in p.indices where other != index {
              for along in [-1.0, 0, 1] {
                var trial = p
                trial[k] += sign * step
                if other != k { trial[other] += along * step }
                let there = value(trial)
                if there < best { (p, best, isBetter) = (trial, there, true) }
              }
            }
          }
        }
        if !isBetter { step /= 2 }
      }
      return best
    }
    let variances = [(2, 0), (3, 1), (4, 2)]
    for (place, index) in variances {
      for (end, isReached) in [
        (found[place].lower, found[place].rejectsBelow),
        (found[place].upper, found[place].rejectsAbove),
      ] {
        let rise = held(index, end) - least
        if isReached {
          expectClose(
            rise, q,
            within: Tolerance(.absolute(1e-5), because: "the coordinate search ends at 1e-7"))
        } else {
          #expect(rise < q)
        }
      }
    }
  }

  @Test func unitsDoNotMatter() throws {
    let table = try MixedScenario.all[1].table()
    let first = try LinearMixedModel("y ~ x + (1 + x | school)").fit(to: table)
    let y = try table.numericValues(of: "y").map { 1e4 * $0 - 7 }
    let scaled = try Table(table.columns.filter { $0.name != "y" } + [Column("y", y)])
    let second = try LinearMixedModel("y ~ x + (1 + x | school)").fit(to: scaled)
    for (a, b) in zip(try first.profileIntervals(), try second.profileIntervals()) {
      let isCorrelation: Bool = if case .correlation = a.parameter { true } else { false }
      let unit = isCorrelation ? 1 : 1e4
      let shift = a.parameter == .fixedEffect("(Intercept)") ? 7.0 : 0
      let close = Tolerance(.relativeTo(scale: 0.1 * unit, 1e-5), because: "two searches")
      expectClose(b.lower, unit * a.lower - shift, within: close, "\(a.parameter)")
      expectClose(b.upper, unit * a.upper - shift, within: close, "\(a.parameter)")
    }
  }

  @Test(arguments: MixedScenario.all)
  func bitsDoNotDependOnThreads(_ scenario: MixedScenario) throws {
    let fit = try LinearMixedModel(scenario.formula, options: scenario.options)
      .fit(to: scenario.table())
    let one = try Parallelism.withThreads(1) { try fit.profileIntervals() }
    let two = try Parallelism.withThreads(2) { try fit.profileIntervals() }
    #expect(one.map { [$0.lower, $0.upper] } == two.map { [$0.lower, $0.upper] })
    let count = fit.varianceComponents.parameters.count + fit.coefficients.names.count + 1
    #expect(one.count == count)
    for interval in one where interval.estimate.isFinite {
      #expect(interval.lower <= interval.estimate && interval.estimate <= interval.upper)
    }
  }

  @Test(arguments: [0, 2, 3, 7, 10].map { GeneralizedScenario.all[$0] })
  func generalizedBitsDoNotDependOnThreads(_ scenario: GeneralizedScenario) throws {
    let fit = try scenario.fit()
    let one = try Parallelism.withThreads(1) { try fit.profileIntervals() }
    let two = try Parallelism.withThreads(2) { try fit.profileIntervals() }
    #expect(one.map { [$0.lower, $0.upper] } == two.map { [$0.lower, $0.upper] })
    for interval in one where interval.estimate.isFinite {
      #expect(interval.lower <= interval.estimate && interval.estimate <= interval.upper)
    }
  }
}
