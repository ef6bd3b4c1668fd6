import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The meat of independent rows, Σ mᵢ xᵢxᵢ′ (wᵢ eᵢ)² / (1 − hᵢ)^δ(hᵢ), gathered from any number of
/// parts of the rows; δ = 0 without an exponent.
///
/// Rows are summed in the coordinates in which the design is orthonormal, or, where factors are kept
/// as codes and no leverage is wanted, as they stand: a row of a factor with 2,000 levels then costs
/// a few additions instead of 2,000² multiplications. That is done only where F comes of elimination,
/// which is not triangular: such equations are known to be well conditioned.
struct HeteroskedasticMeat {
  private let exponent: (@Sendable (Double) -> Double)?
  private let factor: Matrix
  private var orthonormal: Matrix?
  private var plain: Matrix?

  /// No rows yet; `breadFactor` is F with (X′WX)⁻¹ = F F′.
  init(exponent: (@Sendable (Double) -> Double)?, breadFactor: Matrix) {
    self.exponent = exponent
    factor = breadFactor
  }

  /// Takes some rows and returns their leverages, none if there is no exponent.
  ///
  /// Where a leverage is 1 the sum is not finite; whoever asks looks at the leverages.
  ///
  /// - Complexity: O(n p²), one pass over the rows; O(n d²) for d dense columns with factors and no
  ///   exponent.
  mutating func add(_ rows: OrthonormalRows) -> [Double] {
    let squares = zip(rows.countedScoreFactors, rows.scoreFactors).map { $0 * $1 }
    if exponent == nil && !rows.ingredients.design.factors.isEmpty && !factor.isUpperTriangular {
      let sums = crossProduct(rows.ingredients.design, weights: squares)
      plain = plain.map { $0 + sums } ?? sums
      return []
    }
    let pass = rows.pass(squares: squares, share: exponent.map(share))
    orthonormal = orthonormal.map { $0 + pass.meat } ?? pass.meat
    return exponent == nil ? [] : pass.leverages
  }

  /// The sum in orthonormal coordinates, p × p.
  ///
  /// - Precondition: some rows were taken.
  func total() -> Matrix {
    if let orthonormal { return orthonormal }
    guard let plain else { preconditionFailure("no rows") }
    return product(factor.transposed, product(plain, factor)).symmetrized
  }
}

/// 1 / (1 − h)^δ(h).
private func share(_ exponent: @escaping @Sendable (Double) -> Double)
  -> @Sendable (Double) -> Double
{
  { leverage in
    let power = exponent(leverage)
    let spread = 1 - leverage
    return 1 / (power == 1 ? spread : power == 2 ? spread * spread : pow(spread, power))
  }
}
