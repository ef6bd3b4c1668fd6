import LinearAlgebra

/// A maximum-likelihood fit whose log-likelihood is a sum over clusters but not over rows, and has
/// parameters beside the coefficients.
public protocol ClusterScoresSource: FittedModel {
  /// What each cluster adds to the score at the estimates.
  ///
  /// - Parameters:
  ///   - codes: the cluster of each row used, from 0.
  ///   - count: the number of clusters.
  ///   - column: the clusters' column, for messages.
  /// - Returns: the scores and the inverse information.
  /// - Throws: the fit's own error where clusters divide what the model holds together, or where there is
  ///   no inverse information.
  func clusterScores(codes: [Int32], count: Int, column: String) throws -> ClusterScores
}

/// Scores by cluster with the inverse information they are put into.
public struct ClusterScores: Sendable, Equatable {
  /// ∂ log L_g over all parameters, the coefficients first; clusters × parameters.
  public let scores: Matrix
  /// The inverse of the observed information, parameters × parameters; zeros for parameters that
  /// are taken as known.
  public let inverseInformation: Matrix

  /// Scores of clusters.
  package init(scores: Matrix, inverseInformation: Matrix) {
    precondition(scores.columnCount == inverseInformation.rowCount)
    self.scores = scores
    self.inverseInformation = inverseInformation
  }
}
