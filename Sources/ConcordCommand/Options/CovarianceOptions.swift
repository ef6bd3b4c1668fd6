import ArgumentParser
import Concord

/// How uncertainty is estimated.
struct CovarianceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The covariance of the coefficients.",
      discussion: standardEstimatorNames.joined(separator: ", ")))
  var covariance: String?

  @Option(
    parsing: .unconditional,
    help: "Cluster columns, COL or COL,COL; alone: CR2 for least squares, CR1 otherwise.")
  var cluster: String?

  @Option(parsing: .unconditional, help: "The number of lags of --covariance HAC.")
  var lag: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The reference distribution: satterthwaite, residual, clusters or normal.",
      discussion: "Mixed models also: kenward-roger, with its covariance."))
  var df: String?

  /// The columns that `--cluster` names.
  func clusterColumns() throws -> [String] {
    try cluster.map { try columnNames($0, option: "--cluster") } ?? []
  }

  /// Whether anything was said about the covariance.
  var isSilent: Bool { covariance == nil && cluster == nil && lag == nil && df == nil }
}
