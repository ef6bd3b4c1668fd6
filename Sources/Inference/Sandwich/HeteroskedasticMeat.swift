import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Σ mᵢ uᵢuᵢ′ (wᵢ eᵢ)² / (1 − hᵢ)^δ(hᵢ), p × p.
///
/// - Precondition: every leverage is below 1 where there is an exponent.
/// - Complexity: O(n p²).
func heteroskedasticMeat(
  _ rows: OrthonormalRows, leverages: [Double], exponent: (@Sendable (Double) -> Double)?
) -> Matrix {
  var squares = zip(rows.countedScoreFactors, rows.scoreFactors).map { $0 * $1 }
  if let exponent {
    for (row, leverage) in leverages.enumerated() {
      let power = exponent(leverage)
      let spread = 1 - leverage
      squares[row] /= power == 1 ? spread : power == 2 ? spread * spread : pow(spread, power)
    }
  }
  return crossProduct(rows.basis, weights: squares)
}
