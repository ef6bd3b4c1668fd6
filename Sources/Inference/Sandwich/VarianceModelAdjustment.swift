import LinearAlgebra

/// CR2 of a generalized linear model under its own variance function.
///
/// On the scale of the response the working covariance of the errors is Θ = diag(V(μᵢ)/priorᵢ) and
/// that of the residuals S = (I − H)Θ(I − H)′; the adjustment is Θ^½ (Θ^½ S Θ^½)^(−1/2) Θ^½, the
/// convention of Pustejovsky and Tipton for a diagonal Θ. In the metric of estimation it is
/// C^(−1/2) Θ with C = Θ(I − UU′)Θ, a diagonal matrix less one of rank p.
///
/// For small clusters C^(−1/2) comes from its spectrum. For others C^(−1/2) U is found without an n × n
/// matrix by a quadrature of (2/π) ∫ (C + t²)⁻¹ dt, each node of which costs O(n p²) by the
/// Sherman–Morrison–Woodbury formula; about 15 nodes give full accuracy. Where all variances of a
/// cluster are equal, the adjustment is (I − UU′)^(−1/2).
///
/// ### References
/// J. E. Pustejovsky and E. Tipton, Journal of Business & Economic Statistics 36 (2018) 672.
/// N. Hale, N. J. Higham and L. N. Trefethen, SIAM Journal on Numerical Analysis 46 (2008) 2505.
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
    let largest = block.variances.max() ?? 1
    let variances = block.variances.map { $0 / largest }
    let smallest = variances.min() ?? 1
    if smallest == 1 { return try spectral.piece(of: block, needsMoments: needsMoments) }
    let isSmall = block.rowCount <= max(Self.smallCluster, block.columnCount)
    let (root, lost) =
      isSmall && smallest * Self.widestRange >= 1
      ? try rootBySpectrum(block.basis, variances) : try rootByQuadrature(block.basis, variances)
    let adjusted = root.scalingRows(by: variances)
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

  /// C^(−1/2) U by the spectrum of C, n × n, and the dimension of its null space.
  private func rootBySpectrum(
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
    return (product(inverseRoot, basis), lost)
  }

  /// C^(−1/2) U by quadrature, and the dimension of the null space of C.
  private func rootByQuadrature(
    _ basis: Matrix, _ variances: [Double]
  ) throws(LinearAlgebraError) -> (Matrix, Int) {
    let spectrum = try SymmetricEigenDecomposition(crossProduct(basis))
    let lost = spectrum.values.filter { 1 - $0 <= negligibleSpread }.count
    let columns = try projected(basis, variances, spectrum: spectrum, lost: lost)
    let squares = variances.map { $0 * $0 }
    // C is not below this on its range, and not above the largest variance.
    let largestLeverage = spectrum.values.dropLast(lost).last ?? 0
    let smallest = (squares.min() ?? 1) * max(1 - largestLeverage, negligibleSpread)
    let nodes = inverseRootQuadrature(smallest: min(smallest, 1), largest: 1)
    let scaledBasis = basis.scalingRows(by: variances)
    var sum = Matrix(rowCount: columns.rowCount, columnCount: columns.columnCount)
    for node in nodes {
      let inverse = squares.map { 1 / ($0 + node.shift) }
      let shares = zip(squares, inverse).map { $0 * $1 }
      let core = try CholeskyFactorization(
        Matrix.identity(basis.columnCount) - crossProduct(basis, weights: shares))
      let scaled = columns.scalingRows(by: inverse)
      let correction = core.solve(transposedProduct(scaledBasis, scaled))
      sum += node.weight * (scaled + product(scaledBasis, correction).scalingRows(by: inverse))
    }
    return (sum, lost)
  }

  /// U less its part in the null space of C, which Θ⁻¹U maps the directions with λ = 1 onto.
  private func projected(
    _ basis: Matrix, _ variances: [Double], spectrum: SymmetricEigenDecomposition, lost: Int
  ) throws(LinearAlgebraError) -> Matrix {
    if lost == 0 { return basis }
    let count = spectrum.values.count
    let directions = spectrum.vectors.selectingColumns(Array(count - lost..<count))
    let null = try QRFactorization(
      product(basis, directions).scalingRows(by: variances.map { 1 / $0 })
    ).thinQ()
    return basis - product(null, transposedProduct(null, basis))
  }
}
