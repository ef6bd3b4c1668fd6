import Distributions
import TestSupport
import Testing

/// Distributions that are others in disguise, and the two helpers.
struct LimitTests {
  private let same = Tolerance(.relative(1e-12), because: "two ways to one number")

  @Test func tSquaredIsF() {
    for (t, df) in [(0.3, 2.5), (2.1, 40.0), (9, 1e6)] {
      let ratio = FDistribution(numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: df)
      expectClose(
        StudentTDistribution(degreesOfFreedom: df).twoSidedTail(t), ratio.upperTail(t * t),
        within: same)
    }
  }

  @Test func infiniteDegreesOfFreedom() {
    let t = StudentTDistribution(degreesOfFreedom: .infinity)
    #expect(t.upperTail(1.3) == NormalDistribution.standard.upperTail(1.3))
    #expect(t.density(1.3) == NormalDistribution.standard.density(1.3))
    let chi = ChiSquaredDistribution(degreesOfFreedom: 4)
    let f = FDistribution(numeratorDegreesOfFreedom: 4, denominatorDegreesOfFreedom: .infinity)
    expectClose(f.upperTail(2.5), chi.upperTail(10), within: same)
    expectClose(f.quantile(0.9), chi.quantile(0.9) / 4, within: same)
    let range = StudentizedRangeDistribution(groups: 3, degreesOfFreedom: .infinity)
    let almost = StudentizedRangeDistribution(groups: 3, degreesOfFreedom: 1e9)
    let nearness = Tolerance(.relative(1e-7), because: "they differ by a multiple of 1/df")
    expectClose(range.upperTail(3.3), almost.upperTail(3.3), within: nearness)
  }

  /// Two means: q = √2 |t|.
  @Test(arguments: [0.02, 1.0, 4.5, 60])
  func rangeOfTwoIsT(q: Double) {
    for df in [0.7, 3, 25, 4e4] {
      let range = StudentizedRangeDistribution(groups: 2, degreesOfFreedom: df)
      let t = StudentTDistribution(degreesOfFreedom: df)
      expectClose(
        range.upperTail(q), t.twoSidedTail(q * 0.5.squareRoot()), within: same, "df \(df)")
      let p = range.upperTail(q)
      if p == 0 { continue }
      expectClose(
        range.upperQuantile(p), q, within: Tolerance(.relative(1e-8), because: "p ≈ 1 hides q"))
    }
  }

  @Test func rangesAcceptEveryArgument() {
    for df in [0.3, 4, .infinity] {
      let range = StudentizedRangeDistribution(groups: 4, degreesOfFreedom: df)
      #expect(range.cumulative(.nan).isNaN && range.upperTail(.nan).isNaN)
      #expect(range.quantile(-0.1).isNaN && range.upperQuantile(.nan).isNaN)
      #expect(range.cumulative(0) == 0 && range.upperTail(-1) == 1)
      #expect(range.cumulative(.infinity) == 1 && range.upperTail(.infinity) == 0)
      #expect(range.quantile(0) == 0 && range.upperQuantile(0) == .infinity)
      for q in [1e-300, 1e-3, 0.5, 3, 70, 1e300] {
        expectClose(range.cumulative(q) + range.upperTail(q), 1, within: same, "\(q), df \(df)")
      }
    }
    // Many groups: a thousand variates never have a small range.
    let many = StudentizedRangeDistribution(groups: 1400, degreesOfFreedom: 1.2)
    expectClose(many.cumulative(27) + many.upperTail(27), 1, within: same)
  }

  @Test func noncentralityZeroIsCentral() {
    expectClose(
      NoncentralTDistribution(degreesOfFreedom: 7, noncentrality: 0).upperTail(1.9),
      StudentTDistribution(degreesOfFreedom: 7).upperTail(1.9), within: same)
    // The square of a noncentral t is a noncentral F.
    let t = NoncentralTDistribution(degreesOfFreedom: 9, noncentrality: 1.5)
    let f = NoncentralFDistribution(
      numeratorDegreesOfFreedom: 1, denominatorDegreesOfFreedom: 9, noncentrality: 2.25)
    expectClose(t.upperTail(2) + t.cumulative(-2), f.upperTail(4), within: same)
    expectClose((t.density(2) + t.density(-2)) / 4, f.density(4), within: same)
  }

  @Test func helpers() {
    // 2 (1 − Φ(1.96)) and t(30) at 2.042, from distributions.json.
    expectClose(
      twoSidedP(statistic: -1.96, degreesOfFreedom: nil), 2 * 0.024997895148220435, within: same)
    expectClose(
      twoSidedP(statistic: 2.042, degreesOfFreedom: 30), 2 * 0.02501433532809895, within: same)
    expectClose(criticalValue(level: 0.95, degreesOfFreedom: nil), 1.9599639845400538, within: same)
    expectClose(criticalValue(level: 0.95, degreesOfFreedom: 10), 2.2281388519862744, within: same)
    #expect(criticalValue(level: 0, degreesOfFreedom: 3) == 0)
    #expect(criticalValue(level: 1, degreesOfFreedom: 3) == .infinity)
    #expect(criticalValue(level: 1.1, degreesOfFreedom: 3).isNaN)
    #expect(criticalValue(level: .nan, degreesOfFreedom: nil).isNaN)
    #expect(twoSidedP(statistic: .nan, degreesOfFreedom: 3).isNaN)
    #expect(twoSidedP(statistic: .infinity, degreesOfFreedom: 3) == 0)
    #expect(twoSidedP(statistic: 0, degreesOfFreedom: 3) == 1)
  }

  /// The smallest count whose cumulative probability reaches p, by brute force.
  @Test func discreteQuantiles() throws {
    let binomial = BinomialDistribution(trials: 60, successProbability: 0.15)
    let poisson = PoissonDistribution(mean: 23.4)
    for p in [0, 1e-9, 0.1, 0.5, 0.77, 0.9999999] {
      let wanted = try #require((0...60).first { binomial.cumulative($0) >= p })
      #expect(binomial.quantile(p) == wanted)
      #expect(poisson.quantile(p) == (0...200).first { poisson.cumulative($0) >= p })
    }
    #expect(binomial.quantile(1) == 60 && poisson.quantile(1) == nil)
    #expect(binomial.quantile(.nan) == nil && poisson.quantile(-1) == nil)
    #expect(PoissonDistribution(mean: 0).quantile(0.9) == 0)
    #expect(BinomialDistribution(trials: 0, successProbability: 0.5).quantile(0.9) == 0)
    #expect(BinomialDistribution(trials: 9, successProbability: 1).quantile(0.9) == 9)
  }

  @Test func countsAddToOne() {
    let binomial = BinomialDistribution(trials: 40, successProbability: 0.7)
    let total = (0...40).reduce(0) { $0 + binomial.probability($1) }
    expectClose(total, 1, within: same)
    let partial = (0...33).reduce(0) { $0 + PoissonDistribution(mean: 30).probability($1) }
    expectClose(PoissonDistribution(mean: 30).cumulative(33), partial, within: same)
    #expect(binomial.probability(-1) == 0 && binomial.cumulative(-1) == 0)
    #expect(binomial.probability(41) == 0 && binomial.upperTail(40) == 0)
    #expect(PoissonDistribution(mean: 0).probability(0) == 1)
    #expect(BinomialDistribution(trials: 3, successProbability: 0).probability(0) == 1)
  }
}
