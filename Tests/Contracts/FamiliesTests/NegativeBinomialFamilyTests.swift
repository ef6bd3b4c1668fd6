import Distributions
import Families
import RealModule
import TestSupport
import Testing

/// The negative binomial family for given θ against 60 digits.
@Suite struct NegativeBinomialFamilyTests {
  /// By mpmath 1.3.0 with mp.dps = 60: with ℓ = loggamma(y + t) − loggamma(t) − loggamma(y + 1)
  /// + y log(m/(m + t)) − t log1p(m/t), deviance 2 (y log(y/m) − (y + t) log((y + t)/(m + t))), and
  /// the derivatives of ℓ in λ = log t by digamma and polygamma(1, ·).
  struct Values: Sendable {
    let response, mean, theta, logLikelihood, deviance, score, information, cross: Double
  }

  static let values: [Values] = [
    (
      0.0, 0.5, 1.25, -0.42059029577651616, 0.84118059155303233, -0.06344743863365902,
      -0.038593377692871592, 0.20408163265306122
    ),
    (
      3.0, 2.5, 0.75, -2.3950704370634768, 0.020673013458677783, 0.48616128431901563,
      0.1683420545000075, -0.035502958579881657
    ),
    (7.0, 7.0, 2.0, -2.6879142498390548, 0.0, 0.42755949216173757, 0.12657316089948692, 0.0),
    (
      1.0, 1e-06, 0.01, -13.815611552914611, 18.308679661809878, 9.998995100656592e-5,
      9.9979953012931127e-5, -99.979903019597048
    ),
    (
      250.0, 90.0, 0.125, -8.0204767308668666, 0.18883431727382037, 0.69406273998024755,
      0.20242983519025563, -0.0024622913544718481
    ),
    (
      4.0, 3.5, 10000.0, -1.6671894242907893, 0.068226150159484304, 0.00018743585627825376,
      0.00018737173549322631, -4.996501836642875e-5
    ),
    (
      4.0, 3.5, 100000000.0, -1.6670019751164733, 0.068251138496181077, 1.8749999358333356e-8,
      1.8749998716666736e-8, -4.9999996500000184e-9
    ),
    (
      2.0, 5.5, 1000000000000.0, -2.7836509960779698, 2.9535963532738303, -5.1249999999485833e-12,
      -5.1249999998971667e-12, 3.4999999999615e-12
    ),
    (
      1000000.0, 1000500.0, 1000000000.0, -7.9520271195555624, 0.24966694773758851,
      0.00037475020825007806, 0.00037450054125048379, 4.990009994998755e-7
    ),
    (
      100000.0, 3.0, 0.001, -51.744377142766681, 66.632730064267216, -32.317144466352697,
      33.305043067803613, -11.10337429453983
    ),
    (
      17.0, 17.0009765625, 40.0, -2.5181538443564814, 3.9365403652149885e-8, 0.15018007917919473,
      0.10631659892171444, 1.2022518173015837e-5
    ),
    (
      1.0, 0.25, 25.0, -1.6450029633022608, 1.2505288426338941, 0.0086674712450553545,
      0.0085857392245064531, -0.029408881482207627
    ),
  ].map {
    Values(
      response: $0.0, mean: $0.1, theta: $0.2, logLikelihood: $0.3, deviance: $0.4, score: $0.5,
      information: $0.6, cross: $0.7)
  }

  @Test(arguments: values)
  func hasItsLikelihood(_ value: Values) {
    let family = NegativeBinomialFamily(theta: value.theta)
    let digits = Tolerance(.relativeTo(scale: 1, 1e-14), because: "some roundings of 1e-16")
    func logLikelihood(_ weight: Double) -> Double {
      family.logLikelihood(
        response: value.response, mean: value.mean, complement: 1 - value.mean, weight: weight,
        dispersion: 1)
    }
    expectClose(logLikelihood(1), value.logLikelihood, within: digits, "ℓ")
    expectClose(logLikelihood(2.5), 2.5 * value.logLikelihood, within: digits, "weighted ℓ")
    #expect(logLikelihood(0) == 0)
    expectClose(
      family.unitDeviance(
        response: value.response, mean: value.mean, complement: 1 - value.mean), value.deviance,
      within: Tolerance(.relative(1e-13), because: "given y and μ it loses no digits"), "deviance")
  }

  @Test(arguments: values)
  func hasItsDerivativesInTheLogarithmOfTheta(_ value: Values) {
    let family = NegativeBinomialFamily(theta: value.theta)
    let found = family.shapeDerivatives(response: value.response, mean: value.mean)
    // Where θ is small the parts are of the size of 1 however small their sum is.
    let digits = Tolerance(
      .relativeTo(scale: value.theta < 20 ? 0.01 : 0, 1e-13),
      because: "parts of one size are subtracted")
    expectClose(found.score, value.score, within: digits, "score")
    expectClose(found.information, value.information, within: digits, "information")
    expectClose(found.cross, value.cross, within: digits, "cross")
    let ofTheta = (value.information + value.score) / value.theta / value.theta
    expectClose(
      found.informationOfTheta, ofTheta,
      within: Tolerance(
        .relativeTo(scale: value.score.magnitude / value.theta / value.theta, 1e-10),
        because: "the oracle is a sum of numbers that cancel"), "information of θ")
  }

