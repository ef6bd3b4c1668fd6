import LinearAlgebra
import Modeling

/// A fit in the form clustered covariances are computed from.
struct ClusteredSubject: Sendable {
  let estimator: ClusteredCovariance
  let names: [String]
  let rows: OrthonormalRows
  let size: SampleSize
  let isLeastSquares: Bool
  /// θ, where the working model is the family's variance function and the link is known.
  let variances: [Double]?
  /// Where rows depend on each other, those of a cluster as independent combinations.
  let independentRows: (@Sendable (_ rows: [Int]) throws -> IndependentRows)?

  private var correction: ClusterCorrection { estimator.correction }

  func oneWay(_ clustering: Clustering) throws -> CovarianceEstimate {
    let rule = try resolvedRule(isOneWay: true)
    let needsMoments = rule == .satterthwaite
    let factor = try SmallSampleFactor.perCluster(
      correction, clusters: clustering.count, size: size)
    let meat: Matrix
    var reference = ReferenceChoice.normal
    var lost = 0
    if correction.isUniform && !needsMoments {
      meat = rows.meat(of: clustering)
    } else {
      let adjustment = try adjustment()
      let adjusted = try adjustClusters(
        clusterRows,
        partition: ClusterPartition(codes: clustering.codes, count: clustering.count),
        adjustment: adjustment, needsMoments: needsMoments)
      meat = crossProduct(adjusted.scores)
      lost = adjusted.clustersWithLostDirections
      let moments = ContrastMoments(
        signs: adjustment.signs, columnCount: rows.columnCount, chunks: adjusted.moments)
      reference = ReferenceChoice(
        reference: .contrastDependent(
          SatterthwaiteDegreesOfFreedom(
            moments: moments, breadFactor: rows.ingredients.breadFactor)),
        rule: "Satterthwaite")
    }
    if !needsMoments { reference = simpleReference(rule, smallest: clustering.count) }
    let cleared = cleared(rows.covariance(meat: (factor?.value ?? 1) * meat))
    let covariance = CoefficientCovariance(
      names: names, matrix: cleared.matrix,
      description: CovarianceDescription(
        name: estimator.name, clusters: [clustering.description],
        smallSampleFactor: factor?.text, degreesOfFreedomRule: reference.rule),
      reference: reference.reference)
    return CovarianceEstimate(
      covariance: covariance,
      diagnostics: lostDirectionRemark(lost, clustering) + cleared.diagnostics)
  }

  func twoWay(_ first: Clustering, _ second: Clustering) throws -> CovarianceEstimate {
    let rule = try resolvedRule(isOneWay: false)
    let both = intersection((first.codes, first.count), (second.codes, second.count))
    let crossed = Clustering(
      column: "\(first.column):\(second.column)", codes: both.codes, count: both.count)
    let parts = try [first, second, crossed].map { clustering in
      let factor = try SmallSampleFactor.perCluster(
        correction, clusters: clustering.count, size: size)
      return (factor: factor, meat: (factor?.value ?? 1) * rows.meat(of: clustering))
    }
    let choice = simpleReference(rule, smallest: min(first.count, second.count))
    let factors = zip([first, second, crossed], parts).compactMap { clustering, part in
      part.factor.map { "\(clustering.column): \($0.text)" }
    }
    let cleared = cleared(
      rows.covariance(meat: parts[0].meat + parts[1].meat - parts[2].meat))
    let covariance = CoefficientCovariance(
      names: names, matrix: cleared.matrix,
      description: CovarianceDescription(
        name: estimator.name, clusters: [first.description, second.description],
        smallSampleFactor: factors.isEmpty ? nil : factors.joined(separator: "; "),
        degreesOfFreedomRule: choice.rule),
      reference: choice.reference)
    return CovarianceEstimate(covariance: covariance, diagnostics: cleared.diagnostics)
  }

  /// The covariance without what is rounding.
  private func cleared(_ covariance: Matrix) -> CovarianceClearing {
    clearedVariances(
      covariance, classical: rows.ingredients.dispersion * rows.ingredients.bread, names: names,
      estimator: estimator.name)
  }

  private func adjustment() throws(LinearAlgebraError) -> any ClusterAdjustment {
    let power: SpectralAdjustment.Power =
      switch correction {
      case .cr0, .cr1, .cr1s: .none
      case .cr2: .inverseRoot
      case .cr3: .inverse
      }
    let spectral = SpectralAdjustment(power, columnCount: rows.columnCount)
    let isCR2 = correction == .cr2
    switch rows.ingredients.workingVariance {
    case .identity:
      let weights = rows.ingredients.workingWeights
      if weights.allSatisfy({ $0 == weights.first }) { return spectral }
      return try IdentityModelAdjustment(rows, other: isCR2 ? nil : spectral)
    case .inverseWeights, .correlated:
      if isCR2 && clusterRows.haveVariances {
        return VarianceModelAdjustment(columnCount: rows.columnCount)
      }
      return spectral
    }
  }

  /// The rows in the form clusters are adjusted in.
  private var clusterRows: ClusterRows {
    independentRows.map { .combined(rows, $0) } ?? .plain(rows, variances: variances)
  }
}

extension ClusteredSubject {
  init<Fit: SandwichSource>(_ fit: Fit, estimator: ClusteredCovariance) {
    let ingredients = fit.sandwichIngredients()
    self.estimator = estimator
    names = fit.coefficients.names
    rows = OrthonormalRows(ingredients)
    size = SampleSize(fit)
    isLeastSquares = fit.isLeastSquares(ingredients)
    variances = workingVariances(of: fit, ingredients)
    independentRows = combining(fit)
  }

  /// The rule with the convention filled in.
  private func resolvedRule(isOneWay: Bool) throws -> DegreesOfFreedomRule {
    switch estimator.degreesOfFreedom {
    case .standard:
      if !isLeastSquares { return .normal }
      if independentRows != nil && correction.isUniform { return .clusters }
      return isOneWay && correction != .cr1s ? .satterthwaite : .clusters
    case .satterthwaite where !isOneWay:
      throw InferenceError.conflictingOptions(
        "Satterthwaite degrees of freedom are defined for one cluster column; with two, use "
          + "clusters, residual or normal")
    case let rule: return rule
    }
  }

  private func simpleReference(
    _ rule: DegreesOfFreedomRule, smallest: Int
  ) -> ReferenceChoice {
    switch rule {
    case .normal: .normal
    case .residual: .residual(size.residual)
    case .standard, .satterthwaite, .clusters: .clusters(smallest)
    }
  }

  private func lostDirectionRemark(_ count: Int, _ clustering: Clustering) -> [Diagnostic] {
    if count == 0 { return [] }
    let clusters =
      count == clustering.count
      ? "every cluster" : "\(count) of the \(clustering.count) clusters"
    return [
      Diagnostic(
        .assumption,
        "\(estimator.name): \(clusters) of \"\(clustering.column)\" alone "
          + "\(count == 1 || count == clustering.count ? "determines" : "determine") some "
          + "coefficient; the direction was left out of the correction (generalised inverse)")
    ]
  }
}

/// How a fit's rows are combined to independent ones; nil where they are independent as they are.
private func combining(
  _ fit: some SandwichSource
) -> (@Sendable ([Int]) throws -> IndependentRows)? {
  guard let source = fit as? any CorrelatedRowsSource else { return nil }
  return { try source.independentRows(of: $0) }
}
