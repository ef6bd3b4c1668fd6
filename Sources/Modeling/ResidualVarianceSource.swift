/// A fit whose observations scatter about their mean with one estimated variance.
public protocol ResidualVarianceSource: EstimatedModel {
  /// The residual variance; NaN without residual degrees of freedom.
  var residualVariance: Double { get }
}
