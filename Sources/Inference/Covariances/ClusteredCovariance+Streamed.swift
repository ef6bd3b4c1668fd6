import LinearAlgebra
import Modeling

extension ClusteredCovariance {
  /// The covariance of a fit whose rows are read once more in blocks: CR0, CR1 and CR1S, for one or
  /// two cluster columns.
  ///
  /// Scores are summed by cluster as the rows pass; memory is clusters × coefficients, for two
  /// columns also their combinations.
  ///
  /// - Throws: ``InferenceError/conflictingOptions(_:)`` for CR2, CR3 and Satterthwaite degrees of
  ///   freedom, which need all rows of a cluster together, and where the sums by cluster would take
  ///   more than 200 megabytes; else as ``covariance(of:)``.
  public func estimate<Fit: StreamedSandwichSource>(streaming fit: Fit) throws
    -> CovarianceEstimate
  {
    guard let first = columns.first else { throw InferenceError.clustersNeeded(estimator: name) }
    let distinct = columns.allSatisfy { $0 == first } ? [first] : columns
    if distinct.count > 2 {
      throw InferenceError.tooManyClusterColumns(columns: columns, estimator: name, most: 2)
    }
    let isOneWay = distinct.count == 1
    let rule = try streamableRule(isOneWay: isOneWay)
    var sums = (0..<(isOneWay ? 1 : 3)).map { _ in
      StreamedClusterSums(columnCount: fit.coefficients.names.count)
    }
    try fit.forEachSandwichBlock(groupColumns: distinct) { block in
      let groups = isOneWay ? block.groups : block.groups + [block.groups[0] * block.groups[1]]
      for index in sums.indices { try sums[index].add(block.ingredients, groups[index]) }
    }
    let size = SampleSize(fit)
    let titles = isOneWay ? [first] : distinct + [distinct.joined(separator: ":")]
    let parts = try zip(titles, sums).map { column, sums in
      if sums.clusterCount < 2 {
        throw InferenceError.singleCluster(column: column, rows: sums.rowCount)
      }
      let factor = try SmallSampleFactor.perCluster(
        correction, clusters: sums.clusterCount, size: size)
      return (
        factor: factor.map { isOneWay ? $0.text : "\(column): \($0.text)" },
        meat: (factor?.value ?? 1) * sums.meat(factor: fit.breadFactor)
      )
    }
    let meat = isOneWay ? parts[0].meat : parts[0].meat + parts[1].meat - parts[2].meat
    let factors = parts.compactMap(\.factor)
    let smallest = sums.prefix(distinct.count).map(\.clusterCount).min() ?? 0
    let choice: ReferenceChoice =
      switch rule {
      case .normal: .normal
      case .residual: .residual(size.residual)
      case .standard, .satterthwaite, .clusters: .clusters(smallest)
      }
    let cleared = clearedVariances(
      sandwich(meat, fit.breadFactor), classical: fit.classicalCovariance.matrix,
      names: fit.coefficients.names, estimator: name)
    let covariance = CoefficientCovariance(
      names: fit.coefficients.names, matrix: cleared.matrix,
      description: CovarianceDescription(
        name: name,
        clusters: zip(distinct, sums).map { .init(column: $0, count: $1.clusterCount) },
        smallSampleFactor: factors.isEmpty ? nil : factors.joined(separator: "; "),
        degreesOfFreedomRule: choice.rule),
      reference: choice.reference)
    return CovarianceEstimate(covariance: covariance, diagnostics: cleared.diagnostics)
  }

  /// The rule of degrees of freedom, once it is known that blocks will do.
  private func streamableRule(isOneWay: Bool) throws(InferenceError) -> DegreesOfFreedomRule {
    if !correction.isUniform {
      throw .conflictingOptions(
        "\(name) needs all rows of a cluster together, so a streamed fit has none; choose CR0, CR1 "
          + "or CR1S")
    }
    let isSatterthwaite =
      degreesOfFreedom == .satterthwaite
      || degreesOfFreedom == .standard && isOneWay && correction != .cr1s
    if isSatterthwaite {
      throw .conflictingOptions(
        "\(name) takes Satterthwaite degrees of freedom, which need all rows of a cluster together, "
          + "so a streamed fit has none; choose clusters, residual or normal, or CR1S")
    }
    return degreesOfFreedom
  }
}

extension StreamedSandwichBlock.Groups {
  /// The groups that two columns make together.
  fileprivate static func * (left: Self, right: Self) -> Self {
    let both = intersection((left.codes, left.labels.count), (right.codes, right.labels.count))
    var labels = [String](repeating: "", count: both.count)
    for (row, code) in both.codes.enumerated() where labels[Int(code)].isEmpty {
      // The length keeps ("a", "b:c") apart from ("a:b", "c").
      let first = left.labels[Int(left.codes[row])]
      labels[Int(code)] = "\(first.utf8.count):\(first):\(right.labels[Int(right.codes[row])])"
    }
    return StreamedSandwichBlock.Groups(codes: both.codes, labels: labels)
  }
}
