import LinearAlgebra
import Modeling

extension ClusteredCovariance {
  /// A covariance by sums of scores: CR0, CR1 and CR1S, for one or two cluster columns.
  ///
  /// Scores are summed by cluster as the rows pass; memory is clusters × parameters, for two columns also
  /// for their combinations.
  func summed(
    _ fit: any Estimated, _ equations: any EstimatingEquations, by columns: [String],
    _ rule: ReferenceRule
  ) throws -> CovarianceEstimate {
    let isOneWay = columns.count == 1
    let order = equations.breadFactor.rowCount
    let titles = isOneWay ? columns : columns + [columns.joined(separator: ":")]
    var sums = titles.map { _ in ClusterSums(columnCount: order) }
    var exact: [Int] = []
    try equations.forEachBlock(groups: columns) { block in
      let groups = isOneWay ? block.groups : block.groups + [block.groups[0] * block.groups[1]]
      for index in sums.indices { try sums[index].add(block, groups[index]) }
      if equations.mustStayTogether.isEmpty, equations.haveLeverages {
        exact += exactRows(OrthonormalRows(block.rows)).map(block.tableRow)
      }
    }
    for (column, sums) in zip(titles, sums) where sums.clusterCount < 2 {
      throw InferenceError.singleCluster(column: column, rows: sums.rowCount)
    }
    let factors = try fit.sampleSizes.map { size in
      try sizeFactors(titles, sums.map(\.clusterCount), size)
    }
    let parts = sums.indices.map { index in
      sandwich(
        sums[index].meat(factor: equations.breadFactor), equations.breadFactor, of: fit,
        by: factors.map { $0.values[index] })
    }
    let matrix = isOneWay ? parts[0] : parts[0] + parts[1] - parts[2]
    let smallest = sums.prefix(columns.count).map(\.clusterCount).min() ?? 0
    let cleared = clearedVariances(
      matrix, classical: equations.modelVariances, names: fit.parameters.names, estimator: name)
    let covariance = Covariance(
      names: fit.parameters.names, matrix: cleared.matrix,
      uncovered: fit.uncovered(byEquationsOf: order),
      description: CovarianceDescription(
        name: name, clusters: zip(columns, sums).map { .init(column: $0, count: $1.clusterCount) },
        smallSampleFactor: factorText(factors.map(\.text))),
      reference: simpleReference(rule, smallest: smallest, of: fit))
    return CovarianceEstimate(
      covariance: covariance,
      diagnostics: exactRowsRemark(exact, estimator: name) + cleared.diagnostics)
  }

  /// The small-sample factors of one clustering, or of the three parts of two.
  private func sizeFactors(
    _ titles: [String], _ counts: [Int], _ size: SampleSize
  ) throws -> (values: [Double], text: String?) {
    if counts.count > 1 {
      let factors = try TwoWayFactors(
        twoWayFactor, correction: correction, columns: titles, counts: counts, size: size)
      return (factors.values, factors.text)
    }
    let factor = try SmallSampleFactor.perCluster(correction, clusters: counts[0], size: size)
    return ([factor?.value ?? 1], factor?.text)
  }

}

extension RowGroups {
  /// The groups that two columns make together.
  fileprivate static func * (left: Self, right: Self) -> Self {
    let both = intersection((left.codes, left.count), (right.codes, right.count))
    return RowGroups(codes: both.codes, count: both.count) {
      let (first, second) = (left.labels(), right.labels())
      var labels = [String](repeating: "", count: both.count)
      for (row, code) in both.codes.enumerated() where labels[Int(code)].isEmpty {
        // The length keeps ("a", "b:c") apart from ("a:b", "c").
        let name = first[Int(left.codes[row])]
        labels[Int(code)] = "\(name.utf8.count):\(name):\(second[Int(right.codes[row])])"
      }
      return labels
    }
  }
}
