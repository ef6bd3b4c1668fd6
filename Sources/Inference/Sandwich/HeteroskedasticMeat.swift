import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Σ mᵢ uᵢuᵢ′ (wᵢ eᵢ)² / (1 − hᵢ)^δ(hᵢ), p × p, with the leverages; δ = 0 without an exponent.
///
/// Where a leverage is 1 the sum is not finite; whoever asks looks at the leverages.
///
/// - Complexity: O(n p²), one pass over the rows.
func heteroskedasticMeat(
  _ rows: OrthonormalRows, exponent: (@Sendable (Double) -> Double)?
) -> OrthonormalPass {
  let squares = zip(rows.countedScoreFactors, rows.scoreFactors).map { $0 * $1 }
  guard let exponent else { return rows.pass(squares: squares) }
  return rows.pass(squares: squares) { leverage in
    let power = exponent(leverage)
    let spread = 1 - leverage
    return 1 / (power == 1 ? spread : power == 2 ? spread * spread : pow(spread, power))
  }
}