  /// However large θ is, ℓ is Poisson's less what is of the order of 1/θ.
  @Test(arguments: [0.0, 1, 4, 30, 2000])
  func tendsToPoisson(_ response: Double) {
    let mean = 0.9 * response + 0.3
    let poisson = PoissonFamily().logLikelihood(
      response: response, mean: mean, complement: 1 - mean, weight: 1, dispersion: 1)
    for theta in [1e14, 1e15, 1e100, 1e300] {
      let found = NegativeBinomialFamily(theta: theta).logLikelihood(
        response: response, mean: mean, complement: 1 - mean, weight: 1, dispersion: 1)
      let difference = response - mean
      let order = 0.5 * (difference * difference - response) / theta
      expectClose(
        found, poisson + order,
        within: Tolerance(.relativeTo(scale: 1, 4e-15), because: "roundings of two sums"))
    }
  }

  /// The unit deviance is 2 ∫ (y − t)/V(t) dt, so that its slope in μ is −2 (y − μ)/V(μ); V has its slopes.
  @Test(arguments: [0.02, 0.7, 3, 1e5], [0.0, 1, 6])
  func hasItsVariance(theta: Double, response: Double) {
    let family = NegativeBinomialFamily(theta: theta)
    for mean in [0.3, 2, 8.5] {
      let h = 1e-4 * mean
      func slope(_ f: (Double) -> Double) -> Double {
        (8 * (f(mean + h) - f(mean - h)) - (f(mean + 2 * h) - f(mean - 2 * h))) / (12 * h)
      }
      let differences = Tolerance(.relativeTo(scale: 1, 1e-9), because: "differences over 1e-4 μ")
      let variance = family.variance(mean: mean, complement: 1 - mean)
      expectClose(
        slope { family.unitDeviance(response: response, mean: $0, complement: 1 - $0) },
        -2 * (response - mean) / variance, within: differences, "deviance")
      expectClose(variance, mean + mean * mean / theta, within: differences, "variance")
      expectClose(
        slope { family.variance(mean: $0, complement: 1 - $0) }
          / family.varianceDerivative(mean: mean, complement: 1 - mean), 1, within: differences)
      expectClose(
        slope { family.varianceDerivative(mean: $0, complement: 1 - $0) }
          / family.varianceSecondDerivative(mean: mean, complement: 1 - mean), 1,
        within: Tolerance(.absolute(1e-6), because: "differences of numbers near 1 for a large θ"))
    }
  }

  /// Mean μ, variance μ + μ²/θ and the share of zeros (1 + μ/θ)^−θ within five standard errors.
  @Test func drawsHaveItsMoments() {
    let (mean, theta, count) = (3.0, 1.5, 40_000)
    let family = NegativeBinomialFamily(theta: theta)
    var stream = RandomStream(seed: 4, stream: 0)
    let draws = (0..<count).map { _ in
      family.drawResponse(
        mean: mean, complement: 1 - mean, weight: 7, dispersion: 1, from: &stream)
    }
    let n = Double(count)
    let average = draws.reduce(0, +) / n
    let variance = mean + mean * mean / theta
    #expect((average - mean).magnitude < 5 * (variance / n).squareRoot())
    let spread = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let fourth = draws.reduce(0) { $0 + Double.pow($1 - mean, 4) } / n
    #expect((spread - variance).magnitude < 5 * ((fourth - variance * variance) / n).squareRoot())
    let zeros = Double.pow(1 + mean / theta, -theta)
    let share = Double(draws.count { $0 == 0 }) / n
    #expect((share - zeros).magnitude < 5 * (zeros * (1 - zeros) / n).squareRoot())
  }

  @Test func whatIsNoCount() {
    let family = NegativeBinomialFamily(theta: 2)
    #expect(family.problem(withResponse: -1) == "negative")
    #expect(family.problem(withResponse: .nan) == "not finite")
    #expect(family.problem(withResponse: 3) == nil)
    #expect(
      family.logLikelihood(response: 1.5, mean: 1, complement: 0, weight: 1, dispersion: 1)
        == -.infinity)
    #expect(
      !family.isValid(mean: -1) && !family.isValid(mean: .infinity) && family.isValid(mean: 0))
  }
}

/// A family that estimates a dispersion has its terms, one with a fixed dispersion has none.
@Suite struct DispersionTermsTests {
  @Test(arguments: standardFamilies.filter(\.hasLikelihood).map(\.name))
  func areThereWhereTheDispersionIsEstimated(_ name: String) throws {
    let family = try #require(standardFamily(named: name))
    let weights = WeightTotals([0.5, 2, 1], count: 3)
    let terms = family.dispersionTerms(dispersion: 0.7, weights: weights)
    #expect((terms != nil) == (family.dispersion == .estimated))
  }
}
