import LinearAlgebra
import Modeling

extension HeteroskedasticCovariance {
  /// HC0 or HC1 of several equations: the scores that a row of the table has in them are joined.
  ///
  /// Every row is a cluster by its number; memory is rows × parameters.
  func joint(
    _ fit: any Estimated, _ equations: any EstimatingEquations
  ) throws -> CovarianceEstimate {
    guard takesResidualsAsTheyAre else {
      throw InferenceError.conflictingOptions(
        "\(name) divides by leverages, which a row has one of in each equation of \(fit.description.phrase); "
          + "choose HC0 or HC1")
    }
    guard equations.haveCommonRows else {
      throw InferenceError.conflictingOptions(
        "\(name) joins the rows of the equations of \(fit.description.phrase) by their numbers, but these "
          + "were not fitted to one table in memory; choose CR0 or CR1 by a column that tells rows apart"
      )
    }
    let order = equations.breadFactor.rowCount
    var sums = ClusterSums(columnCount: order)
    var counts = RowCountsOfEquations()
    var exact: [Int] = []
    try equations.forEachBlock(groups: []) { block in
      try counts.add(block, estimator: name)
      let rowCount = block.rows.design.rowCount
      try sums.add(
        block.takingRootsOfMultiplicities,
        RowGroups(codes: Array(0..<Int32(rowCount)), count: rowCount) {
          (0..<rowCount).map { "\(block.tableRow($0))" }
        })
      if equations.haveLeverages {
        exact += exactRows(OrthonormalRows(block.rows)).map(block.tableRow)
      }
    }
    let factors = try fit.sampleSizes.map { try smallSampleFactor($0) }
    let cleared = clearedVariances(
      sandwich(
        sums.meat(factor: equations.breadFactor), equations.breadFactor, of: fit,
        by: factors.map { $0?.value ?? 1 }),
      classical: equations.modelVariances, names: fit.parameters.names, estimator: name,
      units: "rows")
    return CovarianceEstimate(
      covariance: Covariance(
        names: fit.parameters.names, matrix: cleared.matrix,
        uncovered: fit.uncovered(byEquationsOf: order),
        description: CovarianceDescription(
          name: name, smallSampleFactor: factorText(factors.map { $0?.text })),
        reference: try unclusteredReference(degreesOfFreedom, of: fit, estimator: name)),
      diagnostics: exactRowsRemark(Set(exact).sorted(), estimator: name) + cleared.diagnostics)
  }
}

/// How often rows of the table count, which must be the same in all equations.
private struct RowCountsOfEquations {
  private var countOfRow: [Int: Double] = [:]

  /// Looks at the rows of a block.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` where a row counts differently than before.
  mutating func add(_ block: ScoreBlock, estimator: String) throws(InferenceError) {
    for index in 0..<block.rows.design.rowCount {
      let count = block.rows.multiplicities?[index] ?? 1
      let row = block.tableRow(index)
      if let other = countOfRow.updateValue(count, forKey: row), other != count {
        throw .conflictingOptions(
          "row \(row) counts \(count) times in one equation and \(other) times in another, so that "
            + "\(estimator) can't join them; give all equations the same frequency weights, or choose CR0 or "
            + "CR1 by a cluster column")
      }
    }
  }
}

extension ScoreBlock {
  /// The block with √m in the place of m: a row that counts m times is m rows, whose squares add up to m s s′.
  fileprivate var takingRootsOfMultiplicities: ScoreBlock {
    guard let multiplicities = rows.multiplicities else { return self }
    return ScoreBlock(
      rows: ScoreRows(
        design: rows.design, workingWeights: rows.workingWeights,
        workingResiduals: rows.workingResiduals,
        multiplicities: multiplicities.map { $0.squareRoot() }, breadFactor: rows.breadFactor),
      groups: groups, offset: offset, tableRow: tableRow)
  }
}
