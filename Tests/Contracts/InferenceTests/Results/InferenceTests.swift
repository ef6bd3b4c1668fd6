import LinearAlgebra
import Modeling
import RealModule
import TestSupport
import Testing

@testable import Inference

struct InferenceTests {
  private func fit() throws -> StubFit {
    try StubFit("c ~ x + a*s", SmallData.table(), kind: .poisson)
  }

  // R 4.2.2: coef and sqrt(diag(vcov)) of glm(c ~ x + a * s, poisson).
  static let estimates = [
    -0.027301268640547664, 0.43826183784988726, 0.22951261990602492, -0.18090989763741747,
    -0.075193630369760622, 0.2227796127791915, 0.37565039417641038,
  ]
  static let standardErrors = [
    0.4237278893497326, 0.092112560654254036, 0.40496320376858741, 0.36318107137799693,
    0.38821371198276122, 0.52895443014180021, 0.60019235351015821,
  ]

  @Test func tableHasEstimatesWithTheirErrors() throws {
    let table = try fit().inference().coefficientTable(level: 0.95)
    #expect(
      table.map(\.label) == ["(Intercept)", "x", "alow", "amid", "syes", "alow:syes", "amid:syes"])
    expectClose(table.map(\.estimate), Self.estimates, within: .iterated(scale: 0.1))
    expectClose(
      table.compactMap(\.standardError), Self.standardErrors, within: .iterated(scale: 0.1))
    for row in table {
      let half = 1.959963984540054 * (row.standardError ?? .nan)
      expectClose(row.lower ?? .nan, row.estimate - half, within: .algebra)
      expectClose(row.upper ?? .nan, row.estimate + half, within: .algebra)
    }
  }

  @Test func ratiosAreExponentials() throws {
    let table = try fit().inference().exponentiatedTable(level: 0.9)
    for (row, (b, se)) in zip(table, zip(Self.estimates, Self.standardErrors)) {
      let half = 1.6448536269514722 * se
      expectClose(row.estimate, .exp(b), within: .iterated(scale: 0.1))
      expectClose(try #require(row.lower), .exp(b - half), within: .iterated(scale: 0.1))
      expectClose(try #require(row.upper), .exp(b + half), within: .iterated(scale: 0.1))
      expectClose(try #require(row.statistic), b / se, within: .iterated(scale: 0.1))
    }
  }

  @Test func unitContrastsAreRows() throws {
    let inference = try fit().inference(using: .clustered(by: "g", correction: .cr1))
    let row = inference.coefficientTable()[1]
    let contrast = inference.test(contrast: [0, 1, 0, 0, 0, 0, 0], named: "x")
    // The variance of a contrast is a quadratic form, rounded once more than an element.
    expectClose(
      [contrast.estimate, contrast.statistic ?? .nan, contrast.pValue ?? .nan],
      [row.estimate, row.statistic ?? .nan, row.pValue ?? .nan], within: .algebra)
  }

  // R 4.2.2, car 3.1.1: linearHypothesis(lm(y ~ x + a * s), "x - 2*syes = 0.5").
  @Test func combinationsAreWritten() throws {
    let inference = try StubFit("y ~ x + a*s", SmallData.table()).inference()
    let row = try inference.test("x - 2*syes = 0.5")
    let statistic = try #require(row.statistic)
    expectClose(statistic * statistic, 0.047546627469906226, within: .algebra)
    expectClose(try #require(row.pValue), 0.8297134941619807, within: .algebra)
    let wald = try inference.waldTest(["x - 2*syes = 0.5"])
    expectClose(wald.statistic, 0.047546627469906226, within: .algebra)
    expectClose(try #require(wald.pValue), 0.8297134941619807, within: .algebra)
  }

  // R 4.2.2, clubSandwich 0.5.8: Wald_test(lm(y ~ x + a * s), CR2, test = "HTZ").
  @Test func jointTestsOfClustersAreApproximateHotelling() throws {
    let inference = try StubFit("y ~ x + a*s", SmallData.table()).inference(
      using: .clustered(by: "g", correction: .cr2))
    let two = try inference.waldTest(["alow = 0", "amid = 0"])
    expectClose(two.statistic, 1.509195713955334, within: .algebra)
    expectClose(
      try #require(two.denominatorDegreesOfFreedom), 2.0886636939500387, within: .algebra)
    expectClose(try #require(two.pValue), 0.39308260572043274, within: .algebra)
    #expect(two.rule == "approximate Hotelling T²")
    // Seven restrictions on seven clusters leave nothing to test by; the scores of CR0 sum to 0,
    // so that its covariance has rank 6.
    let all = try inference.waldTest(restrictions: .identity(7))
    #expect(all.pValue == nil && all.denominatorDegreesOfFreedom == nil)
    let plain = try StubFit("y ~ x + a*s", SmallData.table()).inference(
      using: .clustered(by: "g", correction: .cr0))
    #expect(
      throws: InferenceError.singularRestrictions(count: 7, rank: 6, covariance: "CR0")
    ) {
      try plain.waldTest(restrictions: .identity(7))
    }
  }

  @Test func covariancesFromElsewhereArePutInOrder() throws {
    let fit = try StubFit("y ~ x + z", SmallData.table())
    let own = try fit.modelCovariance(.standard)
    let turned = Covariance(
      names: own.names.reversed(),
      matrix: own.matrix.selectingRows([2, 1, 0]).selectingColumns([2, 1, 0]),
      description: own.description, reference: own.reference)
    #expect(try fit.inference(turned).covariance.matrix == own.matrix)
    let other = Covariance(
      names: ["a", "b", "c"], matrix: own.matrix, description: own.description,
      reference: own.reference)
    #expect(
      throws: InferenceError.coefficientMismatch(expected: own.names, found: ["a", "b", "c"])
    ) {
      try fit.inference(other)
    }
  }
}
