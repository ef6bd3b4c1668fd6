import Families
import RealModule
import TestSupport
import Testing

/// What every family owes its users, whatever it is.
struct FamilyContractTests {
  static let names = standardFamilies.map(\.name)

  /// Means strictly inside the family's range.
  static func means(of family: any Family) -> [Double] {
    [-30, -1.5, 1e-3, 0.02, 0.1, 0.3, 0.5, 0.625, 0.75, 0.9, 0.999, 1.5, 4, 37.5, 900].filter {
      family.isValid(mean: $0) && family.variance(mean: $0, complement: 1 - $0) > 0
    }
  }

  /// Responses the family allows.
  static func responses(of family: any Family) -> [Double] {
    [-30, 0, 1e-3, 0.05, 0.25, 0.5, 0.7, 0.999, 1, 2, 5.5, 40, 1000].filter {
      family.problem(withResponse: $0) == nil
    }
  }

  @Test func namesAreThoseOfTheCommandLine() {
    #expect(
      Self.names == [
        "gaussian", "binomial", "poisson", "gamma", "inverse-gaussian", "quasibinomial",
        "quasipoisson",
      ])
    for name in Self.names { #expect(standardFamily(named: name)?.name == name) }
    #expect(standardFamily(named: "Gamma")?.name == "gamma")
    #expect(standardFamily(named: "inverse.gaussian")?.name == "inverse-gaussian")
    #expect(standardFamily(named: "gaussians") == nil)
  }

