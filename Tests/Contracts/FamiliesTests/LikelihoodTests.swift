import RealModule
import TestSupport
import Testing

@testable import Families

/// Log-likelihoods: as probabilities, as the antiderivative of the score, and against other programs.
struct LikelihoodTests {
  static let names = standardFamilies.filter(\.hasLikelihood).map(\.name)
  static let summation = Tolerance(.absolute(1e-12), because: "a sum of some thousand terms")

  static func density(
    _ family: some Family, at response: Double, mean: Double, weight: Double = 1,
    dispersion: Double = 1
  ) -> Double {
    Double.exp(
      family.logLikelihood(
        response: response, mean: mean, complement: 1 - mean, weight: weight,
        dispersion: dispersion))
  }

  @Test(arguments: [1, 2, 17, 400], [1e-6, 0.3, 0.5, 0.97])
  func binomialProbabilitiesAddToOne(trials: Int, mean: Double) {
    let sum = (0...trials).reduce(0.0) { sum, successes in
      sum
        + Self.density(
          .binomial, at: Double(successes) / Double(trials), mean: mean, weight: Double(trials))
    }
    expectClose(sum, 1, within: Self.summation)
  }

  @Test(arguments: [1e-6, 0.3, 2, 30, 500])
  func poissonProbabilitiesAddToOne(mean: Double) {
    let sum = (0...1000).reduce(0.0) { $0 + Self.density(.poisson, at: Double($1), mean: mean) }
    expectClose(sum, 1, within: Self.summation)
  }

  @Test(arguments: [0.2, 1, 7.5], [0.01, 0.3, 1.7])
  func densitiesOfPositiveResponsesIntegrateToOne(mean: Double, dispersion: Double) {
    let gamma = integralOverPositiveNumbers {
      Self.density(.gamma, at: $0, mean: mean, dispersion: dispersion)
    }
    expectClose(gamma, 1, within: Self.summation, "gamma")
    let inverseGaussian = integralOverPositiveNumbers {
      Self.density(.inverseGaussian, at: $0, mean: mean, dispersion: dispersion)
    }
    expectClose(inverseGaussian, 1, within: Self.summation, "inverse Gaussian")
  }

  @Test(arguments: [0.25, 1, 9], [0.01, 1.7])
  func normalDensitiesIntegrateToOne(weight: Double, dispersion: Double) {
    let reach = 12 * (dispersion / weight).squareRoot()
    let sum = integral(from: -1.5 - reach, to: -1.5 + reach) {
      Self.density(.gaussian, at: $0, mean: -1.5, weight: weight, dispersion: dispersion)
    }
    expectClose(sum, 1, within: Self.summation)
  }

  @Test(arguments: names, [0.25, 1, 3])
  func slopeIsTheScore(name: String, weight: Double) throws {
    let family = try #require(standardFamily(named: name))
    let trials = family.isCountOfTrials ? 4 * weight : weight
    let dispersion = family.dispersion == .estimated ? 0.7 : 1
    let response = name == "poisson" ? 2.0 : 0.75
    for mean in [0.2, 0.5, 0.8] {
      let slope = numericalDerivative(at: mean, step: 0.01) { mean in
        family.logLikelihood(
          response: response, mean: mean, complement: 1 - mean, weight: trials,
          dispersion: dispersion)
      }
      // Trials that are no integers are rounded, successes too.
      let counted = family.isCountOfTrials ? (trials * response).rounded(.toNearestOrEven) : 0
      let score =
        family.isCountOfTrials
        ? (counted - trials * mean) / (mean * (1 - mean))
        : weight * (response - mean) / (dispersion * family.variance(mean: mean, complement: 0))
      expectClose(
        slope, score,
        within: Tolerance(.relativeTo(scale: 1, 1e-9), because: "differences of step 0.01"), name)
    }
  }

  @Test(arguments: names)
  func nothingWeighedIsNothingSaid(name: String) throws {
    let family = try #require(standardFamily(named: name))
    let value = family.logLikelihood(
      response: 1, mean: 0.5, complement: 0.5, weight: 0, dispersion: 1)
    #expect(value == 0)
  }

  @Test(
    arguments: standardFamilies.filter { $0.dispersion == .estimated && $0.hasLikelihood }.map(
      \.name))
  func dispersionZeroIsALimit(name: String) throws {
    let family = try #require(standardFamily(named: name))
    for (mean, want) in [(1.0, Double.infinity), (2.0, -.infinity)] {
      let value = family.logLikelihood(
        response: 1, mean: mean, complement: 1 - mean, weight: 1, dispersion: 0)
      #expect(value == want)
    }
  }

  @Test func impossibleResponses() {
    let poisson = PoissonFamily()
    func poissonValue(_ response: Double, _ mean: Double) -> Double {
      poisson.logLikelihood(
        response: response, mean: mean, complement: 1 - mean, weight: 1, dispersion: 1)
    }
    #expect(poissonValue(1.5, 2) == -.infinity)
    #expect(poissonValue(1, 0) == -.infinity)
    #expect(poissonValue(0, 0) == 0)
    #expect(poissonValue(3 + 1e-12, 2) == poissonValue(3, 2))
    let binomial = BinomialFamily()
    func binomialValue(_ response: Double, _ mean: Double) -> Double {
      binomial.logLikelihood(
        response: response, mean: mean, complement: 1 - mean, weight: 4, dispersion: 1)
    }
    #expect(binomialValue(0.5, 0) == -.infinity)
    #expect(binomialValue(1, 1) == 0)
    #expect(binomialValue(0.75, 1) == -.infinity)
  }

  @Test(arguments: likelihoodCases)
  func fitsOfR(_ fit: LikelihoodCase) throws {
    let family = try #require(standardFamily(named: fit.family))
    let link = try #require(standardLink(named: fit.link))
    let working = workingQuantities(
      family: family, link: link, response: fit.response, weights: fit.weights,
      linearPredictor: fit.linearPredictor)
    let tolerance = Tolerance(.relative(1e-12), because: "R's linear predictors have 16 digits")
    #expect(working.valid)
    expectClose(working.mean, fit.mean, within: tolerance, "mean")
    expectClose(working.deviance, fit.deviance, within: tolerance, "deviance")
    let dispersion = family.likelihoodDispersion(
      deviance: working.deviance, observationCount: fit.response.count,
      totalWeight: fit.weights.reduce(0, +))
    let logLikelihood = totalLogLikelihood(
      family: family, link: link, response: fit.response, weights: fit.weights,
      linearPredictor: fit.linearPredictor, dispersion: dispersion)
    expectClose(logLikelihood, fit.logLikelihood, within: tolerance, "log-likelihood")
    let parameters = family.dispersion == .estimated ? 3.0 : 2
    expectClose(2 * parameters - 2 * logLikelihood, fit.aic, within: tolerance, "AIC")
  }
}
