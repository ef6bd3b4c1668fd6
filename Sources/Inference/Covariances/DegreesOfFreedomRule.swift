import Modeling

/// Which reference distribution a Wald statistic is given.
public enum DegreesOfFreedomRule: String, Sendable, Hashable, CaseIterable {
  /// The convention of the estimator.
  ///
  /// Least squares: Satterthwaite for CR0, CR1, CR2 and CR3 with one cluster column; the smallest
  /// number of clusters less one for CR1S and for two columns; n − k otherwise. Generalized models:
  /// the normal distribution.
  case standard
  /// Student's t with degrees of freedom for each contrast (one cluster column).
  case satterthwaite
  /// Student's t with n − k degrees of freedom.
  case residual
  /// Student's t with the smallest number of clusters less one.
  case clusters
  /// The standard normal distribution.
  case normal
}

/// A reference distribution and the words for how it was found.
struct ReferenceChoice {
  let reference: ReferenceDistribution
  let rule: String

  static let normal = ReferenceChoice(reference: .normal, rule: "normal")

  static func residual(_ degreesOfFreedom: Double) -> ReferenceChoice {
    ReferenceChoice(
      reference: .studentT(degreesOfFreedom: degreesOfFreedom), rule: "residual")
  }

  static func clusters(_ smallest: Int) -> ReferenceChoice {
    ReferenceChoice(
      reference: .studentT(degreesOfFreedom: Double(smallest - 1)), rule: "G − 1")
  }
}

/// The reference distribution of estimators without clusters.
///
/// - Throws: ``InferenceError/conflictingOptions(_:)`` for a rule that counts clusters.
func unclusteredReference(
  rule: DegreesOfFreedomRule, isLeastSquares: Bool, residualDegreesOfFreedom: Double,
  estimator: String
) throws -> ReferenceChoice {
  switch rule {
  case .standard: isLeastSquares ? .residual(residualDegreesOfFreedom) : .normal
  case .residual: .residual(residualDegreesOfFreedom)
  case .normal: .normal
  case .satterthwaite, .clusters:
    throw InferenceError.conflictingOptions(
      "\(estimator) has no clusters to take \(rule.rawValue) degrees of freedom from; choose "
        + "standard, residual or normal, or a clustered covariance")
  }
}

extension SandwichSource {
  /// Whether the fit is one of least squares, where t distributions are the convention.
  func isLeastSquares(_ ingredients: SandwichIngredients) -> Bool {
    description.kind == "linear" || ingredients.workingVariance != .inverseWeights
  }
}

extension SandwichIngredients {
  /// Throws where rows depend on each other through random effects.
  func requireIndependentRows(estimator: String) throws(InferenceError) {
    if workingVariance == .correlated {
      throw .conflictingOptions(
        "\(estimator) takes rows one by one, but those of a mixed model depend on each other; choose "
          + "the model-based covariance, or CR0, CR1 or CR1S by a column whose values hold whole groups"
      )
    }
  }
}
