import LinearAlgebra
import Modeling

extension ClusteredCovariance {
  /// A covariance by clusters whose rows are adjusted, or whose degrees of freedom are Satterthwaite's: all
  /// rows of a cluster are needed together.
  func adjusted(
    _ fit: any Estimated, _ equations: any EstimatingEquations, by column: String,
    _ rule: ReferenceRule
  ) throws -> CovarianceEstimate {
    let working = try equations.requireWorking(
      estimator: name, reasonForWorking(fit, isUniform: correction.isUniform))
    let clusters = try clusters(of: equations, column: column)
    let rows = OrthonormalRows(working.rows)
    let size = fit.sampleSizes[0]
    let needsMoments = rule == .satterthwaite
    let factor = try SmallSampleFactor.perCluster(correction, clusters: clusters.count, size: size)
    try requireMemory(
      for: .clusterScores(clusters: clusters.count, coefficients: rows.columnCount))
    let partition = ClusterPartition(codes: clusters.codes, count: clusters.count)
    if needsMoments { try requireMomentMemory(partition, rows.columnCount) }
    let adjustment = try adjustment(working, rows)
    let found = try adjustClusters(
      ClusterRows(working), partition: partition, adjustment: adjustment,
      needsMoments: needsMoments)
    let reference: any Reference =
      needsMoments
      ? SatterthwaiteDegreesOfFreedom(
        moments: ContrastMoments(
          signs: adjustment.signs, columnCount: rows.columnCount, chunks: found.moments),
        breadFactor: working.rows.breadFactor, order: fit.parameters.count)
      : simpleReference(rule, smallest: clusters.count, of: fit)
    let own = sandwich((factor?.value ?? 1) * crossProduct(found.scores), working.rows.breadFactor)
    let cleared = clearedVariances(
      own.resized(to: fit.parameters.count), classical: equations.modelVariances,
      names: fit.parameters.names, estimator: name)
    let exact =
      correction.isUniform && equations.mustStayTogether.isEmpty
      ? exactRows(rows).map(clusters.tableRow) : []
    return CovarianceEstimate(
      covariance: Covariance(
        names: fit.parameters.names, matrix: cleared.matrix,
        uncovered: fit.uncovered(byEquationsOf: own.rowCount),
        description: CovarianceDescription(
          name: name, clusters: [.init(column: column, count: clusters.count)],
          smallSampleFactor: factor?.text),
        reference: reference),
      diagnostics: lostDirectionRemark(
        found.clustersWithLostDirections, column: column, count: clusters.count)
        + exactRowsRemark(exact, estimator: name) + cleared.diagnostics)
  }

  private func reasonForWorking(_ fit: any Estimated, isUniform: Bool) -> String {
    let isStreamed = fit.data == nil && fit.sampleSizes.count == 1
    if !isStreamed {
      return isUniform
        ? "has no Satterthwaite degrees of freedom for \(fit.description.phrase); choose clusters, residual "
          + "or normal"
        : "is not defined for \(fit.description.phrase); choose CR0, CR1 or CR1S"
    }
    return isUniform
      ? "takes Satterthwaite degrees of freedom, which need all rows of a cluster together, "
        + "so a streamed fit has none; choose clusters, residual or normal, or CR1S"
      : "needs all rows of a cluster together, so a streamed fit has none; choose CR0, CR1 "
        + "or CR1S"
  }

  /// The cluster of each row, and the rows' numbers in the table.
  private func clusters(
    of equations: any EstimatingEquations, column: String
  ) throws -> (codes: [Int32], count: Int, tableRow: @Sendable (Int) -> Int) {
    var found: (codes: [Int32], count: Int, tableRow: @Sendable (Int) -> Int)?
    try equations.forEachBlock(groups: [column]) { block in
      found = (block.groups[0].codes, block.groups[0].count, block.tableRow)
    }
    guard let found, found.count > 1 else {
      throw InferenceError.singleCluster(column: column, rows: found?.codes.count ?? 0)
    }
    return found
  }

  private func requireMomentMemory(_ partition: ClusterPartition, _ columnCount: Int) throws {
    let rank = (0..<partition.count).reduce(0) {
      $0 + min(partition.rows(of: $1).count, columnCount)
    }
    try requireMemory(for: .clusterMoments(rank: rank, coefficients: columnCount))
  }

  private func adjustment(
    _ working: WorkingModel, _ rows: OrthonormalRows
  ) throws(LinearAlgebraError) -> any ClusterAdjustment {
    let power: SpectralAdjustment.Power =
      switch correction {
      case .cr0, .cr1, .cr1s: .none
      case .cr2: .inverseRoot
      case .cr3: .inverse
      }
    let spectral = SpectralAdjustment(power, columnCount: rows.columnCount)
    let isCR2 = correction == .cr2
    switch working.errors {
    case .equalVariances:
      let weights = working.rows.workingWeights
      if weights.allSatisfy({ $0 == weights.first }) { return spectral }
      return try IdentityModelAdjustment(rows, other: isCR2 ? nil : spectral)
    case .variances, .dependent:
      return isCR2 && ClusterRows(working).haveVariances
        ? VarianceModelAdjustment(columnCount: rows.columnCount) : spectral
    }
  }

  private func lostDirectionRemark(_ lost: Int, column: String, count: Int) -> [Diagnostic] {
    if lost == 0 { return [] }
    let clusters = lost == count ? "every cluster" : "\(lost) of the \(count) clusters"
    return [
      Diagnostic(
        .assumption,
        "\(name): \(clusters) of \"\(column)\" alone "
          + "\(lost == 1 || lost == count ? "determines" : "determine") some "
          + "coefficient; the direction was left out of the correction (generalised inverse)")
    ]
  }
}
