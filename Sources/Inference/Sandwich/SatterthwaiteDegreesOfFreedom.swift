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
public struct SatterthwaiteDegreesOfFreedom: ContrastDegreesOfFreedom {
  let moments: ContrastMoments
  /// R⁻¹, which takes contrasts of coefficients to orthonormal coordinates: γ = R⁻ᵀ c.
  let breadFactor: Matrix

  /// The degrees of freedom for a linear combination of the coefficients, positive; NaN where the
  /// estimator gives it no variance. Complexity: O(G p²) for G clusters.
  ///
  /// - Precondition: as many factors as coefficients.
  public func degreesOfFreedom(for contrast: [Double]) -> Double {
    precondition(
      contrast.count == moments.columnCount,
      "a contrast of \(contrast.count) for \(moments.columnCount) coefficients")
    return moments.satterthwaite(transposedProduct(breadFactor, contrast))
  }

  /// The degrees of freedom η of several contrasts at once (q × p, of full row rank), for Hotelling's
  /// T²; nil where some combination of them has no variance.
  func hotelling(restrictions: Matrix) throws(LinearAlgebraError) -> Double? {
    try moments.hotelling(transposedProduct(breadFactor, restrictions.transposed))
  }
}
