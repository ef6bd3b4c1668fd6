import LinearAlgebra

/// CR2 of a generalized linear model under its own variance function.
///
/// On the scale of the response the working covariance of the errors is Θ = diag(V(μᵢ)/priorᵢ) and
/// that of the residuals S = (I − H)Θ(I − H)′; the adjustment is Θ^½ (Θ^½ S Θ^½)^(−1/2) Θ^½, the
/// convention of Pustejovsky and Tipton for a diagonal Θ. In the metric of estimation it is
/// C^(−1/2) Θ with C = Θ(I − UU′)Θ, a diagonal matrix less one of rank p.
///
/// C^(−1/2) U is found without an n × n matrix by a quadrature of (2/π) ∫ (C + t²)⁻¹ dt, each node of
/// which costs O(n p²) by the Sherman–Morrison–Woodbury formula; about 15 nodes give full accuracy.
///
/// ### References
/// J. E. Pustejovsky and E. Tipton, Journal of Business & Economic Statistics 36 (2018) 672.
/// N. Hale, N. J. Higham and L. N. Trefethen, SIAM Journal on Numerical Analysis 46 (2008) 2505.
struct VarianceModelAdjustment: ClusterAdjustment {
  let signs: [Double]

  init(columnCount: Int) { signs = [Double](repeating: 1, count: columnCount) }

  func piece(
    of block: ClusterBlock, needsMoments: Bool
  ) throws(LinearAlgebraError) -> ClusterPiece {
    let largest = block.variances.max() ?? 1
    let variances = block.variances.map { $0 / largest }
    let spectrum = try SymmetricEigenDecomposition(crossProduct(block.basis))
    let lost = spectrum.values.filter { 1 - $0 <= negligibleSpread }.count
    let range = try projectedBasis(
      block.basis, variances: variances, spectrum: spectrum, lost: lost)
    let root = try inverseRoot(
      of: block.basis, variances: variances, timesColumnsOf: range,
      largestLeverage: spectrum.values.dropLast(lost).last ?? 0)
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

  /// U less its part in the null space of C, which Θ⁻¹U maps the directions with λ = 1 onto.
  private func projectedBasis(
    _ basis: Matrix, variances: [Double], spectrum: SymmetricEigenDecomposition, lost: Int
  ) throws(LinearAlgebraError) -> Matrix {
    if lost == 0 { return basis }
    let count = spectrum.values.count
    let directions = spectrum.vectors.selectingColumns(Array(count - lost..<count))
    let null = try QRFactorization(
      product(basis, directions).scalingRows(by: variances.map { 1 / $0 })
    ).thinQ()
    return basis - product(null, transposedProduct(null, basis))
  }

  /// C^(−1/2) B for columns B in the range of C.
  private func inverseRoot(
    of basis: Matrix, variances: [Double], timesColumnsOf columns: Matrix,
    largestLeverage: Double
  ) throws(LinearAlgebraError) -> Matrix {
    let squares = variances.map { $0 * $0 }
    let smallest = (squares.min() ?? 1) * max(1 - largestLeverage, negligibleSpread)
    let nodes = inverseRootQuadrature(smallest: smallest, largest: squares.max() ?? 1)
    var sum = Matrix(rowCount: columns.rowCount, columnCount: columns.columnCount)
    for node in nodes {
      let inverse = squares.map { 1 / ($0 + node.shift) }
      let shares = zip(squares, inverse).map { $0 * $1 }
      let core = try CholeskyFactorization(
        Matrix.identity(basis.columnCount) - crossProduct(basis, weights: shares))
      let scaled = columns.scalingRows(by: inverse)
      let scaledBasis = basis.scalingRows(by: variances)
      let correction = core.solve(transposedProduct(scaledBasis, scaled))
      let solved = scaled + product(scaledBasis, correction).scalingRows(by: inverse)
      sum += node.weight * solved
    }
    return sum
  }
}
