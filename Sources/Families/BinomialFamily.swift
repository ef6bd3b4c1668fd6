import Distributions
import RealModule

/// Proportions of successes in independent trials: V(μ) = μ (1 − μ).
///
/// The response is the proportion y, the weight the number of trials m; a yes-or-no response is a
/// proportion of 1 or 0 in one trial. If successes and failures are given together with further prior
/// weights, the log-likelihood is the prior weight times the one for the number of trials.
public struct BinomialFamily: Family {
  /// A binomial family.
  @inlinable
  public init() {}

  /// `"binomial"`
  public var name: String { "binomial" }
  /// Logit.
  public var canonicalLink: any Link { LogitLink() }
  /// The probability links, log for risk ratios and identity for risk differences.
  public var linkNames: [String] { ["logit", "probit", "cloglog", "cauchit", "log", "identity"] }
  /// Fixed at 1.
  public var dispersion: DispersionRule { .fixed(1) }
  /// True.
  public var isCountOfTrials: Bool { true }

  /// μ (1 − μ).
  public func variance(mean: Double, complement: Double) -> Double { mean * complement }

  /// 1 − 2μ.
  public func varianceDerivative(mean: Double, complement: Double) -> Double { complement - mean }

  /// −2.
  public func varianceSecondDerivative(mean: Double, complement: Double) -> Double { -2 }

  /// 2 [y log(y/μ) + (1 − y) log((1 − y)/(1 − μ))], where 0 log 0 = 0.
  public func unitDeviance(response: Double, mean: Double, complement: Double) -> Double {
    if response == 0 { return -2 * logarithm(of: complement, complement: mean) }
    if response == 1 { return -2 * logarithm(of: mean, complement: complement) }
    // Both parts must see the same difference: a rounding error in one of them alone would be of
    // first order where the deviance is of second.
    let difference = residual(response: response, mean: mean, complement: complement)
    return 2
      * (relativeEntropy(response, mean, difference: difference)
        + relativeEntropy(1 - response, complement, difference: -difference))
  }

  /// log C(m, my) + my log μ + m (1 − y) log(1 − μ).
  ///
  /// Trials and successes that are no integers are rounded to the nearest (ties to even), each on
  /// its own, as R does. The dispersion is ignored.
  public func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double {
    let trials = weight.rounded(.toNearestOrEven)
    let successes = (weight * response).rounded(.toNearestOrEven)
    let failures = trials - successes
    let deviance = unitDeviance(
      response: trials > 0 ? successes / trials : 0, mean: mean, complement: complement)
    return logSaturatedBinomial(successes: successes, failures: failures)
      - misfit(deviance, weight: trials, dispersion: 1)
  }

  /// Proportions lie in [0, 1].
  public func problem(withResponse response: Double) -> String? {
    if !response.isFinite { return "not finite" }
    return response < 0 || response > 1 ? "not between 0 and 1" : nil
  }

  /// (m y + ½) / (m + 1).
  public func startingMean(response: Double, weight: Double) -> Double {
    (weight * response + 0.5) / (weight + 1)
  }

  /// Whether the mean lies in [0, 1].
  ///
  /// The ends count as valid because a mean that close to 1 rounds to it; a mean whose variance is
  /// exactly 0 while its derivative is not is refused where the working weights are formed.
  public func isValid(mean: Double) -> Bool { mean >= 0 && mean <= 1 }

  /// The share of successes in w trials; NaN where w is no whole number.
  public func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double {
    guard mean >= 0, complement >= 0, weight >= 1, weight <= 0x1p52, weight == weight.rounded()
    else { return .nan }
    let trials = Int(weight)
    // The smaller of the two probabilities has all its digits.
    let successes =
      mean <= 0.5
      ? stream.nextBinomial(trials: trials, probability: mean)
      : trials - stream.nextBinomial(trials: trials, probability: min(complement, 1))
    return Double(successes) / weight
  }
}

/// The log-probability of the observed count when the mean is the observed proportion.
private func logSaturatedBinomial(successes: Double, failures: Double) -> Double {
  if successes == 0 || failures == 0 { return 0 }
  let trials = successes + failures
  return stirlingRemainder(trials) - stirlingRemainder(successes) - stirlingRemainder(failures)
    - 0.5 * Double.log(2 * Double.pi * successes * (failures / trials))
}
