import LinearAlgebra

/// CR2 of weighted least squares under the working model of equal variances, whatever the weights.
///
/// With H = X M X′W the residuals of the cluster have the working covariance
/// B = (I − H)(I − H)′ restricted to it, and their adjustment is B^(−1/2), symmetric. In rows u of
/// the orthonormal coordinates without weights, B = I + Z K Z′ with Z = [U, WU] and
/// K = [N, −I; −I, 0], N = Σ w² uu′ over all rows. For a cluster with more than 2p rows Z = QR is
/// factored and the root is taken of the 2p × 2p matrix I + R K R′.
///
/// The degrees of freedom of CR0, CR1 and CR3 refer to the same working model, so it serves them
/// too, with another adjustment.
///
/// ### References
/// J. E. Pustejovsky and E. Tipton, Journal of Business & Economic Statistics 36 (2018) 672.
struct IdentityModelAdjustment: ClusterAdjustment {
  let signs: [Double]
  /// The adjustment where it is not CR2's.
  private let other: SpectralAdjustment?
  /// What weights are divided by, so that both halves of Z are of one size.
  private let weightScale: Double
  private let kernel: Matrix
  /// F′ with −K = F diag(signs) F′.
  private let kernelFactor: Matrix

  /// `other` is nil for CR2.
  init(_ rows: OrthonormalRows, other: SpectralAdjustment?) throws(LinearAlgebraError) {
    let weights = rows.ingredients.workingWeights
    let counts = rows.ingredients.multiplicities
    let scale = weights.reduce(0, +) / Double(max(1, weights.count))
    let squares = weights.indices.map { (counts?[$0] ?? 1) * weights[$0] * (weights[$0] / scale) }
    let moments = rows.pass(squares: squares).meat
    let size = rows.columnCount
    var kernel = Matrix(rowCount: 2 * size, columnCount: 2 * size)
    for i in 0..<size {
      for j in 0..<size { kernel[i, j] = moments[i, j] }
      kernel[i, size + i] = -1
      kernel[size + i, i] = -1
    }
    let spectrum = try SymmetricEigenDecomposition((-1) * kernel)
    signs = spectrum.values.map { $0 < 0 ? -1 : 1 }
    kernelFactor =
      spectrum.vectors.scalingColumns(by: spectrum.values.map { $0.magnitude.squareRoot() })
      .transposed
    weightScale = scale
    self.kernel = kernel
    self.other = other
  }

  func piece(
    of block: ClusterBlock, needsMoments: Bool
  ) throws(LinearAlgebraError) -> ClusterPiece {
    let root = weightScale.squareRoot()
    let up = block.weightRoots.map { $0 / root }
    let down = up.map { 1 / $0 }
    let plain = block.basis.scalingRows(by: down)
    let weighted = block.basis.scalingRows(by: up)
    let residuals = zip(block.residuals, down).map { $0 * $1 }
    let both = plain.appendingColumns(of: weighted)
    let frame = block.rowCount > 2 * block.columnCount ? try QRFactorization(both) : nil
    let (adjusted, lost) = try adjustedWeightedBasis(
      of: block, up: up, weighted: weighted, both: both, frame: frame)
    // From here on everything is in the coordinates of Q where there is one.
    let score: [Double]
    let reached: Matrix
    if let frame {
      score = transposedProduct(adjusted, transposedProduct(frame.thinQ(), residuals))
      reached = frame.upper.transposed
    } else {
      score = transposedProduct(adjusted, residuals)
      reached = both.transposed
    }
    return ClusterPiece(
      score: score, spread: needsMoments ? adjusted : nil,
      reach: needsMoments ? product(kernelFactor, reached) : nil, lostDirections: lost)
  }

  /// A W U in the coordinates of Q (or of the rows), and the directions left out.
  private func adjustedWeightedBasis(
    of block: ClusterBlock, up: [Double], weighted: Matrix, both: Matrix, frame: QRFactorization?
  ) throws(LinearAlgebraError) -> (Matrix, Int) {
    if let other {
      let (basis, lost) = try other.adjustedBasis(of: block)
      let scaled = basis.scalingRows(by: up)
      return (frame.map { transposedProduct($0.thinQ(), scaled) } ?? scaled, lost)
    }
    let coordinates = frame?.upper ?? both
    let size = block.columnCount
    let working =
      Matrix.identity(coordinates.rowCount)
      + product(coordinates, product(kernel, coordinates.transposed))
    let spectrum = try SymmetricEigenDecomposition(working.symmetrized)
    let negligible = negligibleSpread * max(1, spectrum.values.last ?? 1)
    let inverseRoot = spectrum.matrix { $0 > negligible ? 1 / $0.squareRoot() : 0 }
    let half = coordinates.selectingColumns(Array(size..<2 * size))
    return (product(inverseRoot, half), spectrum.values.filter { $0 <= negligible }.count)
  }
}
