import Distributions
import Inference
import LinearAlgebra
import Modeling
import Optimization

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

  /// The intervals of the moderator, within the observed range, where the slope is significant.
  public let significantIntervals: [ClosedRange<Double>]
}

extension Inference where Fit: Predicting {
  /// The values of a moderator for which the slope in `focal` differs from zero at 1 − `level`.
  ///
  /// The bounds solve (c(m)β)² = t² c(m)Vc(m): a quadratic where the degrees of freedom are the same
  /// everywhere. Where they depend on the moderator (Satterthwaite) each root is followed to its own
  /// critical value, and the observed range is searched for others. The interval is pointwise: it
  /// makes no allowance for looking at every value.
  ///
  /// - Throws: ``EffectsError`` if either variable is not in the model, the focal variable does not
  ///   enter linearly, or the moderator is constant.
  public func johnsonNeyman(of focal: String, by moderator: String, level: Double = 0.95) throws
    -> JohnsonNeymanRegion
  {
    try checkConfidenceLevel(level)
    let contrast = try slopeContrast(of: focal, by: moderator)
    let summary = try summary(of: moderator)
    guard summary.maximum > summary.minimum else {
      throw EffectsError.constantModerator(variable: moderator, value: summary.minimum)
    }
    let estimates = fit.coefficients.values
    let test = SlopeTest(
      estimates: estimates, covariance: covariance, level: level,
      contrast: try contrast.affineForm(over: summary),
      general: { try contrast.contrast(at: $0) })
    let bounds = try significanceBounds(test, range: summary.minimum...summary.maximum)
    return try region(bounds: bounds, test: test, summary: summary)
  }

  private func region(bounds: [Double], test: SlopeTest, summary: VariableSummary) throws
    -> JohnsonNeymanRegion
  {
    let range = summary.minimum...summary.maximum
    let edges = [range.lowerBound] + bounds.filter { $0 > range.lowerBound && $0 < range.upperBound }
      + [range.upperBound]
    var intervals: [ClosedRange<Double>] = []
    for (low, high) in zip(edges, edges.dropFirst()) where high > low {
      if try test.excess(at: low + (high - low) / 2) > 0 { intervals.append(low...high) }
    }
    return JohnsonNeymanRegion(
      bounds: bounds, significant: try significance(bounds: bounds, test: test, range: range),
      range: range,
      shareSignificant: intervals.reduce(0) {
        $0 + summary.share(from: $1.lowerBound, through: $1.upperBound)
      },
      significantIntervals: intervals)
  }

  private func significance(bounds: [Double], test: SlopeTest, range: ClosedRange<Double>) throws
    -> JohnsonNeymanRegion.Significance
  {
    guard let first = bounds.first, let last = bounds.last else {
      let centre = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      return try test.excess(at: centre) > 0 ? .everywhere : .nowhere
    }
    guard bounds.count > 1 else { return .outside }
    return try test.excess(at: first + (last - first) / 2) > 0 ? .inside : .outside
  }
}

/// The test of a slope as a function of the moderator.
struct SlopeTest {
  let estimates: [Double]
  let covariance: CoefficientCovariance
  let level: Double
  /// The contrast if it is affine in the moderator.
  let contrast: AffineContrast?
  let general: (Double) throws -> [Double]

  func gradient(at value: Double) throws -> [Double] {
    try contrast?(value) ?? general(value)
  }

  func criticalValue(at value: Double) throws -> Double {
    Distributions.criticalValue(
      level: level,
      degreesOfFreedom: covariance.reference.degreesOfFreedom(for: try gradient(at: value)))
  }

  /// |slope| − t · standard error: positive where the slope is significant.
  func excess(at value: Double) throws -> Double {
    let gradient = try gradient(at: value)
    let slope = dot(gradient, estimates).magnitude
    let critical = Distributions.criticalValue(
      level: level, degreesOfFreedom: covariance.reference.degreesOfFreedom(for: gradient))
    return slope - critical * covariance.variance(of: gradient).squareRoot()
  }
}

/// The moderator values at which the excess changes sign.
func significanceBounds(_ test: SlopeTest, range: ClosedRange<Double>) throws -> [Double] {
  guard let contrast = test.contrast else { return try searchedBounds(test, range: range) }
  if case .contrastDependent = test.covariance.reference {
    let followed = try followedBounds(test, contrast: contrast, range: range)
    return merged(followed + (try searchedBounds(test, range: range)), range: range)
  }
  let critical = try test.criticalValue(at: range.lowerBound)
  return quadraticBounds(
    contrast, estimates: test.estimates, covariance: test.covariance, critical: critical)
}

/// The real roots of (c(m)β)² = t² c(m)Vc(m), ascending.
///
/// A m² + 2 B m + C with A = b₁² − t² v₁₁ and so on; solved without cancellation.
func quadraticBounds(
  _ contrast: AffineContrast, estimates: [Double], covariance: CoefficientCovariance,
  critical: Double
) -> [Double] {
  let b0 = dot(contrast.constant, estimates)
  let b1 = dot(contrast.slope, estimates)
  let squared = critical * critical
  let v = covariance.matrix
  let a = b1 * b1 - squared * quadraticForm(contrast.slope, v)
  let b = b0 * b1 - squared * dot(contrast.constant, product(v, contrast.slope))
  let c = b0 * b0 - squared * quadraticForm(contrast.constant, v)
  if a == 0 { return b == 0 ? [] : [-c / (2 * b)] }
  let discriminant = b * b - a * c
  guard discriminant > 0 else { return [] }
  let q = -(b + (b < 0 ? -1 : 1) * discriminant.squareRoot())
  let roots = q == 0 ? [0] : [q / a, c / q]
  return roots.filter(\.isFinite).sorted()
}

/// The roots of the quadratic, each followed to the critical value that belongs to it.
private func followedBounds(
  _ test: SlopeTest, contrast: AffineContrast, range: ClosedRange<Double>
) throws -> [Double] {
  let centre = range.lowerBound + (range.upperBound - range.lowerBound) / 2
  var found: [Double] = []
  for position in 0..<2 {
    var value = centre
    for _ in 0..<200 {
      let roots = quadraticBounds(
        contrast, estimates: test.estimates, covariance: test.covariance,
        critical: try test.criticalValue(at: value))
      guard position < roots.count else { break }
      let next = roots[position]
      if (next - value).magnitude <= 1e-14 * max(next.magnitude, value.magnitude) {
        found.append(next)
        break
      }
      value = next
    }
  }
  return found
}

/// The sign changes of the excess within a range, on a grid refined by Brent's method.
private func searchedBounds(_ test: SlopeTest, range: ClosedRange<Double>) throws -> [Double] {
  let steps = 400
  let width = (range.upperBound - range.lowerBound) / Double(steps)
  let grid = (0...steps).map {
    $0 == steps ? range.upperBound : range.lowerBound + Double($0) * width
  }
  let excess = try grid.map { try test.excess(at: $0) }
  var bounds: [Double] = []
  for index in 0..<steps where (excess[index] > 0) != (excess[index + 1] > 0) {
    let root = try brentRoot(in: grid[index]...grid[index + 1]) { try test.excess(at: $0) }
    bounds.append(root)
  }
  return bounds
}

/// Bounds found in two ways, once each, ascending.
private func merged(_ bounds: [Double], range: ClosedRange<Double>) -> [Double] {
  let width = range.upperBound - range.lowerBound
  var result: [Double] = []
  for bound in bounds.sorted() {
    if let last = result.last, bound - last <= 1e-9 * max(width, bound.magnitude) { continue }
    result.append(bound)
  }
  return result
}
