/// Where the dispersion φ in Var(y) = φ V(μ) / weight comes from.
public enum DispersionRule: Sendable, Equatable {
  /// Known beforehand: 1 for binomial and Poisson responses.
  case fixed(Double)
  /// Estimated from the data, as Pearson's statistic over its degrees of freedom.
  case estimated
}
