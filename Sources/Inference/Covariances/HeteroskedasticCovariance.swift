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
/// of freedom for least squares and normal for generalized models.
///
/// ### References
/// H. White, Econometrica 48 (1980) 817; J. G. MacKinnon and H. White, Journal of Econometrics 29
/// (1985) 305; F. Cribari-Neto, Computational Statistics & Data Analysis 45 (2004) 215.
public struct HeteroskedasticCovariance: CovarianceEstimator, Hashable {
  /// The correction.
  public let correction: HeteroskedasticCorrection
  /// Which reference distribution tests get.
  public let degreesOfFreedom: DegreesOfFreedomRule

  /// An estimator with a correction.
  public init(
    _ correction: HeteroskedasticCorrection, degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) {
    self.correction = correction
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// `HC0` to `HC4`.
  public var name: String { correction.rawValue }

  /// The covariance of the coefficients. Complexity: O(n p²).
  ///
  /// - Throws: ``InferenceError/leverageOne(estimator:row:count:)`` for HC2 to HC4 when a row
  ///   determines its own fitted value, ``InferenceError/noResidualDegreesOfFreedom(what:observations:parameters:)``
  ///   for HC1 of a saturated model, ``InferenceError/conflictingOptions(_:)`` for a rule of degrees
  ///   of freedom that needs clusters.
  public func covariance<Fit: SandwichSource>(of fit: Fit) throws -> CoefficientCovariance {
    let ingredients = fit.sandwichIngredients()
    try ingredients.requireIndependentRows(estimator: name)
    let rows = OrthonormalRows(ingredients)
    let size = SampleSize(fit)
    let factor = try smallSampleFactor(size)
    let choice = try unclusteredReference(
      rule: degreesOfFreedom, isLeastSquares: fit.isLeastSquares(ingredients),
      residualDegreesOfFreedom: size.residual, estimator: name)
    var meat = HeteroskedasticMeat(
      exponent: correction.exponent(size), breadFactor: ingredients.breadFactor)
    var spread = LeverageCheck()
    spread.add(meat.add(rows), tableRow: fit.frame.tableRow)
    try spread.requireSpread(estimator: name)
    return CoefficientCovariance(
      names: fit.coefficients.names,
      matrix: rows.covariance(meat: (factor?.value ?? 1) * meat.total()),
      description: CovarianceDescription(
        name: name, smallSampleFactor: factor?.text, degreesOfFreedomRule: choice.rule),
      reference: choice.reference)
  }

  func smallSampleFactor(_ size: SampleSize) throws -> SmallSampleFactor? {
    correction == .hc1 ? try .perParameter(size, estimator: name) : nil
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
    degreesOfFreedom: DegreesOfFreedomRule = .standard
  ) -> HeteroskedasticCovariance {
    HeteroskedasticCovariance(correction, degreesOfFreedom: degreesOfFreedom)
  }
}
