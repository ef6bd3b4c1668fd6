import Distributions
import TestSupport
import Testing

@testable import SchoolStudy

@Suite struct RandomEffectTests {
  /// Averages over a uniform by the trapezium rule after p = expit(t), which flattens both ends; the
  /// integrand is analytic there, so that the rule converges faster than any power of the step.
  private func average(_ function: (Double) -> Double) -> Double {
    let step = 0.25
    return (-160...160).reduce(0) { sum, index in
      let p = portableExpit(step * Double(index))
      let weight = p * portableExpit(-step * Double(index))
      return weight < 1e-15 ? sum : sum + step * weight * function(p)
    }
  }

  private static let quadrature = Tolerance(
    .relative(1e-10), because: "the quadrature is exact but for the tails cut off at 10⁻¹⁵")

  @Test(arguments: [0.2, 0.4, 1.5], [-4.0, -1.0, 0.0, 2.5])
  func averagingOverABridgeLeavesALogit(deviation: Double, logit: Double) {
    let bridge = BridgeDistribution(standardDeviation: deviation)
    let mean = average { portableExpit(logit + bridge.quantile($0)) }
    expectClose(mean, portableExpit(bridge.attenuation * logit), within: Self.quadrature)
  }

  @Test(arguments: [0.2, 0.4, 1.5])
  func bridgeHasItsDeviationAndIsSymmetric(deviation: Double) {
    let bridge = BridgeDistribution(standardDeviation: deviation)
    let variance = average { bridge.quantile($0) * bridge.quantile($0) }
    expectClose(variance, deviation * deviation, within: Self.quadrature)
    let mirrored = Tolerance(.absolute(1e-14), because: "1 − p is exact for these p")
    for p in [0.125, 0.25, 0.4375] {
      expectClose(bridge.quantile(p), -bridge.quantile(1 - p), within: mirrored)
    }
    expectClose(bridge.quantile(0.5), 0, within: mirrored)
  }

  @Test(arguments: [-2.5, -0.5, 1.0])
  func averagingOverSchoolsAndDistrictsLeavesTheMean(logit: Double) {
    let effects = NestedBridge(districtDeviation: 0.3, schoolDeviation: 0.45)
    let mean = average { district in
      average { school in
        portableExpit(
          effects.schoolLogit(mean: logit, districtUniform: district, schoolUniform: school))
      }
    }
    expectClose(mean, portableExpit(logit), within: Self.quadrature)
  }

  /// The closed distribution function of Kumaraswamy's law undoes the quantiles to within the rounding
  /// of the grid.
  @Test func gridHoldsTheQuantilesOfItsDistribution() {
    let grid = CovariateGrid(count: 400, range: 1...5, shape: (a: 4.8, b: 8), stepsPerUnit: 1e9)
    let close = Tolerance(.absolute(1e-8), because: "values are rounded to 10⁻⁹ of the scale")
    for (index, value) in grid.values.enumerated() {
      let unit = (value - 1) / 4
      let inner = 1 - PortableMath.exp(4.8 * PortableMath.log(unit))
      let probability = 1 - PortableMath.exp(8 * PortableMath.log(inner))
      expectClose(probability, (Double(index) + 0.5) / 400, within: close)
    }
  }

  /// R's documented example of type 7: the quantiles of 1, 2, 4, 7 at 0.1 and 0.9 by hand are
  /// 1 + 0.3·1 and 4 + 0.7·3.
  @Test func quantilesInterpolateOrderStatistics() {
    let values = [1.0, 2, 4, 7]
    let close = Tolerance(.ulps(4), because: "two products and sums")
    expectClose(quantileOfSorted(values, 0.1), 1.3, within: close)
    expectClose(quantileOfSorted(values, 0.9), 6.1, within: close)
    #expect(quantileOfSorted(values, 0) == 1 && quantileOfSorted(values, 1) == 7)
  }

  @Test func valuesAreDealtByRank() {
    #expect(dealt([1, 2, 3, 4], byRankOf: [0.3, -1, 9, 0.3]) == [2, 1, 4, 3])
  }

  /// The conditional distribution of Frank's copula is the derivative of
  /// C(u, v) = −log(1 + (e^(−θu) − 1)(e^(−θv) − 1)/(e^(−θ) − 1))/θ in u.
  @Test(arguments: [0.02, 0.4, 0.97], [0.05, 0.5, 0.9])
  func copulaInvertsItsConditionalDistribution(first: Double, probability: Double) {
    let theta = 8.0
    let copula = FrankCopula(dependence: theta)
    let second = copula.conditionalQuantile(probability, given: first)
    func joint(_ u: Double, _ v: Double) -> Double {
      let product =
        (PortableMath.exp(-theta * u) - 1) * (PortableMath.exp(-theta * v) - 1)
        / (PortableMath.exp(-theta) - 1)
      return -PortableMath.log(1 + product) / theta
    }
    let step = 1e-5
    let derivative = (joint(first + step, second) - joint(first - step, second)) / (2 * step)
    expectClose(
      derivative, probability,
      within: Tolerance(.absolute(1e-7), because: "a central difference of step 10⁻⁵"))
  }

  /// Dependence 8 gives a rank correlation of 0.80: 12 E[uv] − 3 over the unit square.
  @Test func copulaHasItsRankCorrelation() {
    let copula = FrankCopula(dependence: 8)
    let points = (0..<400).map { (Double($0) + 0.5) / 400 }
    let mean = points.reduce(0) { sum, u in
      sum + points.reduce(0) { $0 + u * copula.conditionalQuantile($1, given: u) }
    }
    expectClose(
      12 * mean / 160_000 - 3, 0.80,
      within: Tolerance(.absolute(0.005), because: "the documented value has two decimals"))
  }
}
