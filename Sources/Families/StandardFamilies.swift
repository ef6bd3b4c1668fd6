/// The families of this module.
public let standardFamilies: [any Family] = [
  GaussianFamily(), BinomialFamily(), PoissonFamily(), GammaFamily(), InverseGaussianFamily(),
  QuasibinomialFamily(), QuasipoissonFamily(),
]

/// The family with this name, or nil if `standardFamilies` has none.
///
/// The names are `"gaussian"`, `"binomial"`, `"poisson"`, `"gamma"`, `"inverse-gaussian"`,
/// `"quasibinomial"` and `"quasipoisson"`, in any case; R's `"inverse.gaussian"` is understood too.
public func standardFamily(named name: String) -> (any Family)? {
  let wanted = String(name.lowercased().map { $0 == "." ? "-" : $0 })
  return standardFamilies.first { $0.name == wanted }
}

extension Family where Self == GaussianFamily {
  /// Normal responses.
  public static var gaussian: GaussianFamily { GaussianFamily() }
}

extension Family where Self == BinomialFamily {
  /// Proportions of successes.
  public static var binomial: BinomialFamily { BinomialFamily() }
}

extension Family where Self == PoissonFamily {
  /// Counts.
  public static var poisson: PoissonFamily { PoissonFamily() }
}

extension Family where Self == GammaFamily {
  /// Positive responses with a constant coefficient of variation.
  public static var gamma: GammaFamily { GammaFamily() }
}

extension Family where Self == InverseGaussianFamily {
  /// Positive responses whose variance grows as the cube of the mean.
  public static var inverseGaussian: InverseGaussianFamily { InverseGaussianFamily() }
}

extension Family where Self == QuasibinomialFamily {
  /// Proportions with a dispersion estimated from the data.
  public static var quasibinomial: QuasibinomialFamily { QuasibinomialFamily() }
}

extension Family where Self == QuasipoissonFamily {
  /// Counts, or other non-negative responses, with a dispersion estimated from the data.
  public static var quasipoisson: QuasipoissonFamily { QuasipoissonFamily() }
}
