import Modeling

extension GeneralizedLinearMixedFit {
  /// The covariance of the joint Hessian with a reference distribution.
  ///
  /// Satterthwaite's degrees of freedom are those of the linear mixed model for the working response: the
  /// variance of a contrast as a function of the random effects' covariance, with that covariance's
  /// own uncertainty from the joint Hessian. For the Gaussian family with the identity link they are the
  /// linear mixed model's by maximum likelihood.
  ///
  /// - Complexity: four factorizations for each variance parameter.
  /// - Throws: ``MixedModelsError/kenwardRogerNeedsLinearModel(family:link:)``,
  ///   ``MixedModelsError/noVarianceCovariance(formula:)``, ``MixedModelsError/notFinite(formula:)``.
  public func modelCovariance(_ rule: ReferenceRule) throws -> Covariance {
    switch rule {
    case .standard, .normal: return normalCovariance
    case .residual:
      return normalCovariance.with(
        reference: StudentReference.residual(residualDegreesOfFreedom))
    case .clusters: throw MixedModelsError.rulesOfModelBased(rule: rule.rawValue)
    case .satterthwaite:
      guard let jointCovariance else {
        throw MixedModelsError.noVarianceCovariance(formula: frame.formula.description)
      }
      let p = parameters.count
      let variances = Array(p..<jointCovariance.rowCount)
      guard
        let found = workingSatterthwaite(
          try laplaceAtEstimates(), theta: standard.minimum.theta, basis: coordinates.fixed.basis,
          parameterCovariance: jointCovariance.selectingRows(variances)
            .selectingColumns(variances))
      else { throw MixedModelsError.notFinite(formula: frame.formula.description) }
      return normalCovariance.with(
        reference: found.with(rule: "Satterthwaite of the working model"))
    case .kenwardRoger:
      throw MixedModelsError.kenwardRogerNeedsLinearModel(
        family: model.family.name, link: model.link.name)
    }
  }

  /// Laplace's approximation evaluated at the estimates.
  ///
  /// - Throws: ``MixedModelsError/notFinite(formula:)``.
  func laplaceAtEstimates() throws -> LaplaceDeviance {
    let laplace = LaplaceDeviance(problem, start: standard.spherical)
    _ = laplace.value(at: estimates)
    if laplace.modes == nil {
      throw MixedModelsError.notFinite(formula: frame.formula.description)
    }
    return laplace
  }
}
