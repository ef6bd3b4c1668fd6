import Modeling

extension LinearMixedFit: RandomEffectsModel {
  /// The random terms.
  public var randomTerms: [RandomEffectsTerm] { terms(of: randomEffects) }

  /// Whether variances were estimated by restricted maximum likelihood.
  public var isRestricted: Bool { estimation == .reml }

  /// Variances estimated as zero, correlations as ±1.
  public var boundaryEstimates: [Diagnostic] {
    varianceComponents.flatMap(\.boundaryDiagnostics)
  }
}

extension GeneralizedLinearMixedFit: RandomEffectsModel {
  /// The random terms.
  public var randomTerms: [RandomEffectsTerm] { terms(of: randomEffects) }

  /// False: the likelihood is the full one.
  public var isRestricted: Bool { false }

  /// Variances estimated as zero, correlations as ±1.
  public var boundaryEstimates: [Diagnostic] {
    varianceComponents.flatMap(\.boundaryDiagnostics)
  }
}

private func terms(of design: RandomEffectsDesign) -> [RandomEffectsTerm] {
  design.blocks.flatMap { block in
    block.terms.map { RandomEffectsTerm(grouping: block.columns, effects: Set($0.names)) }
  }
}
