import Distributions
import Foundation
import TestSupport
import Testing

/// Seeded samples against the distribution functions, themselves tested elsewhere.
struct SamplerTests {
  struct ContinuousCase: Sendable, CustomStringConvertible {
    let description: String
    let distribution: any ContinuousDistribution
    let draw: @Sendable (inout RandomStream) -> Double
  }

  static let continuousCases: [ContinuousCase] =
    [
      ContinuousCase(
        description: "uniform", distribution: BetaDistribution(alpha: 1, beta: 1),
        draw: { $0.nextUniform() }),
      ContinuousCase(
        description: "normal", distribution: NormalDistribution.standard,
        draw: { $0.nextNormal() }),
      ContinuousCase(
        description: "exponential", distribution: GammaDistribution(shape: 1),
        draw: { $0.nextExponential() }),
      ContinuousCase(
        description: "chi-squared", distribution: ChiSquaredDistribution(degreesOfFreedom: 3),
        draw: { $0.nextChiSquared(degreesOfFreedom: 3) }),
    ]
    + [0.02, 0.7, 1, 3.5, 400].map { shape in
      ContinuousCase(
        description: "gamma \(shape)", distribution: GammaDistribution(shape: shape),
        draw: { $0.nextGamma(shape: shape) })
    }
    + [(0.05, 2), (0.6, 3), (2, 2), (500, 30)].map { shapes in
      ContinuousCase(
        description: "beta \(shapes)",
        distribution: BetaDistribution(alpha: shapes.0, beta: shapes.1),
        draw: { $0.nextBeta(alpha: shapes.0, beta: shapes.1) })
    }

  /// Kolmogorov and Smirnov: √n D has its 1 − 10⁻⁴ quantile at 2.23; the seed is fixed.
  @Test(arguments: continuousCases)
  func followTheirDistribution(sampler: ContinuousCase) {
    var stream = RandomStream(seed: 99, stream: 1)
    let count = 20_000
    let sample = (0..<count).map { _ in sampler.draw(&stream) }.sorted()
    var distance = 0.0
    for (index, x) in sample.enumerated() {
      let p = sampler.distribution.cumulative(x)
      distance = max(
        distance, p - Double(index) / Double(count), Double(index + 1) / Double(count) - p)
    }
    #expect(distance * Double(count).squareRoot() < 2.23)
  }

  /// Against the distribution function in closed form (Chhikara & Folks 1974), by the same test.
  @Test(arguments: [(1.0, 0.2), (2, 5), (0.01, 40), (300, 10)])
  func inverseGaussianVariatesFollowTheirDistribution(mean: Double, shape: Double) {
    var stream = RandomStream(seed: 99, stream: 3)
    let count = 20_000
    let sample = (0..<count).map { _ in stream.nextInverseGaussian(mean: mean, shape: shape) }
    var distance = 0.0
    for (index, x) in sample.sorted().enumerated() {
      let root = (shape / x).squareRoot()
      let below = NormalDistribution.standard.cumulative(root * (x / mean - 1))
      let above = NormalDistribution.standard.cumulative(-root * (x / mean + 1))
      // Where e^{2λ/μ} overflows the second part is nothing.
      let p = below + (above == 0 ? 0 : exp(2 * shape / mean) * above)
      distance = max(
        distance, p - Double(index) / Double(count), Double(index + 1) / Double(count) - p)
    }
    #expect(distance * Double(count).squareRoot() < 2.23)
  }

  struct DiscreteCase: Sendable, CustomStringConvertible {
    let description: String
    let distribution: any DiscreteDistribution
    let draw: @Sendable (inout RandomStream) -> Int
  }

  static let discreteCases: [DiscreteCase] =
    [0.3, 4, 9.99, 10, 37.5, 1e4, 3e8].map { mean in
      DiscreteCase(
        description: "poisson \(mean)", distribution: PoissonDistribution(mean: mean),
        draw: { $0.nextPoisson(mean: mean) })
    }
    + [
      (7, 0.5), (40, 0.2), (50, 0.9), (25, 0.4), (1000, 0.3), (90, 0.88), (1_000_000, 1e-5),
      (400_000_000, 0.5),
    ].map { (trials: Int, p: Double) in
      DiscreteCase(
        description: "binomial \(trials) \(p)",
        distribution: BinomialDistribution(trials: trials, successProbability: p),
        draw: { $0.nextBinomial(trials: trials, probability: p) })
    }

  /// Pearson's χ² over about twenty cells of nearly equal probability.
  @Test(arguments: discreteCases)
  func countsFollowTheirDistribution(sampler: DiscreteCase) throws {
    var stream = RandomStream(seed: 7, stream: 2)
    let count = 40_000
    let sample = (0..<count).map { _ in sampler.draw(&stream) }
    let cuts = Set(
      try (1..<20).map { try #require(sampler.distribution.quantile(Double($0) / 20)) })
    var (statistic, cells) = (0.0, 0.0)
    var below = -1
    for cut in cuts.sorted() + [Int.max] {
      let probability =
        (cut == .max ? 1 : sampler.distribution.cumulative(cut))
        - sampler.distribution.cumulative(below)
      let observed = Double(sample.filter { $0 > below && $0 <= cut }.count)
      let expected = probability * Double(count)
      below = cut
      if expected < 1e-6 { continue }
      statistic += (observed - expected) * (observed - expected) / expected
      cells += 1
    }
    try #require(cells > 1)
    let p = ChiSquaredDistribution(degreesOfFreedom: cells - 1).upperTail(statistic)
    #expect(p > 1e-4 && p < 1 - 1e-4, "χ² \(statistic) on \(cells - 1)")
  }

  @Test(arguments: [1, 2, 3, 7, 1000, Int.max])
  func wholeNumbersAreUniform(bound: Int) {
    var stream = RandomStream(seed: 5)
    let draws = (0..<30_000).map { _ in stream.nextInteger(below: bound) }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < bound })
    let mean = draws.reduce(0) { $0 + (Double($1) + 0.5) / Double(bound) } / 30_000
    let spread = 5 * (1.0 / 12 / 30_000).squareRoot()
    expectClose(mean, 0.5, within: Tolerance(.absolute(spread), because: "five standard errors"))
  }

  /// All 24 orders of four things, each 1000 ± 150 times in 24,000 (five standard errors).
  @Test func permutationsAreUniform() {
    var stream = RandomStream(seed: 6)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[stream.nextPermutation(of: 4), default: 0] += 1 }
    #expect(counts.count == 24 && counts.values.allSatisfy { abs($0 - 1000) < 155 })
    #expect(stream.nextPermutation(of: 0) == [] && stream.nextPermutation(of: 1) == [0])
  }

  @Test func edgeCases() {
    var stream = RandomStream(seed: 8)
    #expect(stream.nextPoisson(mean: 0) == 0)
    #expect(stream.nextBinomial(trials: 0, probability: 0.3) == 0)
    #expect(stream.nextBinomial(trials: 12, probability: 0) == 0)
    #expect(stream.nextBinomial(trials: 12, probability: 1) == 12)
    #expect(stream.nextInteger(below: 1) == 0)
    #expect(!stream.nextTruth(probability: 0) && stream.nextTruth(probability: 1))
    for _ in 0..<1000 {
      let u = stream.nextUniform()
      #expect(u > 0 && u < 1 && (u * 0x1p53).rounded() == u * 0x1p53)
    }
    for _ in 0..<200 {
      let share = stream.nextBeta(alpha: 1e-3, beta: 1e-3)
      #expect(share >= 0 && share <= 1)
    }
  }
}
