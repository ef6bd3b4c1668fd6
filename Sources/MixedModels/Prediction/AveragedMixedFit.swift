import Families
import Modeling

/// A generalized linear mixed fit whose predictions are means over groups, not those of a group whose
/// effects are zero.
///
/// Coefficients and their covariance are the fit's, given the random effects; only the way from linear
/// predictors to means differs. The variances of the random effects count as known.
public struct AveragedMixedFit: Predicting {
  /// The fit.
  public let fit: GeneralizedLinearMixedFit
  /// The fit's link, averaged over groups.
  public let link: any Link

  /// The fit's rows.
  public var frame: ModelFrame { fit.frame }
  /// The fit's coefficients.
  public var coefficients: CoefficientEstimates { fit.coefficients }
  /// The fit's description.
  public var description: ModelDescription { fit.description }
  /// Rows used.
  public var observationCount: Double { fit.observationCount }
  /// Rows used less estimated fixed effects.
  public var residualDegreesOfFreedom: Double { fit.residualDegreesOfFreedom }
  /// The fit's own covariance.
  public var classicalCovariance: CoefficientCovariance { fit.classicalCovariance }
  /// The fit's doubts.
  public var diagnostics: [Diagnostic] { fit.diagnostics }
}

extension GeneralizedLinearMixedFit {
  /// The fit with predictions averaged over the distribution of the groups' intercepts.
  ///
  /// - Throws: ``MixedModelsError/averagingNeedsIntercepts(effects:)`` where slopes vary by group, since the
  ///   variance then differs from row to row.
  public func averagedOverGroups() throws -> AveragedMixedFit {
    let slopes = varianceComponents.flatMap(\.effects).filter { $0 != "(Intercept)" }
    if !slopes.isEmpty { throw MixedModelsError.averagingNeedsIntercepts(effects: slopes) }
    let variance = varianceComponents.reduce(0) { $0 + $1.covariance[0, 0] }
    return AveragedMixedFit(fit: self, link: AveragedLink(link, variance: variance))
  }
}
