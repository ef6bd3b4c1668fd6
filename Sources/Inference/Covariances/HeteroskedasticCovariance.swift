import LinearAlgebra
import Modeling

/// What is done about residuals being smaller than the errors behind them.
public enum HeteroskedasticCorrection: String, Sendable, Hashable, CaseIterable {
  /// Nothing: White (1980).
  case hc0 = "HC0"
  /// Everything times n / (n − k).
  case hc1 = "HC1"
  /// Squared residuals over 1 − h: unbiased if variances are equal.
  case hc2 = "HC2"
  /// Squared residuals over (1 − h)²: close to the jackknife.
  case hc3 = "HC3"
  /// Squared residuals over (1 − h)^min(4, n h / k): Cribari-Neto (2004).
  case hc4 = "HC4"
}

/// A covariance that holds whatever the variance of each row, if rows are independent.
///
/// (X′WX)⁻¹ (Σ xᵢ xᵢ′ (wᵢ eᵢ)² / (1 − hᵢ)^δ) (X′WX)⁻¹, with the leverage hᵢ in the metric of
/// estimation. A row with frequency weight m counts as m rows. The reference is t with n − k degrees
/// of freedom for least squares and normal for generalized models. In a stack of fits the scores of a row in
/// several equations are added up, which HC0 and HC1 are defined for.
///
/// ### References
/// H. White, Econometrica 48 (1980) 817; J. G. MacKinnon and H. White, Journal of Econometrics 29
/// (1985) 305; F. Cribari-Neto, Computational Statistics & Data Analysis 45 (2004) 215.
public struct HeteroskedasticCovariance: CovarianceEstimator, Hashable {
  /// The correction.
  public let correction: HeteroskedasticCorrection
  /// Which reference distribution tests get.
  public let degreesOfFreedom: ReferenceRule

  /// An estimator with a correction.
  public init(
    _ correction: HeteroskedasticCorrection, degreesOfFreedom: ReferenceRule = .standard
  ) {
    self.correction = correction
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// `HC0` to `HC4`.
  public var name: String { correction.rawValue }

  /// The covariance of the parameters, with doubts about it: rows of leverage 1 that HC0 and HC1 count as
  /// certain. Complexity: O(n p²), one pass over the rows.
  ///
  /// - Throws: ``InferenceError/leverageOne(estimator:row:count:)`` for HC2 to HC4 when a row
  ///   determines its own fitted value, ``InferenceError/noResidualDegreesOfFreedom(what:observations:parameters:)``
  ///   for HC1 of a saturated model, ``InferenceError/conflictingOptions(_:)`` for a rule of degrees
  ///   of freedom that needs clusters, for models whose rows depend on each other, and for several equations
  ///   whose rows can't be joined.
  public func estimate(_ fit: any Estimated) throws -> CovarianceEstimate {
    let equations = try fit.requireEquations(estimator: name)
    try equations.requireIndependentRows(estimator: name)
    if fit.sampleSizes.count > 1 { return try joint(fit, equations) }
    let size = fit.sampleSizes[0]
    if !equations.haveLeverages, !takesResidualsAsTheyAre {
      throw InferenceError.conflictingOptions(
        "\(name) divides by leverages, which rows of \(fit.description.phrase) don't have; choose HC0 or HC1"
      )
    }
    let factor = try smallSampleFactor(size)
    let reference = try unclusteredReference(degreesOfFreedom, of: fit, estimator: name)
    var meat = HeteroskedasticMeat(
      exponent: correction.exponent(size), breadFactor: equations.breadFactor)
    var spread = LeverageCheck()
    var exact: [Int] = []
    try equations.forEachBlock(groups: []) { block in
      let rows = OrthonormalRows(block.rows)
      spread.add(meat.add(rows), tableRow: block.tableRow)
      if takesResidualsAsTheyAre, equations.haveLeverages {
        exact += exactRows(rows).map(block.tableRow)
      }
    }
    try spread.requireSpread(estimator: name)
    let cleared = clearedVariances(
      sandwich((factor?.value ?? 1) * meat.total(), equations.breadFactor)
        .resized(to: fit.parameters.count),
      classical: equations.modelVariances, names: fit.parameters.names, estimator: name,
      units: "rows")
    return CovarianceEstimate(
      covariance: Covariance(
        names: fit.parameters.names, matrix: cleared.matrix,
        uncovered: fit.uncovered(byEquationsOf: equations.breadFactor.rowCount),
        description: CovarianceDescription(name: name, smallSampleFactor: factor?.text),
        reference: reference),
      diagnostics: exactRowsRemark(exact, estimator: name) + cleared.diagnostics)
  }

  /// Whether residuals are not divided by 1 − h, so that leverages of 1 go unnoticed.
  var takesResidualsAsTheyAre: Bool { correction == .hc0 || correction == .hc1 }

  func smallSampleFactor(_ size: SampleSize) throws -> SmallSampleFactor? {
    correction == .hc1 ? try .perParameter(size, estimator: name) : nil
  }
}

/// Rows whose leverage is 1, counted as they are met.
private struct LeverageCheck {
  private var first: Int?
  private var count = 0

  /// Looks at some rows; `tableRow` finds a row in the table, counted from 1.
  mutating func add(_ leverages: [Double], tableRow: (Int) -> Int) {
    for (row, leverage) in leverages.enumerated() where 1 - leverage <= negligibleSpread {
      first = first ?? tableRow(row)
      count += 1
    }
  }

  /// Throws ``InferenceError/leverageOne(estimator:row:count:)`` if there was any.
  func requireSpread(estimator: String) throws(InferenceError) {
    if let first { throw .leverageOne(estimator: estimator, row: first, count: count) }
  }
}

extension HeteroskedasticCorrection {
  /// The power δ of 1 − h that a squared residual is divided by, from h; nil means none.
  func exponent(_ size: SampleSize) -> (@Sendable (Double) -> Double)? {
    switch self {
    case .hc0, .hc1: nil
    case .hc2: { _ in 1 }
    case .hc3: { _ in 2 }
    case .hc4: { min(4, $0 * size.observations / size.parameters) }
    }
  }
}

extension CovarianceEstimator where Self == HeteroskedasticCovariance {
  /// A covariance that holds whatever the variance of each row, if rows are independent.
  public static func heteroskedastic(
    _ correction: HeteroskedasticCorrection = .hc3,
    degreesOfFreedom: ReferenceRule = .standard
  ) -> HeteroskedasticCovariance {
    HeteroskedasticCovariance(correction, degreesOfFreedom: degreesOfFreedom)
  }
}
