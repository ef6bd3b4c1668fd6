import LinearAlgebra

/// What one cluster contributes to a clustered covariance.
struct ClusterPiece: Sendable {
  /// The adjusted score, p: what the meat is the sum of squares of.
  var score: [Double]
  /// With `reach`, the cluster's part in the degrees of freedom; r × p.
  ///
  /// For a contrast γ the estimate owes Tγ to the errors of the cluster, where ‖Tγ‖ = ‖spread γ‖.
  var spread: Matrix?
  /// m × r: what of spread γ is lost to the fitted values; see ``ContrastMoments``.
  var reach: Matrix?
  /// Directions in which the cluster determines its own fitted values, left out of the score.
  var lostDirections: Int
}

/// A bias reduction within clusters.
protocol ClusterAdjustment: Sendable {
  /// The signs of the coordinates that `reach` leads to.
  var signs: [Double] { get }
  /// What a cluster contributes. `needsMoments` asks for `spread` and `reach` too.
  func piece(of block: ClusterBlock, needsMoments: Bool) throws(LinearAlgebraError) -> ClusterPiece
}
