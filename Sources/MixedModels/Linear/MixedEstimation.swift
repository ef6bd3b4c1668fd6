/// By which criterion variances are estimated.
public enum MixedEstimation: String, Sendable, Hashable, CaseIterable {
  /// Restricted maximum likelihood: variances are judged by what X leaves of the response.
  case reml
  /// Maximum likelihood; needed to compare models that differ in their fixed effects.
  case ml
}
