import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A covariance that holds under unequal variances and serial correlation up to some lag.
///
/// The meat is Γ₀ + Σⱼ (1 − j/(L + 1)) (Γⱼ + Γⱼ′) with the autocovariances Γⱼ of the scores: the
/// Bartlett kernel, without prewhitening and without a small-sample factor. Rows are taken in the
/// order of the table, each used row following the one before; gaps in time are not seen. The
/// reference is t with n − k degrees of freedom for least squares and normal for generalized models.
///
/// ### References
/// W. K. Newey and K. D. West, Econometrica 55 (1987) 703; the automatic lag is the rule
/// ⌊4 (n/100)^(2/9)⌋ after Review of Economic Studies 61 (1994) 631.
public struct NeweyWestCovariance: CovarianceEstimator, Hashable {
  /// The last lag with a weight, or nil for the automatic rule.
  public let lag: Int?
  /// Which reference distribution tests get.
  public let degreesOfFreedom: ReferenceRule

  /// An estimator with a lag, or with the automatic one.
  public init(lag: Int? = nil, degreesOfFreedom: ReferenceRule = .standard) {
    self.lag = lag
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// `HAC`.
  public var name: String { "HAC" }

  /// The covariance of the parameters, with the order of the rows and the lag as diagnostics.
  /// Complexity: O((n + L) p²) for lag L.
  ///
  /// - Throws: ``InferenceError/badLag(lag:rows:)``; ``InferenceError/conflictingOptions(_:)`` for
  ///   frequency weights, whose rows have no place in time, and for a rule of degrees of freedom
  ///   that needs clusters.
  public func estimate(_ fit: any Estimated) throws -> CovarianceEstimate {
    let equations = try fit.requireEquations(estimator: name)
    try equations.requireIndependentRows(estimator: name)
    let working = try equations.requireWorking(
      estimator: name,
      "needs all rows at once, which \(fit.description.phrase) read in blocks does not hold; choose "
        + "classical, HC0 to HC4, CR0, CR1 or CR1S, or fit without streaming")
    let rowCount = working.rows.design.rowCount
    if working.rows.multiplicities != nil {
      throw InferenceError.conflictingOptions(
        "HAC takes rows as following one another, and rows with frequency weights do not; repeat "
          + "the rows in their order, or use another kind of weight")
    }
    let used = lag ?? automaticLag(rowCount: rowCount)
    guard used >= 0, used < max(1, rowCount) else {
      throw InferenceError.badLag(lag: used, rows: rowCount)
    }
    let reference = try unclusteredReference(degreesOfFreedom, of: fit, estimator: name)
    let rows = OrthonormalRows(working.rows)
    try requireMemory(
      for: .rowScores(rows: rowCount + used, coefficients: fit.parameters.count))
    let cleared = clearedVariances(
      rows.covariance(meat: serialMeat(scores: rows.scores(), lag: used))
        .resized(to: fit.parameters.count),
      classical: equations.modelVariances, names: fit.parameters.names, estimator: name,
      units: "rows")
    var exact: [Int] = []
    try equations.forEachBlock(groups: []) { exact += exactRows(rows).map($0.tableRow) }
    return CovarianceEstimate(
      covariance: Covariance(
        names: fit.parameters.names, matrix: cleared.matrix,
        uncovered: fit.uncovered(byEquationsOf: equations.breadFactor.rowCount),
        description: CovarianceDescription(name: "HAC lag \(used)"), reference: reference),
      diagnostics: remarks(lag: used, rowCount) + exactRowsRemark(exact, estimator: name)
        + cleared.diagnostics)
  }

  private func remarks(lag used: Int, _ rowCount: Int) -> [Diagnostic] {
    let order = Diagnostic(
      .assumption,
      "HAC takes the \(rowCount) rows in table order, each following the one before")
    if lag != nil { return [order] }
    return [
      order,
      Diagnostic(
        .assumption, "HAC lag \(used) was chosen by the rule floor(4 (n/100)^(2/9))"),
    ]
  }
}

/// Newey and West's rule of thumb for the Bartlett kernel, ⌊4 (n/100)^(2/9)⌋, below n.
func automaticLag(rowCount: Int) -> Int {
  min(Int((4 * pow(Double(rowCount) / 100, 2.0 / 9)).rounded(.down)), max(0, rowCount - 1))
}

extension CovarianceEstimator where Self == NeweyWestCovariance {
  /// A covariance that holds under unequal variances and serial correlation up to a lag.
  public static func neweyWest(
    lag: Int? = nil, degreesOfFreedom: ReferenceRule = .standard
  ) -> NeweyWestCovariance {
    NeweyWestCovariance(lag: lag, degreesOfFreedom: degreesOfFreedom)
  }
}
