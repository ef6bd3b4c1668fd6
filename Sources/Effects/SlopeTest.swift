import Distributions
import LinearAlgebra
import Modeling

/// The test of a slope as a function of the moderator.
struct SlopeTest {
  let estimates: [Double]
  let covariance: Covariance
  let level: Double
  /// The contrast if it is affine in the moderator.
  let contrast: AffineContrast?
  let general: (Double) throws -> [Double]

  /// The critical value for the slope at a value of the moderator.
  func criticalValue(at value: Double) throws -> Double {
    criticalValue(for: try gradient(at: value))
  }

  /// |slope| − t · standard error: positive where the slope is significant.
  func excess(at value: Double) throws -> Double {
    let gradient = try gradient(at: value)
    return dot(gradient, estimates).magnitude
      - criticalValue(for: gradient) * covariance.variance(of: gradient).squareRoot()
  }

  /// Whether the slope has a standard error and degrees of freedom there.
  func isDefined(at value: Double) throws -> Bool {
    try covariance.variance(of: gradient(at: value)) > 0 && excess(at: value).isFinite
  }

  private func gradient(at value: Double) throws -> [Double] {
    try contrast?(value) ?? general(value)
  }

  /// Not a number where the rule gives no positive degrees of freedom, as it may for a slope whose
  /// variance is beyond range.
  private func criticalValue(for gradient: [Double]) -> Double {
    let degreesOfFreedom = covariance.reference.degreesOfFreedom(gradient)
    if let degreesOfFreedom, !(degreesOfFreedom > 0) { return .nan }
    return Distributions.criticalValue(level: level, degreesOfFreedom: degreesOfFreedom)
  }
}
