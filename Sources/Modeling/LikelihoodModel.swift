#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Estimates by maximum likelihood (or with a likelihood to compare by).
public protocol LikelihoodEstimates: EstimatedModel {
  /// The maximised log-likelihood with all constants, or nil where there is none (quasi families).
  var logLikelihood: Double? { get }
  /// The number of estimated parameters, a dispersion included where it is estimated.
  var parameterCount: Int { get }
  /// Twice the distance of the log-likelihood from the saturated model's, times the dispersion.
  var deviance: Double { get }
}

/// A fit with a likelihood whose data are at hand, so that smaller models can be compared with it.
public protocol LikelihoodModel: LikelihoodEstimates, FittedModel {
  /// The same model with some columns of the design only, on the same rows.
  ///
  /// For tests that compare nested models. Columns are positions in the design matrix.
  func refitted(toDesignColumns columns: [Int]) throws -> Self
}

extension LikelihoodEstimates {
  /// Akaike's information criterion, −2 log L + 2 parameters.
  public var aic: Double? { logLikelihood.map { -2 * $0 + 2 * Double(parameterCount) } }

  /// Schwarz's criterion, −2 log L + log(n) · parameters.
  public var bic: Double? {
    logLikelihood.map { -2 * $0 + log(observationCount) * Double(parameterCount) }
  }
}
