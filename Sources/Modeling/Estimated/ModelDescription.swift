/// A name with a capital, for the start of a title.
package func capitalized(_ name: String) -> String {
  name.prefix(1).uppercased() + name.dropFirst()
}

/// What was fitted, in words.
public struct ModelDescription: Sendable, Hashable {
  /// The kind of model.
  public let kind: Kind
  /// The formula, as printed.
  public let formula: String
  /// The family's name, such as `binomial`.
  public let family: String
  /// The link's name, such as `logit`.
  public let link: String
  /// The algorithm that was used, such as `gram`.
  public let method: String
  /// The model in words, as a heading has it: `Linear mixed model (REML)`.
  public let title: String

  /// The model within a sentence: `a linear mixed model (REML)`.
  public var phrase: String {
    let article = "AEIOU".contains(title.prefix(1)) ? "an" : "a"
    return "\(article) \(title.prefix(1).lowercased())\(title.dropFirst())"
  }

  /// A description.
  public init(
    kind: Kind, formula: String, family: String, link: String, method: String, title: String
  ) {
    self.kind = kind
    self.formula = formula
    self.family = family
    self.link = link
    self.method = method
    self.title = title
  }

  /// A kind of model: a name and its conventions. Open, so that other modules have kinds of their own.
  public struct Kind: Sendable, Hashable, Codable {
    /// The name as the command line prints it: `linear`, `generalizedLinear`, ….
    public let name: String
    /// Whether tests refer to Student's t by convention, as for least squares, or to the normal
    /// distribution.
    public let refersToStudentT: Bool
    /// Whether a cluster column alone means the bias-reduced covariance CR2 by convention, or CR1.
    public let impliesBiasReduction: Bool
    /// Whether rows of a group depend on each other through random effects.
    public let hasRandomEffects: Bool

    /// A kind with its conventions.
    public init(
      _ name: String, refersToStudentT: Bool = false, impliesBiasReduction: Bool = false,
      hasRandomEffects: Bool = false
    ) {
      self.name = name
      self.refersToStudentT = refersToStudentT
      self.impliesBiasReduction = impliesBiasReduction
      self.hasRandomEffects = hasRandomEffects
    }
  }
}
