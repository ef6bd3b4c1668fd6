import ArgumentParser
import Concord

/// What every subcommand that fits a model can be told about it.
struct ModelOptionGroup: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The distribution of the outcome.",
      discussion: standardFamilies.map(\.name).joined(separator: ", ")))
  var family: String = "gaussian"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The link; the family's canonical link if left out.",
      discussion: standardLinks.map(\.name).joined(separator: ", ")))
  var link: String?

  @Option(parsing: .unconditional, help: "A column of weights.")
  var weights: String?

  @Option(
    parsing: .unconditional,
    help: "Precision (for binomial proportions the trials), frequency or sampling.")
  var weightKind: WeightKind?

  @Option(
    parsing: .unconditional, help: "A column added to the linear predictor with coefficient 1.")
  var offset: String?

  @Option(
    parsing: .unconditional,
    help: "The gear of least squares: auto, gram, triangle. The one used is in the output.")
  var method: LeastSquaresMethod = .automatic

  @Flag(help: "Mixed models: maximum likelihood, to compare fixed effects; REML is the default.")
  var ml = false

  @Flag(help: "Mixed models: restricted maximum likelihood, the default.")
  var reml = false

  @Option(
    parsing: .unconditional,
    help: "Generalized mixed models: points of adaptive Gauss–Hermite quadrature; 1 is Laplace.")
  var quadrature: Int?

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
  /// The family, or a usage error naming those there are.
  func chosenFamily() throws -> any Family {
    if let family = standardFamily(named: family) { return family }
    throw CommandError(
      .usage, code: "unknownFamily",
      "no family \"\(family)\" in this version; it has "
        + standardFamilies.map(\.name).joined(separator: ", "))
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
