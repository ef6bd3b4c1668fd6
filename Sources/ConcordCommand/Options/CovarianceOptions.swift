import ArgumentParser
import Concord

/// The rules of degrees of freedom by name.
let ruleNames = ReferenceRule.allCases.map(\.rawValue)

private func isEstimatorName(_ name: String) -> Bool {
  standardEstimatorNames.contains { $0.uppercased() == name.uppercased() }
}

/// How uncertainty is estimated.
struct CovarianceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The covariance of the coefficients.",
      discussion: "One of " + standardEstimatorNames.joined(separator: ", ") + """
        . Default: classical; HC1 with sampling weights; with --cluster as said there.
        """))
  var covariance: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The columns of clusters: COL, or COL,COL for two ways.",
      discussion: """
        Without --covariance: CR1S for two columns or --stream, else CR2 for linear models, CR1 for \
        others.
        """))
  var cluster: String?

  @Option(
    parsing: .unconditional,
    help: "The number of lags of --covariance HAC, from 0. Default: floor(4 (n/100)^(2/9)).")
  var lag: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The degrees of freedom: \(ruleNames.joined(separator: ", ")).",
      discussion: """
        kenward-roger is for linear mixed models, with a covariance of its own. Default: standard, for \
        linear models satterthwaite with CR0 to CR3, clusters with CR1S or two cluster columns, else \
        residual; for linear mixed models satterthwaite; for others normal.
        """))
  var df: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "CR1 and CR1S by two columns: each (default) or smallest.",
      discussion: """
        each: a factor for each of the three parts, from its own number of clusters. smallest: one \
        factor for all, from the smaller number of clusters, as Stata's reghdfe and R's fixest.
        """))
  var clusterFactor: TwoWayFactor?

  func validate() throws {
    if lag != nil && covariance?.uppercased() != "HAC" {
      throw ValidationError("--lag goes with --covariance HAC")
    }
    let isClustered = covariance.map { ClusterCorrection(rawValue: $0.uppercased()) != nil } ?? true
    if let covariance, cluster != nil, !isClustered, isEstimatorName(covariance) {
      let choices = ClusterCorrection.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "--cluster does not go with --covariance \(covariance), which has no clusters; choose one of "
          + choices)
    }
  }

  /// The columns that `--cluster` names.
  func clusterColumns() throws -> [String] {
    try cluster.map { try columnNames($0, option: "--cluster") } ?? []
  }

  /// Whether anything was said about the covariance.
  var isSilent: Bool {
    covariance == nil && cluster == nil && lag == nil && df == nil && clusterFactor == nil
  }
}

extension TwoWayFactor: ExpressibleByArgument {}
