import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a fit's likelihood says, for comparisons of models and criteria.
public struct Likelihood: Sendable {
  /// The maximised log-likelihood with all constants, or nil where there is none (quasi families,
  /// sampling weights). The restricted one where ``isRestricted`` is true.
  public let value: Double?
  /// The number of estimated parameters, a dispersion and variances included where they are estimated.
  public let parameterCount: Int
  /// Twice the distance of the log-likelihood from the saturated model's, times the dispersion; with random
  /// effects −2 log L.
  public let deviance: Double
  /// The dispersion that deviances of nested models are divided by; nil where it is known.
  public let dispersion: Double?
  /// Whether the log-likelihood is a restricted one, which compares only between models with the same
  /// coefficients.
  public var isRestricted = false
  /// The restricted log-likelihood with all constants of a model without random effects, to stand beside
  /// those with; nil where there is none.
  public var restricted: Double?
  /// The random terms: effects that vary together by one grouping; empty without random effects.
  public var randomTerms: [RandomEffectsTerm] = []
  /// Variances estimated as zero and correlations as ±1, in words.
  public var boundaryEstimates: [Diagnostic] = []
  /// Whether the value is that of rounded counts, which does not compare.
  public var isOfRoundedCounts = false
  /// The observed information, where it differs from the expected one behind the model's covariance.
  public var observedInformation: (@Sendable () throws -> Matrix)?

  /// A likelihood.
  public init(value: Double?, parameterCount: Int, deviance: Double, dispersion: Double?) {
    self.value = value
    self.parameterCount = parameterCount
    self.deviance = deviance
    self.dispersion = dispersion
  }

  /// Whether twice the difference of log-likelihoods is taken as that of the deviances: where the dispersion
  /// is known, what responses alone add to both is left out, and may not be a likelihood.
  public var comparesByDeviance = false

  /// What nested models differ in by their likelihood ratio, times the dispersion where one is estimated: the
  /// deviance where all are measured from one saturated model, else −2 log L, as where each model has a
  /// shape parameter of its own.
  package var distance: Double {
    dispersion != nil || comparesByDeviance ? deviance : value.map { -2 * $0 } ?? .nan
  }

  /// Whether the model has random effects.
  public var hasRandomEffects: Bool { !randomTerms.isEmpty }

  /// Akaike's information criterion, −2 log L + 2 parameters.
  public var aic: Double? { value.map { -2 * $0 + 2 * Double(parameterCount) } }

  /// Schwarz's criterion, −2 log L + log(n) · parameters.
  public func bic(observations: Double) -> Double? {
    value.map { -2 * $0 + log(observations) * Double(parameterCount) }
  }
}

/// Effects that vary together by one grouping.
public struct RandomEffectsTerm: Sendable, Hashable {
  /// The grouping's columns, sorted.
  public let grouping: [String]
  /// The names of the effects.
  public let effects: Set<String>

  /// A term.
  public init(grouping: [String], effects: Set<String>) {
    self.grouping = grouping.sorted()
    self.effects = effects
  }
}

extension Estimated {
  /// Akaike's information criterion; nil without a likelihood.
  public var aic: Double? { likelihood?.aic }

  /// Schwarz's criterion; nil without a likelihood.
  public var bic: Double? { likelihood?.bic(observations: observationCount) }
}
