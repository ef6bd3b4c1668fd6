/// A fit with random effects, as far as comparisons with other models ask.
public protocol RandomEffectsModel: LikelihoodModel {
  /// The random terms: effects that vary together by one grouping.
  var randomTerms: [RandomEffectsTerm] { get }
  /// Whether the log-likelihood is the restricted one, which compares only between models with the
  /// same fixed effects.
  var isRestricted: Bool { get }
  /// Variances estimated as zero and correlations as ±1, in words; empty inside the parameter
  /// space.
  var boundaryEstimates: [Diagnostic] { get }
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

/// A fit without random effects whose variance could have been estimated by restricted maximum
/// likelihood.
public protocol RestrictedLikelihoodSource: LikelihoodModel {
  /// The restricted log-likelihood with all constants; nil where there is none.
  var restrictedLogLikelihood: Double? { get }
}
