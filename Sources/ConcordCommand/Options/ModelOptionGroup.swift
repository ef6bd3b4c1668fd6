import ArgumentParser
import Concord

/// What every subcommand that fits a model can be told about it.
struct ModelOptionGroup: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The distribution of the outcome.",
      discussion: "One of " + ModelRequest.Distribution.names.joined(separator: ", ") + "."))
  var family: String = "gaussian"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The link function.",
      discussion: "One of " + standardLinks.map(\.name).joined(separator: ", ")
        + ". Default: the canonical link of the family."))
  var link: String?

  @Option(parsing: .unconditional, help: "A column of weights. Default: every row counts once.")
  var weights: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What --weights are.",
      discussion: "Default: precision, for binomial proportions the numbers of trials."))
  var weightKind: WeightKind?

  @Option(
    parsing: .unconditional,
    help: "A column added to the linear predictor with coefficient 1. Default: none.")
  var offset: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Linear models: how least squares are solved.",
      discussion: """
        gram is by normal equations, triangle by QR, refined in extended precision. Default: auto, by \
        the condition of the problem. The method used is in the output.
        """))
  var method: LeastSquaresMethod?

  @Flag(help: "Linear mixed models: maximum likelihood, to compare fixed effects. Default: --reml.")
  var ml = false

  @Flag(help: "Linear mixed models: restricted maximum likelihood, the default.")
  var reml = false

  @Option(
    parsing: .unconditional,
    help: """
      Generalized mixed models: the number of points of adaptive Gauss–Hermite quadrature. Default: 1, \
      which is Laplace.
      """)
  var quadrature: Int?

  @OptionGroup var coding: CodingOptions

  /// Whether an option for mixed models was given.
  var isForMixed: Bool { ml || reml || quadrature != nil }

  func validate() throws {
    if ml && reml { throw ValidationError("--ml and --reml exclude each other; give one of them") }
    if weightKind != nil && weights == nil {
      throw ValidationError("--weight-kind says what --weights COL means; name the column too")
    }
  }
}

extension WeightKind: ExpressibleByArgument {}
extension LeastSquaresMethod: ExpressibleByArgument {}

extension ModelOptionGroup {
  /// The distribution, or a usage error naming those there are.
  func chosenDistribution() throws -> ModelRequest.Distribution {
    if let distribution = ModelRequest.Distribution(named: family) { return distribution }
    throw CommandError(
      .usage, code: "unknownFamily",
      "no family \"\(family)\" in this version; it has "
        + ModelRequest.Distribution.names.joined(separator: ", "))
  }

  /// The link asked for, or a usage error naming those there are; nil for the canonical one.
  func chosenLink() throws -> (any Link)? {
    guard let link else { return nil }
    if let found = standardLink(named: link) { return found }
    throw CommandError(
      .usage, code: "unknownLink",
      "no link \"\(link)\"; there are " + standardLinks.map(\.name).joined(separator: ", "))
  }
}
