import TestSupport
import Testing

@testable import Inference

struct EstimateTests {
  // mpmath 1.3: the two-sided tail of 2.5 and the 0.975 quantile for 7 degrees of freedom.
  @Test func rowHasTestAndInterval() throws {
    let row = Estimate(
      label: "x", estimate: 5, variance: 4, degreesOfFreedom: 7, level: 0.95)
    let tight = Tolerance(.relative(1e-13), because: "distribution functions carry 14 digits")
    #expect(row.standardError == 2)
    #expect(row.statistic == 2.5)
    expectClose(try #require(row.pValue), 0.04099221858575289689, within: tight)
    expectClose(try #require(row.lower), 5 - 2 * 2.364624251592785342, within: tight)
    expectClose(try #require(row.upper), 5 + 2 * 2.364624251592785342, within: tight)
  }

  @Test func normalReferenceHasNoDegreesOfFreedom() throws {
    let row = Estimate(
      label: "x", estimate: 1.959963984540054, variance: 1, degreesOfFreedom: nil, level: 0.95)
    #expect(row.degreesOfFreedom == nil)
    let tight = Tolerance(.absolute(1e-15), because: "one rounding of the quantile")
    expectClose(try #require(row.pValue), 0.05, within: tight)
    expectClose(try #require(row.lower), 0, within: tight)
  }

  @Test func hypotheticalValueMovesTheTestOnly() {
    let row = Estimate(
      label: "x", estimate: 5, variance: 4, value: 5, degreesOfFreedom: 7, level: 0.95)
    #expect(row.statistic == 0 && row.pValue == 1 && row.estimate == 5)
  }

  @Test(arguments: [0, -1, .nan, .infinity])
  func variancesThatSayNothingGiveNothing(_ variance: Double) {
    let row = Estimate(
      label: "x", estimate: 5, variance: variance, degreesOfFreedom: 7, level: 0.95)
    #expect(row.standardError == (variance == 0 ? 0 : nil))
    #expect(row.statistic == nil && row.pValue == nil && row.lower == nil && row.upper == nil)
  }

  @Test(arguments: [0, -3, .nan])
  func degreesOfFreedomThatDoNotExistGiveNoTest(_ degreesOfFreedom: Double) {
    let row = Estimate(
      label: "x", estimate: 5, variance: 4, degreesOfFreedom: degreesOfFreedom, level: 0.95)
    #expect(row.statistic == 2.5)
    #expect(row.degreesOfFreedom == nil && row.pValue == nil && row.lower == nil)
  }
}
