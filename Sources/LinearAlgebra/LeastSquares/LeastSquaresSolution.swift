/// The solution of min Σ wᵢ (yᵢ − xᵢ′b)² and what inference needs of it.
///
/// Columns that are combinations of columns before them are *aliased*: they have no coefficient.
/// Everything counted by coefficient below is over the k kept columns, in the order of `kept`.
public struct LeastSquaresSolution: Sendable, Equatable {
  /// b: one for each kept column.
  public let coefficients: [Double]
  /// The columns with a coefficient, ascending.
  public let kept: [Int]
  /// The columns without one, ascending.
  public let aliased: [Int]
  /// For each aliased column, the factors of the kept columns whose combination it is (0 for kept
  /// columns after it).
  public let aliasRelations: [[Double]]
  /// (X′WX)⁻¹ over the kept columns, k × k.
  public let unscaledCovariance: Matrix
  /// The upper triangular R⁻¹ with (X′WX)⁻¹ = R⁻¹ R⁻ᵀ, k × k, positive diagonal.
  public let inverseTriangle: Matrix
  /// y − X b, one for each row; empty when the rows are not at hand (see
  /// `LeastSquaresAccumulator`).
  public let residuals: [Double]
  /// Σ wᵢ (yᵢ − xᵢ′b)².
  public let residualSumOfSquares: Double
  /// The method that gave the solution: `gram`, `triangle` or `refined`.
  public let method: LeastSquaresMethod
  /// An estimate of the condition number of √W X with its columns scaled to lengths between ½ and 2:
  /// (‖A‖₁ ‖A⁻¹‖₁)^½ for the A = X′WX of those columns. At least 1; 1 when no column is kept.
  public let conditionNumber: Double
  /// How many corrections by true residuals were made.
  public let refinementSteps: Int
}
