import RealModule
import TestSupport
import Testing

@testable import Families

/// The vector-level pass against the formulas, one observation at a time, and its edges.
struct WorkingQuantitiesTests {
  static let pairs = standardFamilies.flatMap { family in
    family.linkNames.map { (family.name, $0) }
  }

  @Test(arguments: pairs)
  func formulas(family familyName: String, link linkName: String) throws {
    let family = try #require(standardFamily(named: familyName))
    let link = try #require(standardLink(named: linkName))
    // Within (0, 1) for every link, so that all families and links can be paired.
    let means = (1...9).map { Double($0) / 10 }
    let etas = means.map { link.link(mean: $0, complement: 1 - $0) }
    let responses = means.map { _ in 0.25 }
    let weights = means.map { 1 + $0 }
    let got = workingQuantities(
      family: family, link: link, response: responses, weights: weights, linearPredictor: etas)
    let tolerance = Tolerance(.relative(1e-13), because: "the same formulas in another order")
    #expect(got.valid)
    var deviance = 0.0
    for (i, mean) in means.enumerated() {
      let slope = link.inverse(etas[i]).derivative
      let variance = family.variance(mean: mean, complement: 1 - mean)
      expectClose(got.mean[i], mean, within: tolerance)
      expectClose(got.weight[i], weights[i] * slope * slope / variance, within: tolerance)
      expectClose(got.workingResidual[i], (0.25 - mean) / slope, within: tolerance)
      deviance +=
        weights[i] * family.unitDeviance(response: 0.25, mean: mean, complement: 1 - mean)
    }
    expectClose(got.deviance, deviance, within: tolerance)
    #expect(
      totalDeviance(
        family: family, link: link, response: responses, weights: weights, linearPredictor: etas)
        == got.deviance)
  }

  static func one(
    _ family: some Family, _ link: some Link, response: Double, eta: Double, weight: Double = 1
  ) -> WorkingQuantities {
    workingQuantities(
      family: family, link: link, response: [response], weights: [weight], linearPredictor: [eta])
  }

  @Test func residualOfACertainSuccessIsNotLost() {
    // At η = 40 the mean is 1 in double precision, but (1 − μ)/(μ (1 − μ)) = 1/μ.
    let got = Self.one(.binomial, .logit, response: 1, eta: 40)
    #expect(got.mean == [1])
    expectClose(
      got.workingResidual[0], 1, within: Tolerance(.ulps(2), because: "a quotient of equals"))
    expectClose(
      got.deviance, 2 * Double.exp(-40), within: Tolerance(.ulps(4), because: "log(1 + ε) = ε"))
    let failure = Self.one(.binomial, .logit, response: 0, eta: 40)
    expectClose(failure.deviance, 80, within: Tolerance(.ulps(2), because: "2 log(1 + e⁴⁰)"))
  }

  @Test func squareOfASmallSlopeDoesNotUnderflow() {
    let got = Self.one(.binomial, .logit, response: 0, eta: -700)
    expectClose(
      got.weight[0], Double.exp(-700), within: Tolerance(.ulps(4), because: "e^η to first order"))
  }

  @Test(arguments: [-800.0, 800, -1e308, 1e308])
  func saturatedObservationsSayNothing(eta: Double) {
    for response in [0.0, 1] {
      let got = Self.one(.binomial, .logit, response: response, eta: eta)
      #expect(got.valid)
      #expect(got.weight == [0])
      #expect(got.workingResidual == [0])
      #expect(got.deviance == ((response == 1) == (eta > 0) ? 0 : .infinity))
    }
  }

  @Test(arguments: pairs)
  func everythingIsFiniteAtAnyLinearPredictor(family familyName: String, link linkName: String)
    throws
  {
    let family = try #require(standardFamily(named: familyName))
    let link = try #require(standardLink(named: linkName))
    for eta in [-1e308, -800, -744, -720, -400, -38, -1e-200, 0, 1e-200, 37, 400, 709, 800, 1e308] {
      for response in [0.5, 1] {
        let got = workingQuantities(
          family: family, link: link, response: [response], weights: [1], linearPredictor: [eta])
        #expect(got.weight[0].isFinite && got.weight[0] >= 0, "weight at \(eta)")
        #expect(got.workingResidual[0].isFinite, "residual at \(eta)")
        #expect(got.deviance >= 0, "deviance at \(eta)")
        #expect(got.valid || got.deviance == .infinity)
      }
    }
  }

  @Test func refusals() {
    #expect(!Self.one(.binomial, .log, response: 0, eta: 0.1).valid)
    #expect(!Self.one(.binomial, .log, response: 1, eta: 0).valid, "the variance is 0")
    #expect(!Self.one(.binomial, .identity, response: 1, eta: 1.5).valid)
    #expect(!Self.one(.poisson, .identity, response: 1, eta: 0).valid)
    #expect(!Self.one(.poisson, .squareRoot, response: 1, eta: -2).valid)
    #expect(!Self.one(.poisson, .log, response: 1, eta: 800).valid)
    #expect(!Self.one(.gamma, .inverse, response: 1, eta: -2).valid)
    #expect(!Self.one(.inverseGaussian, .inverseSquared, response: 1, eta: -2).valid)
    #expect(!Self.one(.gaussian, .identity, response: 1, eta: .nan).valid)
    #expect(Self.one(.binomial, .log, response: 0, eta: 0.1, weight: 0).valid)
    #expect(Self.one(.binomial, .log, response: 0, eta: 0.1, weight: 0).deviance == 0)
  }

  @Test func noObservations() {
    let got = workingQuantities(
      family: .poisson, link: .log, response: [], weights: [], linearPredictor: [])
    #expect(got.valid && got.deviance == 0 && got.mean.isEmpty)
  }

  @Test func sumsAreCompensatedAcrossBlocks() {
    // 1 + n · 2⁻⁵⁴: plain summation from the left never leaves 1.
    let count = 3 * summationBlockSize + 17
    let small = 0x1p-54
    let sum = blockwiseSum(count: count) { $0 == 0 ? 1 : small }
    #expect(sum == 1 + Double(count - 1) * small)
    #expect(blockwiseSum(count: 3) { [1e100, 1, -1e100][$0] } == 1)
    #expect(blockwiseSum(count: 2) { [1, .infinity][$0] } == .infinity)
    #expect(blockwiseSum(count: 0) { _ in 1 } == 0)
  }
}
