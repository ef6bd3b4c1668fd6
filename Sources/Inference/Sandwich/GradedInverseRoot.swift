import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Θ C^(−1/2) U for C = Θ(I − UU′)Θ with a diagonal Θ whose elements may differ by any factor, without
/// an n × n matrix.
///
/// (2/π) ∫ τ (C + τ²)⁻¹ d log τ by quadrature, each node of which costs O(n p²) by the
/// Sherman–Morrison–Woodbury formula: with r = θ/τ the row i of the integrand is
///
///     aᵢ uᵢ + sᵢ uᵢ B⁻¹ Σⱼ aⱼ uⱼuⱼ′,   a = r/(1 + r²),   s = r²/(1 + r²),   B = (I − U′U) + U′(I − diag s)U.
///
/// All factors lie in 0…1 and B is a sum without cancellation, so each row keeps its digits whatever
/// the other rows' variances. Where UU′ has eigenvalues of 1, C^(−1/2) is the root of the
/// Moore–Penrose inverse. About 15 nodes give full accuracy for variances of one size, some 4 more for
/// each factor of e².
///
/// ### References
/// N. Hale, N. J. Higham and L. N. Trefethen, SIAM Journal on Numerical Analysis 46 (2008) 2505.
struct GradedInverseRoot {
  /// U in the directions of the eigenvectors of U′U, n × p, eigenvalues ascending.
  private let rotated: Matrix
  private let directions: Matrix
  /// 1 − λ; exactly 0 for eigenvalues of 1.
  private let spreads: [Double]
  private let lost: Int
  private let logVariances: [Double]

  /// U, n × p, with the logarithms of the diagonal of Θ, the largest of which is 0.
  init(_ basis: Matrix, logVariances: [Double]) throws(LinearAlgebraError) {
    let spectrum = try SymmetricEigenDecomposition(crossProduct(basis))
    spreads = spectrum.values.map { 1 - $0 > negligibleSpread ? min(1 - $0, 1) : 0 }
    lost = spreads.filter { $0 == 0 }.count
    rotated = product(basis, spectrum.vectors)
    directions = spectrum.vectors
    self.logVariances = logVariances
  }

  /// Θ C^(−1/2) U and the dimension of the null space of C.
  func adjusted() throws(LinearAlgebraError) -> (Matrix, Int) {
    let null = lost > 0 ? try GradedNullSpace(rotated, logVariances, lost: lost) : nil
    let columns = null?.without(rotated) ?? rotated
    // √C is not below this on its range, and not above the largest variance.
    let leastSpread = spreads.filter { $0 > 0 }.min() ?? 1
    let logSmallest = (logVariances.min() ?? 0) + 0.5 * log(leastSpread)
    let nodes = inverseRootQuadrature(logSmallest: logSmallest, logLargest: 0)
    var sum = Matrix(rowCount: columns.rowCount, columnCount: columns.columnCount)
    for node in nodes {
      let part = try integrand(columns, at: node.logarithm)
      sum += node.weight * part
    }
    return (product(null?.clearing(sum) ?? sum, directions.transposed), lost)
  }

  private func integrand(
    _ columns: Matrix, at logarithm: Double
  ) throws(LinearAlgebraError) -> Matrix {
    let ratios = logVariances.map { exp($0 - logarithm) }
    let own = ratios.map { 1 / ($0 + 1 / $0) }
    let shares = ratios.map { 1 / (1 + 1 / ($0 * $0)) }
    var core = crossProduct(rotated, weights: ratios.map { 1 / (1 + $0 * $0) })
    for index in spreads.indices {
      core[index, index] += spreads[index]
      // The direction is lost, and its rows are too far above the node to say anything of it.
      if core[index, index] == 0 { core[index, index] = 1 }
    }
    let scaled = columns.scalingRows(by: own)
    let inner = try CholeskyFactorization(core).solve(transposedProduct(rotated, scaled))
    return scaled + product(rotated, inner).scalingRows(by: shares)
  }
}

/// The null space of C = Θ(I − UU′)Θ: Θ⁻¹z for the directions z = Uv with eigenvalue 1.
private struct GradedNullSpace {
  /// Orthonormal, n × lost.
  private let basis: Matrix
  /// θ_least / θᵢ, at most 1 where the basis is not 0.
  private let inverses: [Double]

  init(_ rotated: Matrix, _ logVariances: [Double], lost: Int) throws(LinearAlgebraError) {
    let count = rotated.columnCount
    var directions = rotated.selectingColumns(Array(count - lost..<count))
    var reference = Double.infinity
    for row in 0..<rotated.rowCount {
      let all = rotated.row(row)
      let length = dot(all, all).squareRoot()
      for column in 0..<lost where directions[row, column].magnitude <= 1e-12 * length {
        directions[row, column] = 0
      }
      if directions.row(row).contains(where: { $0 != 0 }) {
        reference = min(reference, logVariances[row])
      }
    }
    inverses = logVariances.map { $0 < reference ? 1 : exp(reference - $0) }
    basis = try QRFactorization(directions.scalingRows(by: inverses)).thinQ()
  }

  /// Columns without their part in the null space.
  func without(_ columns: Matrix) -> Matrix {
    columns - product(basis, transposedProduct(basis, columns))
  }

  /// Θ X without what rounding left of X in the null space.
  func clearing(_ scaled: Matrix) -> Matrix {
    let part = transposedProduct(basis, scaled.scalingRows(by: inverses))
    return scaled - product(basis, part).scalingRows(by: inverses.map { $0 > 0 ? 1 / $0 : 0 })
  }
}
