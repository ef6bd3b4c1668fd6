import Modeling

/// The reference of estimators without clusters.
///
/// - Throws: ``InferenceError/conflictingOptions(_:)`` for a rule that counts clusters or rests on
///   variances of random effects.
func unclusteredReference(
  _ rule: ReferenceRule, of fit: any Estimated, estimator: String
) throws(InferenceError) -> any Reference {
  switch rule {
  case .standard:
    fit.description.kind.refersToStudentT
      ? StudentReference.residual(fit.residualDegreesOfFreedom) : NormalReference()
  case .residual: StudentReference.residual(fit.residualDegreesOfFreedom)
  case .normal: NormalReference()
  case .satterthwaite, .clusters:
    throw .conflictingOptions(
      "\(estimator) has no clusters to take \(rule.rawValue) degrees of freedom from; choose "
        + "standard, residual or normal, or a clustered covariance")
  case .kenwardRoger: throw .kenwardRogerIsModelBased(estimator: estimator)
  }
}

extension StudentReference {
  /// t with the smallest number of clusters less one.
  static func clusters(_ smallest: Int) -> StudentReference {
    StudentReference(Double(smallest - 1), rule: "G − 1")
  }
}

extension InferenceError {
  /// What there is to say of Kenward and Roger's degrees of freedom beside a robust covariance.
  static func kenwardRogerIsModelBased(estimator: String) -> InferenceError {
    .conflictingOptions(
      "kenward-roger degrees of freedom come with a covariance of their own, so that they don't go with "
        + "\(estimator); leave the covariance out, or choose other degrees of freedom")
  }
}
