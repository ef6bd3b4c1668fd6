import Families
import RealModule
import TestSupport
import Testing

@testable import Families

/// Links against 60-digit values, in units in the last place.
struct LinkAccuracyTests {
  static let names = standardLinks.map(\.name)

  /// How many units in the last place a link may be off at a linear predictor.
  static func tolerance(_ link: String, _ eta: Double) -> Tolerance {
    switch link {
    case "cloglog" where eta > 0:
      Tolerance(
        .ulps(4 + Double.exp(min(eta, 7))),
        because: "half a unit of η moves exp(−e^η) by more than e^η/2 units")
    case "probit":
      Tolerance(.ulps(6), because: "erfc and exp are good to about 2 units, two products follow")
    default:
      Tolerance(.ulps(4), because: "one elementary function and up to five roundings")
    }
  }

  @Test(arguments: names)
  func inverse(name: String) throws {
    let link = try #require(standardLink(named: name))
    let rows = linkValues.filter { $0.link == name }
    #expect(rows.count >= 9)
    for row in rows {
      let tolerance = Self.tolerance(name, row.eta)
      let value = link.inverse(row.eta)
      let place = "\(name) at \(row.eta)"
      expectClose(value.mean, row.mean, within: tolerance, "mean, \(place)")
      expectClose(value.complement, row.complement, within: tolerance, "complement, \(place)")
      expectClose(value.derivative, row.derivative, within: tolerance, "derivative, \(place)")
      expectClose(
        link.secondDerivative(row.eta), row.secondDerivative,
        within: Tolerance(
          .ulps(2 * tolerance.bound), because: "a product of a derivative and a factor like it"),
        "second derivative, \(place)")
    }
  }

  @Test(arguments: names)
  func linkOfExactMeans(name: String) throws {
    let link = try #require(standardLink(named: name))
    for row in linkValues where row.link == name && link.isValid(linearPredictor: row.eta) {
      // Where the smaller of mean and complement is subnormal or 0, η can't be had back.
      if min(row.mean.magnitude, row.complement.magnitude) < .leastNormalMagnitude,
        row.complement != 0 || row.mean != 1 || !["identity", "log"].contains(name)
      {
        continue
      }
      let got = link.link(mean: row.mean, complement: row.complement)
      expectClose(got, row.eta, within: Self.linkTolerance(row), "\(name) at \(row.eta)")
    }
  }

  /// Rounding the means by half a unit moves η by that over the relative slope.
  static func linkTolerance(_ row: LinkValue) -> Tolerance {
    let known = min(row.mean.magnitude, row.complement.magnitude)
    let moved = row.derivative == 0 ? 0 : max(known.ulp, 0) / row.derivative.magnitude
    return Tolerance(
      .absolute(moved + 6 * row.eta.ulp), because: "a unit of the mean, and six of η itself")
  }

  @Test(arguments: stirlingRemainderValues)
  func stirlingRemainders(x: Double, want: Double) {
    expectClose(
      stirlingRemainder(x), want,
      within: Tolerance(
        .relativeTo(scale: 1, 4e-16), because: "it is added to logarithms of order 1"))
    if x >= 1 {
      expectClose(
        stirlingRemainder(x), want,
        within: Tolerance(.relative(2e-15), because: "a sum of positive series"))
    }
  }

  @Test(arguments: normalQuantileValues)
  func normalQuantiles(probability: Double, want: Double) {
    let tolerance = Tolerance(
      .ulps(5), because: "AS 241 is good to 1e-16 and evaluated with a dozen roundings")
    let complement = 1 - probability
    let link = ProbitLink()
    expectClose(link.link(mean: probability, complement: complement), want, within: tolerance)
    expectClose(link.link(mean: complement, complement: probability), -want, within: tolerance)
  }
}
