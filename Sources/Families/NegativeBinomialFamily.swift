import Distributions
import RealModule

/// Counts that vary more than Poisson counts of the same mean: V(μ) = μ + μ²/θ with a given θ.
///
/// The distribution is that of Poisson counts whose means vary by a gamma factor of mean 1 and variance 1/θ
/// (often called NB2, with α = 1/θ). θ is known here; ``NegativeBinomialFamily`` is the family for one
/// value of it. The weight multiplies the log-probability, as for ``PoissonFamily``.
///
/// No part of the likelihood is a difference of large terms, however large θ is: it tends to Poisson's to
/// the last digits.
///
/// ### References
/// J. F. Lawless, *Canadian Journal of Statistics* 15 (1987) 209–225.
public struct NegativeBinomialFamily: Family {
  /// θ: the variance is μ + μ²/θ.
  public let theta: Double

  /// A negative binomial family.
  ///
  /// - Precondition: θ is finite and above 0.
  public init(theta: Double) {
    precondition(theta > 0 && theta.isFinite, "θ is \(theta); it must be finite and above 0")
    self.theta = theta
  }

  /// `"negative-binomial"`
  public var name: String { "negative-binomial" }
  /// Log, the usual one; the natural parameter is log(μ/(μ + θ)).
  public var canonicalLink: any Link { LogLink() }
  /// Log, identity and square root.
  public var linkNames: [String] { ["log", "identity", "sqrt"] }
  /// Fixed at 1.
  public var dispersion: DispersionRule { .fixed(1) }
  /// True.
  public var isCount: Bool { true }

  /// μ + μ²/θ.
  public func variance(mean: Double, complement: Double) -> Double { mean + mean * (mean / theta) }

  /// 1 + 2μ/θ.
  public func varianceDerivative(mean: Double, complement: Double) -> Double {
    1 + 2 * mean / theta
  }

  /// 2/θ.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { 2 / theta }

  /// 2 [y log(y/μ) − (y + θ) log((y + θ)/(μ + θ))], where 0 log 0 = 0.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    if response == 0 { return 2 * theta * Double.log(onePlus: mean / theta) }
    // That of y successes beside θ failures, two parts of which neither is negative.
    let ratio = (response + theta) / (mean + theta)
    let difference = (response - mean) * (theta / (mean + theta))
    return 2
      * (relativeEntropy(response, mean * ratio, difference: difference)
        + relativeEntropy(theta, theta * ratio, difference: -difference))
  }

  /// w [log Γ(y + θ) − log Γ(θ) − log y! + y log(μ/(μ + θ)) − θ log(1 + μ/θ)].
  ///
  /// −∞ for a response further than 1e-7 · max(1, y) from an integer; a nearer one is taken for that
  /// integer. The dispersion is ignored.
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    if weight == 0 { return 0 }
    let count = response.rounded(.toNearestOrEven)
    if (response - count).magnitude > 1e-7 * max(1, response) { return -.infinity }
    let deviance = unitDeviance(response: count, mean: mean, complement: complement)
    if count == 0 { return -0.5 * weight * deviance }
    let saturated =
      -0.5 * (Double.log(2 * Double.pi * count) + Double.log(onePlus: count / theta))
      - stirlingRemainder(count) + (stirlingRemainder(count + theta) - stirlingRemainder(theta))
    return weight * (saturated - 0.5 * deviance)
  }

  /// Counts are at least 0.
  public func problem(withResponse response: Double) -> String? {
    if !response.isFinite { return "not finite" }
    return response < 0 ? "negative" : nil
  }

  /// y + 0.1.
  public func startingMean(response: Double, weight: Double) -> Double { response + 0.1 }

  /// Whether the mean is finite and at least 0 (0 being where e^η underflows).
  public func isValid(mean: Double) -> Bool { mean.isFinite && mean >= 0 }

  /// A Poisson count whose mean was drawn from a gamma distribution of shape θ, whatever the weight; NaN
  /// for a mean drawn above 2⁵².
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    guard mean >= 0, mean <= 0x1p52 else { return .nan }
    let drawn = mean / theta * stream.nextGamma(shape: theta)
    guard drawn <= 0x1p52 else { return .nan }
    return Double(stream.nextPoisson(mean: drawn))
  }
}

extension NegativeBinomialFamily {
  /// Derivatives of one observation's log-likelihood in log θ, at weight 1.
  ///
  /// With θ s = ∂ℓ/∂log θ, s = log((y + θ)/(μ + θ)) − (y − μ)/(μ + θ) + ψ(y + θ) − log(y + θ) − ψ(θ)
  /// + log θ, each pair of which is formed without cancellation.
  package func shapeDerivatives(response: Double, mean: Double) -> ShapeDerivatives {
    let sum = mean + theta
    let difference = response - mean
    let relative = difference / sum
    let slope =
      logarithmLessDigammaDrop(theta, plus: response)
      - relativeEntropy(1, (response + theta) / sum, difference: -relative)
    let score = theta * slope
    let bend =
      trigammaExcessDrop(theta, plus: response) - relative * (relative / (response + theta))
    return ShapeDerivatives(
      score: score, information: theta * (theta * bend) - score, cross: -relative * (theta / sum),
      informationOfTheta: bend)
  }
}

/// Derivatives of one log-likelihood in λ = log θ.
package struct ShapeDerivatives: Sendable, Equatable {
  /// ∂ℓ/∂λ.
  package let score: Double
  /// −∂²ℓ/∂λ².
  package let information: Double
  /// −∂²ℓ/∂μ∂λ; 0 in expectation.
  package let cross: Double
  /// −∂²ℓ/∂θ².
  package let informationOfTheta: Double
}
