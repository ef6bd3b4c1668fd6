extension StudentReference {
  /// t with n − k degrees of freedom.
  public static func residual(_ degreesOfFreedom: Double) -> StudentReference {
    StudentReference(degreesOfFreedom, rule: "residual")
  }
}

extension Covariance {
  /// A model's own covariance, made without clusters or variances of random effects, with the reference of
  /// a rule; as it is for the standard one.
  ///
  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for a rule that needs what the model has not.
  public func referred(by rule: ReferenceRule, residual: Double) throws -> Covariance {
    switch rule {
    case .standard: return self
    case .residual: return with(reference: StudentReference.residual(residual))
    case .normal: return with(reference: NormalReference())
    case .satterthwaite, .clusters:
      throw ModelingError.conflictingOptions(
        "\(description.name) has no clusters to take \(rule.rawValue) degrees of freedom from; choose "
          + "standard, residual or normal, or a clustered covariance")
    case .kenwardRoger:
      throw ModelingError.conflictingOptions(
        "kenward-roger degrees of freedom are those of linear mixed models, and the formula has no random "
          + "term such as (1 | school); choose standard, residual or normal")
    }
  }
}
