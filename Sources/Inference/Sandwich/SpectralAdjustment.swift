import LinearAlgebra

/// The adjustments that are functions of the cluster's own block of the hat matrix, H = UU′ in the
/// metric of estimation: none (CR0), (I − H)^(−1/2) (CR2) and (I − H)⁻¹ (CR3).
///
/// With U′U = VΛV′ a function f of the n × n matrix acts on the columns of U as f(UU′)U = U V f(Λ) V′,
/// so that nothing larger than the smaller of n × n and p × p is ever formed. Directions with λ = 1
/// are left out (the Moore–Penrose inverse).
struct SpectralAdjustment: ClusterAdjustment {
  /// The function of the hat matrix.
  enum Power: Sendable {
    case none, inverseRoot, inverse

    /// f(λ), and 0 for λ = 1.
    func callAsFunction(_ leverage: Double) -> Double {
      let spread = 1 - leverage
      switch self {
      case .none: return 1
      case .inverseRoot: return spread > negligibleSpread ? 1 / spread.squareRoot() : 0
      case .inverse: return spread > negligibleSpread ? 1 / spread : 0
      }
    }
  }

  let power: Power
  let signs: [Double]

  init(_ power: Power, columnCount: Int) {
    self.power = power
    signs = [Double](repeating: 1, count: columnCount)
  }

  func piece(
    of block: ClusterBlock, needsMoments: Bool
  ) throws(LinearAlgebraError) -> ClusterPiece {
    if block.rowCount <= block.columnCount {
      let (adjusted, lost) = try adjustedBasis(of: block)
      return ClusterPiece(
        score: transposedProduct(adjusted, block.residuals),
        spread: needsMoments ? adjusted : nil,
        reach: needsMoments ? block.basis.transposed : nil, lostDirections: lost)
    }
    let plain = transposedProduct(block.basis, block.residuals)
    if case .none = power, !needsMoments {
      return ClusterPiece(score: plain, spread: nil, reach: nil, lostDirections: 0)
    }
    let spectrum = try SymmetricEigenDecomposition(crossProduct(block.basis))
    let factors = spectrum.values.map { power($0) }
    let rotated = transposedProduct(spectrum.vectors, plain)
    let score = product(spectrum.vectors, zip(rotated, factors).map { $0 * $1 })
    let lost = lostDirections(spectrum.values)
    guard needsMoments else {
      return ClusterPiece(score: score, spread: nil, reach: nil, lostDirections: lost)
    }
    let roots = spectrum.values.map { max($0, 0).squareRoot() }
    return ClusterPiece(
      score: score,
      spread: spectrum.vectors.scalingColumns(by: zip(factors, roots).map { $0 * $1 }).transposed,
      reach: spectrum.vectors.scalingColumns(by: roots), lostDirections: lost)
  }

  /// f(UU′)U, n × p, and the number of directions with λ = 1.
  func adjustedBasis(
    of block: ClusterBlock
  ) throws(LinearAlgebraError) -> (basis: Matrix, lostDirections: Int) {
    if case .none = power { return (block.basis, 0) }
    if block.rowCount == 1 {
      let leverage = block.basis.elements.reduce(0) { $0 + $1 * $1 }
      return (power(leverage) * block.basis, lostDirections([leverage]))
    }
    if block.rowCount <= block.columnCount {
      let spectrum = try SymmetricEigenDecomposition(
        product(block.basis, block.basis.transposed))
      return (
        product(spectrum.matrix { power($0) }, block.basis), lostDirections(spectrum.values)
      )
    }
    let spectrum = try SymmetricEigenDecomposition(crossProduct(block.basis))
    return (product(block.basis, spectrum.matrix { power($0) }), lostDirections(spectrum.values))
  }

  private func lostDirections(_ leverages: [Double]) -> Int {
    if case .none = power { return 0 }
    return leverages.filter { 1 - $0 <= negligibleSpread }.count
  }
}
