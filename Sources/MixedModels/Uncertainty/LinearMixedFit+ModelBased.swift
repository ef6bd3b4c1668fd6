import LinearAlgebra
import Modeling

extension LinearMixedFit {
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
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    switch rule {
    case .normal: return normalCovariance
    case .residual:
      return normalCovariance.with(
        reference: StudentReference.residual(residualDegreesOfFreedom))
    case .clusters: throw MixedModelsError.rulesOfModelBased(rule: rule.rawValue)
    case .standard, .satterthwaite:
      return normalCovariance.with(
        reference: try satterthwaite(
          numbers, theta: standard.minimum.theta, basis: coordinates.fixed.basis,
          formula: frame.formula.description))
    case .kenwardRoger:
      if estimation != .reml { throw MixedModelsError.kenwardRogerNeedsREML }
      var found = try kenwardRoger(
        numbers, theta: standard.minimum.theta, residualVariance: standardVariance)
      found.basis = coordinates.fixed.basis
      return Covariance(
        names: parameters.names, matrix: covariance(ofStandard: found.adjusted),
        description: CovarianceDescription(name: "Kenward–Roger"), reference: found)
    }
  }
}
