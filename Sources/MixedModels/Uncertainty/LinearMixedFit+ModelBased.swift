import LinearAlgebra
import Modeling

extension LinearMixedFit: ModelBasedSource {
  /// Satterthwaite's.
  public var standardRule: ModelBasedRule { .satterthwaite }

  /// σ² (X′V⁻¹X)⁻¹ with a reference distribution; for Kenward and Roger's enlarged for the uncertainty of
  /// the variances.
  ///
  /// Satterthwaite (1946), as for mixed models by Giesbrecht and Burns (1985), uses the observed
  /// information of the criterion, as R's lmerTest does; Kenward and Roger (1997), Biometrics 53, 983,
  /// the expected one, as pbkrtest does. Both hold for REML; for ML they follow the same formulas.
  ///
  /// - Complexity: Satterthwaite: nine deviances with gradients for each variance parameter.
  ///   Kenward–Roger: m³ for each set of levels that hang together with m effects.
  /// - Throws: ``MixedModelsError/kenwardRogerTooLarge(effects:limit:)``,
  ///   ``MixedModelsError/kenwardRogerNeedsREML``, ``MixedModelsError/notFinite(formula:)``.
  public func modelBasedCovariance(_ rule: ModelBasedRule) throws -> CoefficientCovariance {
    switch rule {
    case .normal: return classicalCovariance
    case .residual:
      return classicalCovariance.with(
        reference: .studentT(degreesOfFreedom: residualDegreesOfFreedom), rule: "residual")
    case .satterthwaite:
      return classicalCovariance.with(
        reference: .contrastDependent(
          try satterthwaite(numbers, theta: theta, formula: frame.formula.description)),
        rule: "Satterthwaite")
    case .kenwardRoger:
      if estimation != .reml { throw MixedModelsError.kenwardRogerNeedsREML }
      let found = try kenwardRoger(numbers, theta: theta, residualVariance: residualVariance)
      return CoefficientCovariance(
        names: coefficients.names, matrix: found.adjusted,
        description: CovarianceDescription(
          name: "Kenward–Roger", degreesOfFreedomRule: "Kenward–Roger"),
        reference: .contrastDependent(found))
    }
  }
}
