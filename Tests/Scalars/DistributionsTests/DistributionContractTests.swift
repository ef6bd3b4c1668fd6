import Distributions
import TestSupport
import Testing

/// What every continuous distribution promises, whatever it is.
struct DistributionContractTests {
  static let distributions: [any ContinuousDistribution] = [
    NormalDistribution(mean: 2, standardDeviation: 3),
    LogisticDistribution(location: -1, scale: 0.5),
    StudentTDistribution(degreesOfFreedom: 0.4), StudentTDistribution(degreesOfFreedom: 7.5),
    StudentTDistribution(degreesOfFreedom: 1e7),
    StudentTDistribution(degreesOfFreedom: .infinity),
    GammaDistribution(shape: 0.3, scale: 4), GammaDistribution(shape: 75, scale: 0.1),
    ChiSquaredDistribution(degreesOfFreedom: 1), ChiSquaredDistribution(degreesOfFreedom: 1e5),
    BetaDistribution(alpha: 0.4, beta: 0.7), BetaDistribution(alpha: 300, beta: 70),
    BetaDistribution(alpha: 2, beta: 1e6),
    FDistribution(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: 11.5),
    FDistribution(numeratorDegreesOfFreedom: 500, denominatorDegreesOfFreedom: 900),
    FDistribution(numeratorDegreesOfFreedom: 5, denominatorDegreesOfFreedom: .infinity),
    NoncentralChiSquaredDistribution(degreesOfFreedom: 3, noncentrality: 0),
    NoncentralChiSquaredDistribution(degreesOfFreedom: 2.5, noncentrality: 40),
    NoncentralChiSquaredDistribution(degreesOfFreedom: 4, noncentrality: 1e6),
    NoncentralFDistribution(
      numeratorDegreesOfFreedom: 2, denominatorDegreesOfFreedom: 30, noncentrality: 6),
    NoncentralFDistribution(
      numeratorDegreesOfFreedom: 4, denominatorDegreesOfFreedom: 1e4, noncentrality: 5e3),
    NoncentralTDistribution(degreesOfFreedom: 12, noncentrality: -2),
    NoncentralTDistribution(degreesOfFreedom: 2.5, noncentrality: 3),
    NoncentralTDistribution(degreesOfFreedom: 9, noncentrality: 80),
    NoncentralTDistribution(degreesOfFreedom: .infinity, noncentrality: 1),
  ]

  static let probabilities = [1e-200, 1e-12, 0.003, 0.2, 0.4999, 0.5, 0.61, 0.97, 1 - 0x1p-30]

  private let sum = Tolerance(.relative(1e-13), because: "either tail is accurate on its own")

  @Test(arguments: distributions)
  func tailsAddToOne(distribution: any ContinuousDistribution) {
    for p in Self.probabilities {
      let x = distribution.quantile(p)
      expectClose(distribution.cumulative(x) + distribution.upperTail(x), 1, within: sum)
    }
  }

  @Test(arguments: distributions)
  func quantilesInvertTails(distribution: any ContinuousDistribution) {
    for p in Self.probabilities {
      check(distribution, distribution.quantile(p), p, distribution.cumulative, "lower \(p)")
      check(distribution, distribution.upperQuantile(p), p, distribution.upperTail, "upper \(p)")
    }
  }

  /// The tail at the quantile is as far from p as moving by a few units in its last place explains.
  private func check(
    _ distribution: any ContinuousDistribution, _ x: Double, _ p: Double,
    _ tail: (Double) -> Double, _ what: String
  ) {
    if x == 0 || x == 1 || x.isInfinite { return }  // the quantile is not representable
    let movement = distribution.density(x) * x.magnitude * 8 * 0x1p-52
    expectClose(
      tail(x), p,
      within: Tolerance(
        .absolute(p * 4e-12 + movement), because: "of rounding of x and of the exponent in p"),
      "\(distribution) \(what) at \(x)")
  }

  /// The tails differ by the integral of the density between two points, by Gauss's rule in pieces.
  @Test(arguments: distributions)
  func densityIsTheDerivative(distribution: any ContinuousDistribution) {
    let (low, high) = (distribution.quantile(0.3), distribution.quantile(0.35))
    let (nodes, weights) = (
      [0, 0.5384693101056831, 0.9061798459386640],
      [0.5688888888888889, 0.4786286704993665, 0.2369268850561891]
    )
    let half = 0.5 * (high - low)
    let middle = low + half
    var integral = weights[0] * distribution.density(middle)
    for index in 1...2 {
      integral +=
        weights[index]
        * (distribution.density(middle - half * nodes[index])
          + distribution.density(middle + half * nodes[index]))
    }
    let quadrature = Tolerance(.relative(3e-6), because: "ten nodes' rule on a smooth density")
    expectClose(integral * half, 0.05, within: quadrature, "\(distribution)")
  }

  @Test(arguments: distributions)
  func acceptsEveryArgument(distribution: any ContinuousDistribution) {
    #expect(distribution.cumulative(.nan).isNaN && distribution.upperTail(.nan).isNaN)
    #expect(distribution.density(.nan).isNaN)
    for p in [-0.1, 1.5, .nan] {
      #expect(distribution.quantile(p).isNaN && distribution.upperQuantile(p).isNaN)
    }
    #expect(distribution.cumulative(-.infinity) == 0 && distribution.cumulative(.infinity) == 1)
    #expect(distribution.upperTail(-.infinity) == 1 && distribution.upperTail(.infinity) == 0)
    #expect(distribution.density(.infinity) == 0 && distribution.density(-.infinity) == 0)
    #expect(distribution.quantile(0) == distribution.upperQuantile(1))
    #expect(distribution.quantile(1) == distribution.upperQuantile(0))
    #expect(distribution.quantile(0) < distribution.quantile(1))
    for x in [-1e300, -1.0, 0, .leastNonzeroMagnitude, 1, 1e300] {
      let both = distribution.cumulative(x) + distribution.upperTail(x)
      expectClose(both, 1, within: sum, "\(distribution) at \(x)")
      #expect(!distribution.density(x).isNaN, "\(distribution) at \(x)")
    }
  }
}
