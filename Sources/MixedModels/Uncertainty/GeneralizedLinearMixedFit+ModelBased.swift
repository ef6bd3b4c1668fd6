import Modeling

extension GeneralizedLinearMixedFit: ModelBasedSource {
  /// The normal distribution.
  public var standardRule: ModelBasedRule { .normal }

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
  public func modelBasedCovariance(_ rule: ModelBasedRule) throws -> CoefficientCovariance {
    switch rule {
    case .normal: return classicalCovariance
    case .residual:
      return classicalCovariance.with(
        reference: .studentT(degreesOfFreedom: residualDegreesOfFreedom), rule: "residual")
    case .satterthwaite:
      guard let jointCovariance else {
        throw MixedModelsError.noVarianceCovariance(formula: frame.formula.description)
      }
      let p = coefficients.values.count
      let variances = Array(p..<jointCovariance.rowCount)
      guard
        let found = workingSatterthwaite(
          try laplaceAtEstimates(), theta: theta,
          parameterCovariance: jointCovariance.selectingRows(variances)
            .selectingColumns(variances))
      else { throw MixedModelsError.notFinite(formula: frame.formula.description) }
      return classicalCovariance.with(
        reference: .contrastDependent(found), rule: "Satterthwaite of the working model")
    case .kenwardRoger:
      throw MixedModelsError.kenwardRogerNeedsLinearModel(
        family: model.family.name, link: model.link.name)
    }
  }

  /// Laplace's approximation evaluated at the estimates.
  ///
  /// - Throws: ``MixedModelsError/notFinite(formula:)``.
  func laplaceAtEstimates() throws -> LaplaceDeviance {
    let laplace = LaplaceDeviance(problem, start: spherical)
    _ = laplace.value(at: parameters)
    if laplace.modes == nil {
      throw MixedModelsError.notFinite(formula: frame.formula.description)
    }
    return laplace
  }
}
