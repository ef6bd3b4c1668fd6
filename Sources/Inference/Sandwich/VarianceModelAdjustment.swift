import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// CR2 of a generalized linear model under its own variance function.
///
/// On the scale of the response the working covariance of the errors is Θ = diag(V(μᵢ)/priorᵢ) and
/// that of the residuals S = (I − H)Θ(I − H)′; the adjustment is Θ^½ (Θ^½ S Θ^½)^(−1/2) Θ^½, the
/// convention of Pustejovsky and Tipton for a diagonal Θ. In the metric of estimation it is
/// C^(−1/2) Θ with C = Θ(I − UU′)Θ, a diagonal matrix minus one of rank p.
///
/// For small clusters C^(−1/2) comes from its spectrum, unless variances differ so much that the
/// spectrum would lose digits. For others Θ C^(−1/2) U is found by a quadrature without an n × n
/// matrix (``GradedInverseRoot``). Where all variances of a cluster are equal, the adjustment is
/// (I − UU′)^(−1/2).
///
/// ### References
/// J. E. Pustejovsky and E. Tipton, Journal of Business & Economic Statistics 36 (2018) 672.
struct VarianceModelAdjustment: ClusterAdjustment {
  /// The rows up to which the spectrum is cheaper than the quadrature.
  private static let smallCluster = 32
  /// How much the variances of a cluster may differ for the spectrum to keep its digits.
  private static let widestRange = 1e4

  private let spectral: SpectralAdjustment
  var signs: [Double] { spectral.signs }

  init(columnCount: Int) {
    spectral = SpectralAdjustment(.inverseRoot, columnCount: columnCount)
  }

  func piece(
    of block: ClusterBlock, needsMoments: Bool
  ) throws(LinearAlgebraError) -> ClusterPiece {
    let largest = block.logVariances.max() ?? 0
    let logarithms = closingGaps(block.logVariances.map { $0 - largest })
    let smallest = exp(logarithms.min() ?? 0)
    if smallest == 1 { return try spectral.piece(of: block, needsMoments: needsMoments) }
    let isSmall = block.rowCount <= max(Self.smallCluster, block.columnCount)
    let (adjusted, lost) =
      isSmall && smallest * Self.widestRange >= 1
      ? try adjustedBySpectrum(block.basis, logarithms.map { exp($0) })
      : try GradedInverseRoot(block.basis, logVariances: logarithms).adjusted()
    let score = transposedProduct(adjusted, block.residuals)
    guard needsMoments else {
      return ClusterPiece(score: score, spread: nil, reach: nil, lostDirections: lost)
    }
    if block.rowCount <= block.columnCount {
      return ClusterPiece(
        score: score, spread: adjusted, reach: block.basis.transposed, lostDirections: lost)
    }
    let frame = try QRFactorization(adjusted)
    return ClusterPiece(
      score: score, spread: frame.upper, reach: transposedProduct(block.basis, frame.thinQ()),
      lostDirections: lost)
  }

  /// Θ C^(−1/2) U by the spectrum of C, n × n, and the dimension of its null space.
  private func adjustedBySpectrum(
    _ basis: Matrix, _ variances: [Double]
  ) throws(LinearAlgebraError) -> (Matrix, Int) {
    let hat = product(basis, basis.transposed)
    let lost = try SymmetricEigenDecomposition(hat).values
      .filter { 1 - $0 <= negligibleSpread }.count
    let core = (Matrix.identity(basis.rowCount) - hat)
      .scalingRows(by: variances).scalingColumns(by: variances)
    let spectrum = try SymmetricEigenDecomposition(core.symmetrized)
    // Eigenvalues ascend: the first belong to the null space, whatever rounding made of them.
    let bound = lost > 0 ? spectrum.values[lost - 1] : -1
    let inverseRoot = spectrum.matrix { $0 > max(bound, 0) ? 1 / $0.squareRoot() : 0 }
    return (product(inverseRoot, basis).scalingRows(by: variances), lost)
  }
}

/// Logarithms with the gaps between neighbours cut to log 10¹⁸.
///
/// Rows whose variances differ by such a factor act on each other as in the limit of an infinite one,
/// to rounding; the quadrature has fewer nodes without the gap.
private func closingGaps(_ logarithms: [Double]) -> [Double] {
  let widest = 41.5
  guard let least = logarithms.min(), least < -widest else { return logarithms }
  let order = logarithms.indices.sorted { logarithms[$0] > logarithms[$1] }
  var result = logarithms
  for (above, row) in zip(order, order.dropFirst()) {
    let gap = logarithms[above] - logarithms[row]
    result[row] = result[above] - min(gap, widest)
  }
  return result
}
