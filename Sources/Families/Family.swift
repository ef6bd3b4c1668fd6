import Distributions

/// What is assumed about a response given its mean: how the variance depends on the mean, and the
/// likelihood where there is one.
///
/// Conformers are stateless values. Every method is for one observation and none traps. Where a
/// method takes a mean it takes the complement 1 − μ with it; give it as `Link.inverse(_:)` does, not
/// by subtraction. Families of responses without an upper bound ignore it.
///
/// ### References
/// P. McCullagh and J. A. Nelder, *Generalized Linear Models*, 2nd edition (1989), chapters 2, 4, 6,
/// 8 and 9.
public protocol Family: Sendable {
  /// The name used in messages, in output and on the command line, such as `"binomial"`.
  var name: String { get }

  /// The link whose linear predictor is the natural parameter, up to a constant factor.
  var canonicalLink: any Link { get }

  /// The names of the links that make sense with this family, the canonical one first.
  var linkNames: [String] { get }

  /// Where the dispersion comes from.
  var dispersion: DispersionRule { get }

  /// Whether the response is a proportion of successes and the weight its number of trials.
  var isCountOfTrials: Bool { get }

  /// Whether the response is a count without an upper bound, of which 0 is one; its mean may then be 0
  /// at the maximum of the likelihood.
  var isCount: Bool { get }

  /// Whether there is a likelihood; false for quasi-families.
  var hasLikelihood: Bool { get }

  /// The variance function V(μ): the variance of a response of weight 1 and dispersion 1.
  func variance(mean: Double, complement: Double) -> Double

  /// dV/dμ, for the observed information of links that are not canonical.
  func varianceDerivative(mean: Double, complement: Double) -> Double

  /// d²V/dμ², for derivatives of the observed information.
  func varianceSecondDerivative(mean: Double, complement: Double) -> Double

  /// The unit deviance 2 ∫ (y − t) / V(t) dt from t = μ to t = y.
  ///
  /// At least 0, and 0 at y = μ. Near y = μ it has full relative accuracy given y and μ. At the ends
  /// of the response's range it is the limit, which is finite for counts and proportions. +∞ where
  /// the mean makes the response impossible.
  func unitDeviance(response: Double, mean: Double, complement: Double) -> Double

  /// The log-likelihood of one observation, with all constants; NaN where `hasLikelihood` is false.
  ///
  /// An observation of weight 0 contributes 0. With dispersion 0, +∞ for a response equal to its
  /// mean and −∞ for any other. Each family says how the weight enters; the conventions are
  /// those of R 4.2's `logLik` on a `glm`, provided that the dispersion is
  /// `likelihoodDispersion(deviance:observationCount:totalWeight:)`.
  ///
  /// - Parameters:
  ///   - response: The response; for binomial families the proportion of successes.
  ///   - mean: The mean.
  ///   - complement: 1 − the mean.
  ///   - weight: The prior weight; for binomial families the number of trials.
  ///   - dispersion: φ. Ignored by families that have a fixed one.
  /// - Returns: The logarithm of the probability or of the density at the response.
  func logLikelihood(
    response: Double, mean: Double, complement: Double, weight: Double, dispersion: Double
  ) -> Double

  /// A response drawn from the distribution; NaN where `hasLikelihood` is false and where the mean or
  /// the weight allows no draw.
  ///
  /// The weight enters as in R 4.2's `simulate`: it divides a normal variance, counts the trials of a
  /// proportion, multiplies the shape of a gamma or inverse Gaussian response, and does nothing to a
  /// Poisson count. The same position in a stream gives the same bits on every machine.
  ///
  /// - Parameters:
  ///   - mean: The mean.
  ///   - complement: 1 − the mean.
  ///   - weight: The prior weight; for binomial families the number of trials, a whole number.
  ///   - dispersion: φ. Ignored by families that have a fixed one.
  ///   - stream: Where the random numbers come from.
  /// - Returns: The response; for binomial families the proportion of successes.
  func drawResponse(
    mean: Double, complement: Double, weight: Double, dispersion: Double,
    from stream: inout RandomStream
  ) -> Double

  /// The dispersion at which the log-likelihood of a fit is reported.
  ///
  /// The fixed one if there is; else the deviance per unit of weight. That is the maximum of the
  /// likelihood for Gaussian and inverse Gaussian responses, and R's choice for gamma ones, where it
  /// is close to the maximum but not equal to it. It differs from the estimate used in standard
  /// errors, which is Pearson's.
  ///
  /// - Parameters:
  ///   - deviance: The sum of weights times unit deviances.
  ///   - observationCount: The number of observations of positive weight.
  ///   - totalWeight: The sum of the weights.
  /// - Returns: φ; NaN if there are no observations.
  func likelihoodDispersion(
    deviance: Double, observationCount: Int, totalWeight: Double
  ) -> Double

  /// What the dispersion adds to −2ℓ of some observations beside their deviance over it, for models that
  /// estimate it together with other parameters; nil for a dispersion that is fixed.
  ///
  /// With the family's `logLikelihood` ℓ it holds that −2 Σ ℓ(φ) − Σ w d/φ differs from the value by
  /// a number that does not depend on φ. A family with a likelihood and an estimated dispersion that
  /// leaves this to its default of nil can be fitted without random effects only; with them it is
  /// refused.
  ///
  /// - Parameters:
  ///   - dispersion: φ, above 0.
  ///   - weights: the totals of the prior weights.
  /// - Returns: the terms and their derivative in log φ, or nil.
  func dispersionTerms(dispersion: Double, weights: WeightTotals) -> DispersionTerms?

  /// What is wrong with a response, as the end of the sentence "the response is …", or nil.
  func problem(withResponse response: Double) -> String?

  /// The first response of an array with a problem, and what is wrong with it; nil if there is none.
  ///
  /// The default calls `problem(withResponse:)` for each.
  func firstProblem(withResponses responses: [Double]) -> (index: Int, problem: String)?

  /// A mean to start iterations from, strictly inside the range of means.
  func startingMean(response: Double, weight: Double) -> Double

  /// Whether a mean is possible under this family.
  ///
  /// Ends of the range that a mean reaches only because it is not representable otherwise, such as a
  /// probability of 1 at η = 40, are possible.
  func isValid(mean: Double) -> Bool
}

extension Family {
  /// True.
  public var hasLikelihood: Bool { true }

  /// False.
  public var isCountOfTrials: Bool { false }

  /// False.
  public var isCount: Bool { false }

  /// Nil.
  public func dispersionTerms(dispersion: Double, weights: WeightTotals) -> DispersionTerms? { nil }

  /// One call of `problem(withResponse:)` for each.
  public func firstProblem(withResponses responses: [Double]) -> (index: Int, problem: String)? {
    for index in responses.indices {
      if let problem = problem(withResponse: responses[index]) { return (index, problem) }
    }
    return nil
  }

  /// The fixed dispersion, or the deviance per unit of weight.
  public func likelihoodDispersion(
    deviance: Double, observationCount: Int, totalWeight: Double
  ) -> Double {
    switch dispersion {
    case .fixed(let value): value
    case .estimated: deviance / totalWeight
    }
  }
}

extension Family {
  /// y − μ, rounded once. Above ½ the complement is the more accurate of the pair, and what is taken
  /// from it is exact: a success with a mean of 1 − 1e-20 has a residual of 1e-20, not 0.
  @inlinable
  package func residual(response: Double, mean: Double, complement: Double) -> Double {
    if !isCountOfTrials || mean <= 0.5 { return response - mean }
    return response > 0.5 ? complement - (1 - response) : (response - 0.5) + (complement - 0.5)
  }
}
