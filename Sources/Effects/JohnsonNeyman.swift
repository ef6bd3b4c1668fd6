import Distributions
import Inference
import LinearAlgebra
import Modeling

/// Where along a moderator a slope differs from zero (Johnson & Neyman 1936; Bauer & Curran 2005,
/// Multivariate Behavioral Research 40:373).
public struct JohnsonNeymanRegion: Sendable, Equatable {
  /// The moderator values at which significance begins or ends, ascending; they may lie outside the
  /// observed range.
  public let bounds: [Double]
  /// On which side of the bounds the slope is significant.
  public let significant: Significance
  /// The observed range of the moderator.
  public let range: ClosedRange<Double>
  /// The share of the rows used whose moderator lies where the slope is significant.
  public let shareSignificant: Double
  /// The intervals of the moderator, within the observed range, where the slope is significant.
  public let significantIntervals: [ClosedRange<Double>]

  /// On which side of the bounds a slope is significant.
  public enum Significance: String, Sendable, Hashable {
    /// Between the two bounds.
    case inside
    /// Beyond the bounds: below the lower or above the upper; with one bound, on one side of it.
    case outside
    /// At every value.
    case everywhere
    /// At no value.
    case nowhere
  }

  /// The bounds within the observed range.
  public var boundsInRange: [Double] { bounds.filter(range.contains) }
}

extension Inference where Fit: Predicting {
  /// The values of a moderator for which the slope in `focal` differs from zero at 1 − `level`.
  ///
  /// The bounds solve (c(m)β)² = t² c(m)Vc(m): a quadratic where the degrees of freedom are the same
  /// everywhere. Where they depend on the moderator (Satterthwaite) the observed range is searched,
  /// and roots beyond it are followed to their own critical values. Where the moderator does not
  /// enter linearly only the observed range is searched. The interval is pointwise: it makes no
  /// allowance for looking at every value.
  ///
  /// - Throws: ``EffectsError`` if either variable is not in the model, the focal variable does not
  ///   enter linearly, the moderator is constant or a category, or there is no standard error.
  public func johnsonNeyman(of focal: String, by moderator: String, level: Double = 0.95) throws
    -> JohnsonNeymanRegion
  {
    try checkConfidenceLevel(level)
    let known = categories(of: try predictor(moderator))
    guard known.isEmpty else {
      throw EffectsError.notNumeric(variable: moderator, categories: known)
    }
    let summary = try summary(of: moderator)
    guard summary.maximum > summary.minimum else {
      throw EffectsError.constantVariable(variable: moderator, value: summary.minimum)
    }
    let range = summary.minimum...summary.maximum
    func held(_ value: Double) -> ResolvedLevel {
      ResolvedLevel(variable: moderator, level: .value(value), setting: .number(value))
    }
    let slope = try slopeContrast(
      of: focal, by: moderator, checkedAt: [held(range.lowerBound), held(range.upperBound)])
    let test = SlopeTest(
      estimates: fit.coefficients.values, covariance: covariance, level: level,
      contrast: try AffineContrast(over: range) { try slope.contrast(at: held($0)) },
      general: { try slope.contrast(at: held($0)) })
    guard try test.isDefined(at: range.lowerBound), try test.isDefined(at: range.upperBound) else {
      throw EffectsError.noStandardError(
        variable: focal, covariance: covariance.description.name)
    }
    return try test.region(over: summary)
  }
}

extension SlopeTest {
  /// Bounds, sides and shares over the values of a moderator.
  func region(over summary: VariableSummary) throws -> JohnsonNeymanRegion {
    let range = summary.minimum...summary.maximum
    let bounds = try significanceBounds(self, range: range)
    let edges =
      [range.lowerBound] + bounds.filter { $0 > range.lowerBound && $0 < range.upperBound }
      + [range.upperBound]
    var intervals: [ClosedRange<Double>] = []
    for (low, high) in zip(edges, edges.dropFirst()) where high > low {
      if try excess(at: low + (high - low) / 2) > 0 { intervals.append(low...high) }
    }
    return JohnsonNeymanRegion(
      bounds: bounds, significant: try significance(bounds: bounds, range: range), range: range,
      shareSignificant: intervals.reduce(0) {
        $0 + summary.share(from: $1.lowerBound, through: $1.upperBound)
      },
      significantIntervals: intervals)
  }

  private func significance(bounds: [Double], range: ClosedRange<Double>) throws
    -> JohnsonNeymanRegion.Significance
  {
    guard let first = bounds.first else {
      let centre = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      return try excess(at: centre) > 0 ? .everywhere : .nowhere
    }
    guard bounds.count > 1 else { return .outside }
    return try excess(at: first + (bounds[1] - first) / 2) > 0 ? .inside : .outside
  }
}
