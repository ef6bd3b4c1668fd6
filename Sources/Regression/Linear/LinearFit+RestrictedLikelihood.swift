import LinearAlgebra
import Modeling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension LinearFit {
  /// −½ of log |X′WX| + (n − p)(1 + log(2π RSS/(n − p))) − Σ log w: the restricted likelihood of a
  /// linear mixed model without random effects (Patterson and Thompson 1971, Biometrika 58, 545).
  ///
  /// It compares only between models with the same columns X. Nil with frequency or sampling
  /// weights, and where no residual degrees of freedom or no residuals are left. Complexity: O(p³ /
  /// 3).
  public var restrictedLogLikelihood: Double? {
    if let kind = frame.weights?.kind, kind != .precision { return nil }
    let freedom = summary.residualDegreesOfFreedom
    guard freedom > 0, summary.residualSumOfSquares > 0,
      let factor = try? CholeskyFactorization(unscaledCovariance)
    else { return nil }
    let scale = log(2 * Double.pi * summary.residualSumOfSquares / freedom)
    return -0.5 * (freedom * (1 + scale) - factor.logDeterminant - summary.logWeightSum)
  }
}
