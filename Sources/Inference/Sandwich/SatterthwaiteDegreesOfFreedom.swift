import LinearAlgebra
import Modeling

/// Degrees of freedom of clustered covariances, contrast by contrast.
///
/// The variance estimate of a contrast is matched to a multiple of chi-squared with its expectation
/// and variance under the working model. The degrees of freedom fall where a few clusters carry the
/// contrast, and are often far below the number of clusters less one.
///
/// ### References
/// R. M. Bell and D. F. McCaffrey, Survey Methodology 28 (2002) 169; J. E. Pustejovsky and
/// E. Tipton, Journal of Business & Economic Statistics 36 (2018) 672.
public struct SatterthwaiteDegreesOfFreedom: Reference {
  let moments: ContrastMoments
  /// R⁻¹, which takes contrasts of coefficients to orthonormal coordinates: γ = R⁻ᵀ c.
  let breadFactor: Matrix
  /// The number of parameters, of which the first are the coefficients.
  let order: Int

  /// `Satterthwaite`.
  public var rule: String { "Satterthwaite" }

  /// The degrees of freedom for a linear combination of the parameters, positive; NaN where the
  /// estimator gives it no variance. Complexity: O(G p²) for G clusters.
  ///
  /// - Precondition: as many factors as parameters.
  public func degreesOfFreedom(_ contrast: [Double]) -> Double? {
    precondition(contrast.count == order, "a contrast of \(contrast.count) for \(order) parameters")
    return moments.satterthwaite(
      transposedProduct(breadFactor, Array(contrast.prefix(moments.columnCount))))
  }

  /// The approximate Hotelling T² of Pustejovsky and Tipton (their HTZ): with Q the quadratic form and η the
  /// matched Wishart's degrees of freedom, (η − q + 1)/(η q) Q is referred to F(q, η − q + 1). With
  /// η ≤ q − 1, less information than restrictions, there is no such distribution.
  public func joint(_ restrictions: Matrix, covariance: Matrix) throws -> JointReference {
    let own = restrictions.selectingColumns(Array(0..<moments.columnCount))
    let eta = try moments.hotelling(transposedProduct(breadFactor, own.transposed))
    let count = Double(restrictions.rowCount)
    guard let eta, eta - count + 1 > 0 else {
      return .f(
        denominator: nil, scale: 1, rule: "too few clusters for the approximate Hotelling T²")
    }
    let denominator = eta - count + 1
    return .f(
      denominator: denominator, scale: denominator / eta,
      rule: restrictions.rowCount == 1 ? rule : "approximate Hotelling T²")
  }
}
