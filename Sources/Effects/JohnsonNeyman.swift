import Distributions
import Inference
import LinearAlgebra
import Modeling

/// Where along a moderator a slope differs significantly from zero (Johnson & Neyman 1936; Bauer &
/// Curran 2005, Multivariate Behavioral Research 40:373).
///
/// A region says where the data tell the slope from zero, not that the slope differs from one place to
/// another: without any interaction most samples have a region with a bound. Whether the slope depends
/// on the moderator is ``SlopeInteraction``.
public struct JohnsonNeymanRegion: Sendable, Equatable {
  /// The moderator values at which significance begins or ends, ascending; they may lie outside the
  /// observed range.
  public let bounds: [Double]
  /// On which side of the bounds the slope is significant.
  public let significant: Significance
  /// The observed range of the moderator.
  public let range: ClosedRange<Double>
  /// Where bounds were looked for, if not along the whole line: with a moderator that does not enter
  /// linearly the observed range and what lies beyond it as far as the model is defined there, up to
  /// 10¹² times its width.
  public let searched: ClosedRange<Double>?
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
    /// At every value that was looked at.
    case everywhere
    /// At no value that was looked at.
    case nowhere
  }

  /// The bounds within the observed range.
  public var boundsInRange: [Double] { bounds.filter(range.contains) }
}

extension Inference {
  /// The values of a moderator for which the slope in `focal` differs significantly from zero at
  /// 1 − `level`.
  ///
  /// The bounds solve (c(m)β)² = t² c(m)Vc(m): a quadratic where the degrees of freedom are the same
  /// everywhere. Where they depend on the moderator (Satterthwaite) the observed range is searched,
  /// and roots beyond it are followed to their own critical values. Where the moderator does not
  /// enter linearly, as in `x * log(m)`, the observed range is searched and then outwards from it, to
  /// where the model is no longer defined or to 10¹² times its width. The interval is pointwise: it
  /// makes no allowance for looking at every value.
  ///
  /// - Throws: ``EffectsError`` if either variable is not in the model, the focal variable does not
  ///   enter linearly, the moderator is constant or a category, or there is no standard error.
  public func johnsonNeyman(of focal: String, by moderator: String, level: Double = 0.95) throws
    -> JohnsonNeymanRegion
  {
    try checkConfidenceLevel(level)
    let subject = subject()
    let known = subject.categories(of: try subject.predictor(moderator))
    guard known.isEmpty else {
      throw EffectsError.notNumeric(variable: moderator, categories: known)
    }
    let summary = try subject.summary(of: moderator)
    guard summary.maximum > summary.minimum else {
      throw EffectsError.constantVariable(variable: moderator, value: summary.minimum)
    }
    let range = summary.minimum...summary.maximum
    func held(_ value: Double) -> ResolvedLevel {
      ResolvedLevel(variable: moderator, level: .value(value), setting: .number(value))
    }
    let slope = try subject.slopeContrast(
      of: focal, by: moderator, checkedAt: [held(range.lowerBound), held(range.upperBound)])
    let test = SlopeTest(
      estimates: subject.parameters, covariance: covariance, level: level,
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
    let (bounds, searched) = try significanceBounds(self, over: summary)
    let edges =
      [range.lowerBound] + bounds.filter { $0 > range.lowerBound && $0 < range.upperBound }
      + [range.upperBound]
    var intervals: [ClosedRange<Double>] = []
    for (low, high) in zip(edges, edges.dropFirst()) where high > low {
      if try excess(at: low + (high - low) / 2) > 0 { intervals.append(low...high) }
    }
    return JohnsonNeymanRegion(
      bounds: bounds, significant: try significance(bounds: bounds, range: range), range: range,
      searched: searched,
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
