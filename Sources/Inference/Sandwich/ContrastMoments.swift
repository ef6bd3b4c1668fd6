import LinearAlgebra

/// The working covariances between what clusters contribute to a contrast, kept small.
///
/// Under the working model the adjusted contribution of cluster i to a contrast γ (in orthonormal
/// coordinates) has with that of cluster j the covariance
///
///     Pᵢⱼ = δᵢⱼ ‖tᵢ‖² − bᵢ′ J bⱼ,   tᵢ = spreadᵢ γ,   bᵢ = reachᵢ tᵢ,   J = diag(signs),
///
/// the second part being what the fitted values take away. Sums over all pairs of clusters then need
/// Σ bᵢbᵢ′ only: O(G p²) for a contrast, and no G × G matrix.
struct ContrastMoments: Sendable {
  /// m signs.
  let signs: [Double]
  /// p, the number of coefficients.
  let columnCount: Int
  let chunks: [Chunk]

  /// The matrices of a run of clusters, one after another.
  struct Chunk: Sendable {
    /// r for each cluster.
    var ranks: [Int] = []
    /// r × p for each cluster.
    var spreads: [Double] = []
    /// m × r for each cluster.
    var reaches: [Double] = []

    mutating func append(spread: Matrix, reach: Matrix) {
      ranks.append(spread.rowCount)
      spreads += spread.elements
      reaches += reach.elements
    }
  }

  /// Calls `body` with (t, b) of each cluster of a chunk: r × q and m × q for the q columns of
  /// `contrasts` (p × q), in order.
  func forEachCluster(of chunk: Chunk, contrasts: Matrix, _ body: (Matrix, Matrix) -> Void) {
    var spreadStart = 0
    var reachStart = 0
    for rank in chunk.ranks {
      let spread = Matrix(
        rowCount: rank, columnCount: columnCount,
        elements: Array(chunk.spreads[spreadStart..<spreadStart + rank * columnCount]))
      let reach = Matrix(
        rowCount: signs.count, columnCount: rank,
        elements: Array(chunk.reaches[reachStart..<reachStart + signs.count * rank]))
      spreadStart += rank * columnCount
      reachStart += signs.count * rank
      let t = product(spread, contrasts)
      body(t, product(reach, t))
    }
  }
}
