/// The links of this module: those for probabilities first, then the others.
public let standardLinks: [any Link] = [
  LogitLink(), ProbitLink(), ComplementaryLogLogLink(), CauchitLink(), LogLink(), IdentityLink(),
  SquareRootLink(), InverseLink(), InverseSquaredLink(),
]

/// The link with this name, or nil if `standardLinks` has none.
///
/// Names are case-sensitive: `"logit"`, `"probit"`, `"cloglog"`, `"cauchit"`, `"log"`,
/// `"identity"`, `"sqrt"`, `"inverse"`, `"inverse-squared"`.
public func standardLink(named name: String) -> (any Link)? {
  standardLinks.first { $0.name == name }
}

extension Link where Self == LogitLink {
  /// The log-odds link.
  public static var logit: LogitLink { LogitLink() }
}

extension Link where Self == ProbitLink {
  /// The normal-quantile link.
  public static var probit: ProbitLink { ProbitLink() }
}

extension Link where Self == ComplementaryLogLogLink {
  /// The complementary log-log link.
  public static var complementaryLogLog: ComplementaryLogLogLink { ComplementaryLogLogLink() }
}

extension Link where Self == CauchitLink {
  /// The Cauchy-quantile link.
  public static var cauchit: CauchitLink { CauchitLink() }
}

extension Link where Self == LogLink {
  /// The logarithmic link.
  public static var log: LogLink { LogLink() }
}

extension Link where Self == IdentityLink {
  /// The identity link.
  public static var identity: IdentityLink { IdentityLink() }
}

extension Link where Self == SquareRootLink {
  /// The square-root link.
  public static var squareRoot: SquareRootLink { SquareRootLink() }
}

extension Link where Self == InverseLink {
  /// The reciprocal link.
  public static var inverse: InverseLink { InverseLink() }
}

extension Link where Self == InverseSquaredLink {
  /// The reciprocal-square link.
  public static var inverseSquared: InverseSquaredLink { InverseSquaredLink() }
}
