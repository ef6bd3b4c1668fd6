/// The criterion by which variances are estimated.
public enum MixedEstimation: String, Sendable, Hashable, CaseIterable {
  /// Restricted maximum likelihood: the likelihood of contrasts free of the fixed effects.
  case reml
  /// Maximum likelihood; needed to compare models that differ in their fixed effects.
  case ml
}