  @Test func familiesAreFoundByMemberLookup() {
    func name(_ family: any Family) -> String { family.name }
    func genericName(_ family: some Family) -> String { family.name }
    #expect(
      [
        name(.gaussian), name(.binomial), name(.poisson), name(.gamma), name(.inverseGaussian),
        name(.quasibinomial), name(.quasipoisson),
      ] == Self.names)
    #expect(genericName(.binomial) == "binomial")
  }

  @Test(arguments: names)
  func linksExistAndBeginWithTheCanonicalOne(name: String) throws {
    let family = try #require(standardFamily(named: name))
    #expect(family.linkNames.first == family.canonicalLink.name)
    #expect(Set(family.linkNames).count == family.linkNames.count)
    for link in family.linkNames { #expect(standardLink(named: link) != nil) }
    // Every probability link is for proportions, and only for them.
    for link in standardLinks where link.isProbabilityLink {
      #expect(family.linkNames.contains(link.name) == family.isCountOfTrials)
    }
  }

  @Test(arguments: names)
  func canonicalLinkMakesSlopeProportionalToVariance(name: String) throws {
    let family = try #require(standardFamily(named: name))
    let link = family.canonicalLink
    let tolerance = Tolerance(.relative(1e-14), because: "powers and exponentials of the mean")
    let etas = [0.1, 0.4, 1, 2.5].filter { link.isValid(linearPredictor: $0) }
    let ratios = etas.map { eta in
      let value = link.inverse(eta)
      return value.derivative / family.variance(mean: value.mean, complement: value.complement)
    }
    for ratio in ratios { expectClose(ratio, ratios[0], within: tolerance, name) }
  }

  @Test(arguments: names)
  func varianceIsPositive(name: String) throws {
    let family = try #require(standardFamily(named: name))
    #expect(Self.means(of: family).count >= 9)
    for mean in Self.means(of: family) {
      #expect(family.variance(mean: mean, complement: 1 - mean) > 0)
    }
  }

  @Test(arguments: names)
  func derivativesAreThoseOfTheVariance(name: String) throws {
    let family = try #require(standardFamily(named: name))
    let tolerance = Tolerance(
      .relativeTo(scale: 1e-3, 1e-9), because: "rounding in differences over a step of μ/20")
    for mean in Self.means(of: family) where mean > 1e-3 && mean < 1e3 && 1 - mean != 0 {
      let step = 0.05 * min(mean, family.isCountOfTrials ? 1 - mean : mean)
      let slope = numericalDerivative(at: mean, step: step) {
        family.variance(mean: $0, complement: 1 - $0)
      }
      let bend = numericalDerivative(at: mean, step: step) {
        family.varianceDerivative(mean: $0, complement: 1 - $0)
      }
      let size = max(1, mean * mean)
      expectClose(
        family.varianceDerivative(mean: mean, complement: 1 - mean) / size, slope / size,
        within: tolerance, "V' at \(mean)")
      expectClose(
        family.varianceSecondDerivative(mean: mean, complement: 1 - mean) / size, bend / size,
        within: tolerance, "V'' at \(mean)")
    }
  }

  @Test(arguments: names)
  func devianceIsZeroAtTheMeanOnly(name: String) throws {
    let family = try #require(standardFamily(named: name))
    for mean in Self.means(of: family) {
      #expect(family.unitDeviance(response: mean, mean: mean, complement: 1 - mean) == 0)
      for near in [mean.nextUp, mean.nextDown, mean * (1 + 1e-12), mean * (1 - 1e-9)] {
        let deviance = family.unitDeviance(response: near, mean: mean, complement: 1 - mean)
        let difference = near - mean
        let expected =
          difference * difference / family.variance(mean: mean, complement: 1 - mean)
        expectClose(
          deviance, expected,
          within: Tolerance(.relative(1e-6), because: "the next term of the series"), name)
      }
    }
  }

  @Test(arguments: names)
  func devianceIsTheIntegralOfItsDefinition(name: String) throws {
    let family = try #require(standardFamily(named: name))
    let tolerance = Tolerance(
      .relative(1e-10), because: "the quadrature's error, and its rounding of t near an end")
    for response in Self.responses(of: family) {
      for mean in Self.means(of: family) where mean != response {
        let want =
          2
          * integral(from: mean, to: response) { t in
            (response - t) / family.variance(mean: t, complement: 1 - t)
          }
        let got = family.unitDeviance(response: response, mean: mean, complement: 1 - mean)
        #expect(got > 0)
        expectClose(got, want, within: tolerance, "\(name), y = \(response), μ = \(mean)")
      }
    }
  }

  @Test(arguments: names)
  func startingMeansAreInside(name: String) throws {
    let family = try #require(standardFamily(named: name))
    for response in Self.responses(of: family) {
      for weight in [0.0, 1, 30] {
        let mean = family.startingMean(response: response, weight: weight)
        #expect(family.isValid(mean: mean))
        #expect(family.variance(mean: mean, complement: 1 - mean) > 0)
      }
    }
  }

  @Test(arguments: names)
  func brokenResponsesAndMeansAreRefused(name: String) throws {
    let family = try #require(standardFamily(named: name))
    for broken in [Double.nan, .infinity, -.infinity] {
      #expect(family.problem(withResponse: broken) == "not finite")
      #expect(!family.isValid(mean: broken))
    }
    #expect(family.problem(withResponse: 1) == nil)
    #expect(family.isValid(mean: 0.5))
  }

  @Test(arguments: [
    ("binomial", -0.1, "not between 0 and 1"), ("binomial", 1.0000001, "not between 0 and 1"),
    ("quasibinomial", 2, "not between 0 and 1"), ("poisson", -1, "negative"),
    ("quasipoisson", -1, "negative"), ("gamma", 0, "not positive"), ("gamma", -2, "not positive"),
    ("inverse-gaussian", 0, "not positive"),
  ])
  func problemsAreNamed(name: String, response: Double, problem: String) throws {
    let family = try #require(standardFamily(named: name))
    #expect(family.problem(withResponse: response) == problem)
  }

  @Test(arguments: names)
  func quasiFamiliesAndOnlyTheyHaveNoLikelihood(name: String) throws {
    let family = try #require(standardFamily(named: name))
    let value = family.logLikelihood(
      response: 1, mean: 0.5, complement: 0.5, weight: 1, dispersion: 1)
    #expect(family.hasLikelihood == !name.hasPrefix("quasi"))
    #expect(value.isNaN == !family.hasLikelihood)
    #expect(family.isCountOfTrials == name.hasSuffix("binomial"))
  }
}
